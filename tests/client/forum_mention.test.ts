import assert from "node:assert/strict";
import { test } from "node:test";
import { mentioned, mentioning, moved, nameFor } from "../../client/src/forum/mention.ts";

test("an @ with a few words before the cursor is a mention being typed", () => {
    assert.deepEqual(mentioning("Hello @Ski", 10), { at: 6, words: "Ski" });
    assert.deepEqual(mentioning("@", 1), { at: 0, words: "" });
    assert.deepEqual(mentioning("(@skills lead", 13), { at: 1, words: "skills lead" });
});

test("an address, a finished mention and a long sentence are no mention being typed", () => {
    assert.equal(mentioning("me@aldwick.example", 18), undefined);
    assert.equal(mentioning("[@Skills lead](/people/1) and", 29), undefined);
    assert.equal(mentioning("@one two three four five", 24), undefined);
    assert.equal(mentioning("@ ", 2), undefined);
    assert.equal(mentioning("@skills\nlead", 12), undefined);
});

test("only what stands before the cursor counts", () => {
    assert.deepEqual(mentioning("Hello @Ski and all", 10), { at: 6, words: "Ski" });
});

test("a chosen person becomes a link, and the cursor stands after it", () => {
    const made = mentioned(
        { text: "Hello @Ski.", from: 10, to: 10 },
        { at: 6, words: "Ski" },
        "0198",
        "Skills lead, Northmere",
    );
    assert.equal(made.text, "Hello [@Skills lead, Northmere](/people/0198).");
    assert.equal(made.text.slice(made.from), ".");
});

test("a name that could be read as marks stays a name", () => {
    const made = mentioned({ text: "@a", from: 2, to: 2 }, { at: 0, words: "a" }, "1", "A](b) c");
    assert.equal(made.text, "[@A\\](b) c](/people/1) ");
});

test("the authority is not said twice", () => {
    assert.equal(nameFor("Skills lead, Northmere", "Northmere"), "Skills lead, Northmere");
    assert.equal(nameFor("Mo Reed", "Northmere"), "Mo Reed, Northmere");
});

test("arrow keys run round the choices", () => {
    assert.equal(moved(-1, 3, 1), 0);
    assert.equal(moved(2, 3, 1), 0);
    assert.equal(moved(0, 3, -1), 2);
    assert.equal(moved(0, 0, 1), -1);
});
