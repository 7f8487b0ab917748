import assert from "node:assert/strict";
import { test } from "node:test";
import * as editing from "../../client/src/forum/markdown_editing.ts";
import type { MarkUp, Writing } from "../../client/src/forum/markdown_editing.ts";

// "a [b] c" is the text "a b c" with "b" selected; "a []c" has the cursor before "c".
function writing(shown: string): Writing {
    const from = shown.indexOf("⟦");
    const to = shown.indexOf("⟧") - 1;
    return { text: shown.replace("⟦", "").replace("⟧", ""), from, to };
}
function shown({ text, from, to }: Writing): string {
    return `${text.slice(0, from)}⟦${text.slice(from, to)}⟧${text.slice(to)}`;
}

const buttons: [MarkUp, string, string][] = [
    ["bold", "say ⟦this⟧ now", "say **⟦this⟧** now"],
    ["bold", "say **⟦this⟧** now", "say ⟦this⟧ now"],
    ["bold", "say⟦ this ⟧now", "say **⟦this⟧** now"],
    ["bold", "⟦⟧", "**⟦⟧**"],
    ["italic", "⟦this⟧", "*⟦this⟧*"],
    ["italic", "*⟦this⟧*", "⟦this⟧"],
    ["italic", "**⟦this⟧**", "***⟦this⟧***"],
    ["bold", "***⟦this⟧***", "*⟦this⟧*"],
    ["code", "run ⟦ls⟧", "run `⟦ls⟧`"],
    ["code", "a\n⟦b\nc⟧\nd", "a\n```\n⟦b\nc⟧\n```\nd"],
    ["code", "⟦```\nx⟧", "````\n⟦```\nx⟧\n````"],
    ["link", "see ⟦the page⟧", "see [the page](⟦https://⟧)"],
    ["link", "⟦https://a.example/b⟧", "[⟦⟧](https://a.example/b)"],
    ["link", "⟦⟧", "[⟦⟧](https://)"],
    ["list", "⟦one\ntwo⟧", "⟦- one\n- two⟧"],
    ["list", "⟦- one\n- two⟧", "⟦one\ntwo⟧"],
    ["list", "⟦1. one\n2. two⟧", "⟦- one\n- two⟧"],
    ["list", "⟦one\n\ntwo⟧", "⟦- one\n\n- two⟧"],
    ["list", "⟦⟧", "- ⟦⟧"],
    ["numbers", "o⟦ne\ntw⟧o", "⟦1. one\n2. two⟧"],
    ["numbers", "intro\n⟦one⟧", "intro\n\n⟦1. one⟧"],
    ["numbers", "⟦- one\n- two\n⟧after", "⟦1. one\n2. two⟧\nafter"],
    ["quote", "⟦one\n\ntwo⟧", "⟦> one\n> \n> two⟧"],
    ["quote", "⟦> one\n> two⟧", "⟦one\ntwo⟧"],
];
for (const [kind, before, after] of buttons) {
    test(`${kind} makes ${JSON.stringify(after)} of ${JSON.stringify(before)}`, () => {
        assert.equal(shown(editing.markedUp(writing(before), kind)), after);
    });
}

const enters: [string, string | undefined][] = [
    ["- one⟦⟧", "- one\n- ⟦⟧"],
    ["  * one⟦⟧", "  * one\n  * ⟦⟧"],
    ["9. one⟦⟧", "9. one\n10. ⟦⟧"],
    ["1) o⟦⟧ne", "1) o\n2) ⟦⟧ne"],
    ["> one⟦⟧", "> one\n> ⟦⟧"],
    ["- one\n- ⟦⟧", "- one\n\n⟦⟧"],
    ["- one\n- ⟦⟧\nafter", "- one\n\n⟦⟧\nafter"],
    ["one⟦⟧", undefined],
    ["⟦⟧- one", undefined],
    ["- one\ntwo⟦⟧", undefined],
];
for (const [before, after] of enters) {
    test(`Enter in ${JSON.stringify(before)} makes ${JSON.stringify(after)}`, () => {
        const made = editing.continued(writing(before));
        assert.equal(made && shown(made), after);
    });
}

test("a quote goes to the end of what is written, with whose words they are", () => {
    const made = editing.withQuote("Yes.\n", "one\n\ntwo", "Skills lead, Northmere");
    assert.equal(made.text, "Yes.\n\n> **Skills lead, Northmere:**\n>\n> one\n>\n> two\n\n");
    assert.equal(made.from, made.text.length);
});

test("a name with marks in it is quoted as plain words", () => {
    assert.equal(editing.escaped("A [b] *c*"), "A \\[b\\] \\*c\\*");
});

test("the difference of two texts is the least that must be typed", () => {
    assert.deepEqual(editing.difference("abc", "aXc"), { from: 1, to: 2, insert: "X" });
    assert.deepEqual(editing.difference("aa", "aaa"), { from: 2, to: 2, insert: "a" });
    assert.deepEqual(editing.difference("abc", "abc"), { from: 3, to: 3, insert: "" });
    assert.deepEqual(editing.difference("aaa", "a"), { from: 1, to: 3, insert: "" });
});

test("the room left is told only near the end, in Unicode characters", () => {
    assert.equal(editing.charactersLeft("a".repeat(1000)), undefined);
    assert.equal(editing.charactersLeft("a".repeat(31_000)), 1_000);
    assert.equal(editing.charactersLeft("a".repeat(32_010)), -10);
    assert.equal(editing.charactersLeft("😀".repeat(16_000)), undefined);
});
