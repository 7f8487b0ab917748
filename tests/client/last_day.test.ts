import assert from "node:assert/strict";
import { test } from "node:test";
import { endOfDay, endWords, isOverdue } from "../../client/src/administration/last_day.tsx";

const london = "Europe/London";

test("a last day ends with its last moment in the administrator's zone, and is said so", () => {
    assert.equal(endOfDay("2026-06-30", london), "2026-06-30T23:00:00.000Z");
    assert.equal(
        endWords("2026-06-30T23:00:00.000Z", london),
        "Last day: 30 June 2026; rights end at midnight, Europe/London.",
    );
    assert.equal(
        endWords("2026-06-30T23:00:00.000Z", "America/New_York"),
        "Rights end on 30 June 2026, 7pm, America/New_York.",
    );
});

test("where clocks are put forward at midnight, rights last until the last day is over", () => {
    assert.equal(endOfDay("2026-09-05", "America/Santiago"), "2026-09-06T04:00:00.000Z");
});

test("a year that is still being typed is no last day", () => {
    for (const typed of ["", "0002-12-31", "0020-12-31", "0202-12-31", "2026-13-01"]) {
        assert.equal(endOfDay(typed, london), undefined, typed);
    }
    assert.equal(endOfDay("2026-12-31", london), "2027-01-01T00:00:00.000Z");
    assert.match(endOfDay("9999-12-31", london) ?? "", /10000-01-01T00:00:00/); // the server says it is too far
});

test("an ending is overdue a minute after its moment", () => {
    const at = "2026-06-30T23:00:00.000Z";
    assert.equal(isOverdue(at, Date.parse(at) + 60_000), false);
    assert.equal(isOverdue(at, Date.parse(at) + 60_001), true);
});
