import assert from "node:assert/strict";
import { test } from "node:test";
import type { VersionRow } from "../../client/src/library/shapes.ts";
import {
    besideIt,
    currentWithout,
    hostOf,
    isLink,
    nextNumber,
    releasedSince,
    supersededBy,
} from "../../client/src/library/versions.ts";

function version(name: string, more: Partial<Record<keyof VersionRow, unknown>> = {}): VersionRow {
    const at = "2026-10-01T00:00:00Z";
    return { version: name, state: "draft", at, by: {}, ...more } as unknown as VersionRow;
}

const released = (number: number, state: VersionRow["state"]) =>
    version(`v${number}`, { number, state, released_at: `2026-10-0${number}T12:00:00Z` });

const draft = (name: string, base?: string) => version(name, { base });

test("a superseded version names the next one that still stands", () => {
    const [one, two, three] = [
        released(1, "superseded"),
        released(2, "removed"),
        released(3, "current"),
    ];
    assert.equal(supersededBy(one, [three, two, one]), 3);
    assert.equal(supersededBy(two, [three, two, one]), undefined);
    assert.equal(supersededBy(three, [three, two, one]), undefined);
});

test("of two drafts on one base each is told of the other, and of no other draft", () => {
    const all = [draft("a", "v1"), draft("b", "v1"), draft("c", "v2"), draft("d"), draft("e")];
    const beside = (name: string) =>
        besideIt(
            all.find((one) => one.version === name)!,
            all,
        ).map((one) => one.version as string);
    assert.deepEqual(beside("a"), ["b"]);
    assert.deepEqual(beside("b"), ["a"]);
    assert.deepEqual(beside("c"), []);
    assert.deepEqual(beside("d"), []);
    const taken = { ...released(2, "current"), base: "v1" } as unknown as VersionRow;
    assert.deepEqual(besideIt(taken, [taken, ...all]), []);
});

test("a draft says what was released since its base", () => {
    const one = released(1, "superseded");
    const two = released(2, "current");
    const on = (base: string) => releasedSince(draft("a", base), [two, one]);
    assert.equal(on("v1"), 2);
    assert.equal(on("v2"), undefined);
    assert.equal(releasedSince(two, [two, one]), undefined);
});

test("a draft on no base looks at when it was added", () => {
    const one = released(1, "current");
    assert.equal(releasedSince(draft("early"), [one]), 1);
    const late = version("late", { at: "2026-10-02T00:00:00Z" });
    assert.equal(releasedSince(late, [one]), undefined);
    assert.equal(releasedSince(late, [late]), undefined);
});

test("a number is given once, also when its version was removed", () => {
    assert.equal(nextNumber([]), 1);
    assert.equal(nextNumber([draft("a"), released(2, "removed"), released(1, "current")]), 3);
});

test("when the current version goes, the highest that is left is current again", () => {
    const [one, two, three] = [
        released(1, "superseded"),
        released(2, "removed"),
        released(3, "current"),
    ];
    assert.equal(currentWithout(three, [three, two, one]), 1);
    assert.equal(currentWithout(one, [draft("a"), one]), undefined);
});

test("a link is taken as the server takes it", () => {
    for (const link of ["https://a.b", "http://intranet/guide", "https://a.example:8443/é?b=c#d"]) {
        assert.ok(isLink(link), link);
    }
    for (const link of [
        "",
        "https://",
        "https:///path",
        "https://?a",
        "https://:80/",
        "ftp://a.example",
        "javascript:alert(1)",
        "www.council.example",
        "https://name@elsewhere.example/",
        "https://a.example/a b",
        "https://a.example/<b>",
        `https://a.example/${"a".repeat(2000)}`,
    ]) {
        assert.ok(!isLink(link), link);
    }
    assert.equal(hostOf("https://www.council.example/guide"), "www.council.example");
});
