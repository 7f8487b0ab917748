// What stands beside an authority's name: its logo, or its colour. The name says it all.
import { useState } from "preact/hooks";
import { ColourMark } from "./colour_mark.tsx";
import type { AuthorityId, AuthorityRow } from "./shapes.ts";

/** Another address for each picture, so that none is shown that was replaced. */
export function logoAddress(authority: AuthorityId, logo: string): string {
    return `/authorities/${authority}/logo?v=${logo}`;
}

export function AuthorityMark({ row }: { row: AuthorityRow }) {
    const { authority, logo, colour } = row;
    const [lacking, setLacking] = useState<string>();
    if (logo === undefined || logo === lacking) return <ColourMark colour={colour} />;
    return (
        <img
            class="logo beside"
            src={logoAddress(authority, logo)}
            alt=""
            onError={() => setLacking(logo)}
        />
    );
}
