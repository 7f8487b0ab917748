// What is said of a version that somebody has in their hand: pure.
import { bylineText } from "../pieces/byline.tsx";
import type { PersonId } from "../shapes.ts";
import { text } from "../texts.ts";
import { dayOf } from "../time.ts";
import type { KnownVersion } from "../library/shapes.ts";

/** Which one it is, and whether one should go on using it. */
export function knownWords(known: KnownVersion, who: PersonId, zone: string): string {
    const { version, resource, superseded_at } = known;
    const number = version.number;
    const current = resource.current?.number;
    const like = known.by === "nearly" ? "like_" : "";
    const is = (): string => {
        if (version.state === "draft" || number === undefined) {
            return version.by.person === who
                ? text(`which.${like}own_draft`)
                : text(`which.${like}draft`, { by: bylineText(version.by) });
        }
        if (version.state === "current") return text(`which.${like}current`, { number });
        if (version.state === "removed") return text("which.removed", { number });
        return superseded_at === undefined
            ? text(`which.${like}superseded`, { number })
            : text(`which.${like}superseded_on`, { number, day: dayOf(superseded_at, zone) });
    };
    if (current === undefined || version.state === "current") return is();
    return `${is()} ${text("which.now_current", { number: current })}`;
}
