import assert from "node:assert/strict";
import { test } from "node:test";
import { pauseBeforeAgain } from "../../client/src/problems.ts";

test("while the server cannot do it, one asks again by oneself, less and less often", () => {
    const pauses = [0, 1, 2, 3, 4, 100].map((tries) => pauseBeforeAgain("unavailable", tries));
    assert.deepEqual(pauses, [2000, 4000, 8000, 15_000, 15_000, 15_000]);
});

test("what would be refused again is not asked again by oneself", () => {
    for (const problem of [undefined, "not_found", "forbidden", "invalid", "internal", "line_down"])
        assert.equal(pauseBeforeAgain(problem, 0), undefined);
});
