// What is taken of an origin's changes.
import assert from "node:assert/strict";
import test from "node:test";
import { fitting, settled, takenOf } from "../../client/src/library/taking.ts";

const list = {
    state: "ready" as const,
    changes: [
        { kind: "replaced" as const, before: "a", after: "b" },
        { kind: "added" as const, before: "", after: "c", needs_you: "picture" as const },
        { kind: "removed" as const, before: "d", after: "" },
    ],
};

test("whatever fits is taken unless it was refused, and nothing else", () => {
    assert.equal(fitting(list), 2);
    assert.deepEqual(takenOf(list, []), [0, 2]);
    assert.deepEqual(takenOf(list, [2]), [0]);
    assert.deepEqual(takenOf(list, [0, 1, 2]), []);
    assert.deepEqual(takenOf(undefined, []), []);
});

test("each change is kept with what became of it: what needs somebody stays open", () => {
    assert.deepEqual(
        settled(list, [2, 1]).map(({ fate }) => fate),
        ["taken", "open", "refused"],
    );
    assert.equal(settled(list, [])[1]?.after, "c");
    assert.deepEqual(settled(undefined, []), []);
});
