// What somebody typed or pasted to find out which version they have: pure.
import type { ParamsOf } from "../shapes.ts";
import { isLink } from "../library/versions.ts";

export type Asked = Pick<ParamsOf<"library.which_version">, "link" | "code">;

/** A code, ours or in the address that is printed with it; else a link; else nothing that we know. */
export function askedIn(typed: string): Asked | undefined {
    const words = typed.trim();
    const printed = /(?:^|\/v\/)([0-9a-z]{4}[- ]?[0-9a-z]{4})$/i.exec(words)?.[1];
    if (printed !== undefined) return { code: printed };
    return isLink(words) ? { link: words } : undefined;
}
