import assert from "node:assert/strict";
import { test } from "node:test";
import {
    adoptingSeats,
    canBeAdopted,
    couldCatchUp,
    notYet,
    releasedBetween,
} from "../../client/src/library/adopting.ts";
import type { Adoption, AdoptionGrid, VersionRow } from "../../client/src/library/shapes.ts";
import { mustAsk } from "../../client/src/home/state.ts";
import type { Entry, GroupPage } from "../../client/src/shapes.ts";

function version(number: number, state: VersionRow["state"]): VersionRow {
    return { version: `v${number}`, number, state } as unknown as VersionRow;
}

const all = [version(4, "current"), version(3, "removed"), version(2, "superseded")];

function adoption(authority: string, number: number, more: Partial<Adoption> = {}): Adoption {
    return { authority, version: `v${number}`, number, ...more } as unknown as Adoption;
}

function group(role: string, archived = false): GroupPage {
    const seat = (authority: string, role: string, from_at: string) => ({
        authority,
        role,
        from_at,
    });
    const own_seats = [seat("north", "guest", "2026-01-01"), seat("east", role, "2026-02-01")];
    return { role, archived, own_seats } as unknown as GroupPage;
}

test("one speaks for the authorities one sits for, never as a guest or in an archived group", () => {
    const seats = (page: GroupPage) => adoptingSeats(page).map(({ authority }) => `${authority}`);
    assert.deepEqual(seats(group("member")), ["east"]);
    assert.deepEqual(seats(group("guest")), []);
    assert.deepEqual(seats(group("member", true)), []);
    assert.deepEqual(adoptingSeats(undefined), []);
});

test("released versions that still stand can be adopted", () => {
    const states = [...all, version(5, "draft")].filter(canBeAdopted).map(({ number }) => number);
    assert.deepEqual(states, [4, 2]);
});

test("what changed between two versions leaves out what was removed, and the one in use", () => {
    const between = (used: number) =>
        releasedBetween(used, all[0]!, all).map(({ number }) => number);
    assert.deepEqual(between(1), [4, 2]);
    assert.deepEqual(between(2), [4]);
    assert.deepEqual(between(4), []);
});

test("who uses another version than the current one can catch up, also from a removed one", () => {
    const [current] = all;
    assert.equal(couldCatchUp(adoption("east", 2), current), true);
    assert.equal(couldCatchUp(adoption("east", 5), current), true);
    assert.equal(couldCatchUp(adoption("east", 4), current), false);
    assert.equal(couldCatchUp(adoption("east", 2), undefined), false);
    assert.equal(couldCatchUp(adoption("east", 2, { closed: true }), current), false);
});

test("an authority that uses no version is offered the current one", () => {
    const seats = adoptingSeats(group("member"));
    const grid = (adoptions: Adoption[]) => ({ adoptions }) as unknown as AdoptionGrid;
    assert.equal(notYet(seats, grid([])).length, 1);
    assert.equal(notYet(seats, grid([adoption("east", 2)])).length, 0);
    assert.equal(notYet(seats, undefined).length, 0);
});

test("the home page is asked for anew when a version or an adoption comes or goes", () => {
    const asks = (kind: string) => mustAsk(undefined, { kind } as unknown as Entry, undefined);
    for (const kind of ["version_released", "version_removed", "version_adopted", "adoption_ended"])
        assert.equal(asks(kind), true, kind);
    assert.equal(asks("version_added"), false);
});
