// What is taken of an origin's changes: pure. Whatever fits is taken unless it was refused.
import type { OriginChange, OriginChangesList, SettledChange } from "./shapes.ts";

type Refused = readonly number[];

function fits({ needs_you }: OriginChange): boolean {
    return needs_you === undefined;
}

export function fitting({ changes }: OriginChangesList): number {
    return changes.filter(fits).length;
}

/** The places of those that are taken. */
export function takenOf(list: OriginChangesList | undefined, refused: Refused): readonly number[] {
    const places = list?.changes.map((_, place) => place) ?? [];
    return places.filter((place) => fits(list!.changes[place]!) && !refused.includes(place));
}

/** What became of each, to be kept: what needs somebody stays open. */
export function settled(
    list: OriginChangesList | undefined,
    refused: Refused,
): readonly SettledChange[] {
    return (list?.changes ?? []).map((one, place) => {
        const fate = !fits(one) ? "open" : refused.includes(place) ? "refused" : "taken";
        return { kind: one.kind, before: one.before, after: one.after, fate };
    });
}
