import assert from "node:assert/strict";
import { test } from "node:test";
import { queryOf } from "../../client/src/router.ts";
import {
    askedIn,
    asksSomething,
    nothingAsked,
    paramsOf,
    pathOfAsked,
} from "../../client/src/search/asked.ts";
import { isDay, nextDay, startOfDay } from "../../client/src/time.ts";

const id = "0199000a-0000-7000-8000-00000000000b";
const asked = (path: string) => askedIn(queryOf(path.slice(path.indexOf("?"))));

test("what is looked for goes into the address and comes back from it", () => {
    const all = {
        words: '"a b" & c=d/é',
        kind: "post" as const,
        group: id,
        person: id,
        authority: id,
        since: "2026-10-01",
        until: "2026-10-31",
        order: "relevance" as const,
    };
    assert.deepEqual(asked(pathOfAsked(all)), all);
    assert.equal(pathOfAsked(nothingAsked), "/search");
    assert.deepEqual(asked("/search?"), nothingAsked);
});

test("the library alone can be asked for", () => {
    const library = asked("/search?q=x&kind=resource");
    assert.equal(library.kind, "resource");
    assert.deepEqual(paramsOf(library, "Europe/London").kinds, ["resource"]);
    assert.equal(pathOfAsked(library), "/search?q=x&kind=resource");
});

test("an address that somebody made up asks only what can be asked", () => {
    const made = asked(
        "/search?q=%20x%20&kind=all&group=1&person='&since=2026-02-30&until=x&order=up",
    );
    assert.deepEqual(made, { ...nothingAsked, words: "x" });
    assert.equal(asked(`/search?q=${"é".repeat(500)}`).words.length, 200);
});

test("words, or somebody or something they stand for, are enough to look for", () => {
    assert.equal(asksSomething(nothingAsked), false);
    assert.equal(asksSomething({ ...nothingAsked, since: "2026-10-01" }), false);
    assert.equal(asksSomething({ ...nothingAsked, words: "x" }), true);
    assert.equal(asksSomething({ ...nothingAsked, person: id }), true);
});

test("days are those of the person's zone, the last one with it", () => {
    const params = paramsOf(
        { ...nothingAsked, words: "x", since: "2026-03-29", until: "2026-03-29" },
        "Europe/London",
    );
    assert.equal(params.from, "2026-03-29T00:00:00.000Z");
    assert.equal(params.until, "2026-03-29T23:00:00.000Z");
    assert.equal(startOfDay("2026-10-01", "America/New_York"), "2026-10-01T04:00:00.000Z");
    assert.equal(startOfDay("2026-10-01", "Pacific/Auckland"), "2026-09-30T11:00:00.000Z");
    // clocks are put forward at this midnight, and back at that one: 11pm comes twice
    assert.equal(startOfDay("2026-09-06", "America/Santiago"), "2026-09-06T04:00:00.000Z");
    assert.equal(startOfDay("2026-04-05", "America/Santiago"), "2026-04-05T04:00:00.000Z");
    // midnight itself comes twice
    assert.equal(startOfDay("2026-10-25", "Atlantic/Azores"), "2026-10-25T00:00:00.000Z");
    assert.equal(startOfDay("2011-12-30", "Pacific/Apia"), "2011-12-30T10:00:00.000Z"); // left out
    assert.equal(nextDay("2026-12-31"), "2027-01-01");
    assert.equal(isDay("2026-02-29"), false);
    assert.equal(isDay("2028-02-29"), true);
});
