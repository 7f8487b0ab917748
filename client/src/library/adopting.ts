// Who uses which version, and what one is offered to say of it: pure. The server decides again.
import { rightsIn } from "../forum/rights.ts";
import { seatsOf } from "../forum/seat_choice.tsx";
import type { AuthorityId } from "../protocol/types.ts";
import type { GroupPage, SeatRow } from "../shapes.ts";
import type { Adoption, AdoptionGrid, VersionRow } from "./shapes.ts";

/** Those in which one says what an authority uses: a guest does not. */
export function adoptingSeats(group: GroupPage | undefined): readonly SeatRow[] {
    if (!group || !rightsIn(group).writes) return [];
    return seatsOf(group).filter(({ role }) => role !== "guest");
}

export function canBeAdopted({ state }: VersionRow): boolean {
    return state === "current" || state === "superseded";
}

export function usedBy(
    grid: AdoptionGrid | undefined,
    authority: AuthorityId | undefined,
): Adoption | undefined {
    return grid?.adoptions.find((one) => one.authority === authority);
}

/** What was released after `used` and up to `version`, the newest first. */
export function releasedBetween(
    used: number,
    version: VersionRow,
    versions: readonly VersionRow[],
): readonly VersionRow[] {
    return versions.filter(
        ({ number = 0, state }) =>
            state !== "removed" && number > used && number <= (version.number ?? 0),
    );
}

/** Whether an authority that uses `adoption` could take the current version instead. */
export function couldCatchUp(adoption: Adoption, current: VersionRow | undefined): boolean {
    return !adoption.closed && current !== undefined && adoption.version !== current.version;
}

/** Seats for authorities that use no version. */
export function notYet(
    seats: readonly SeatRow[],
    grid: AdoptionGrid | undefined,
): readonly SeatRow[] {
    return grid ? seats.filter(({ authority }) => !usedBy(grid, authority)) : [];
}
