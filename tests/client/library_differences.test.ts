import assert from "node:assert/strict";
import { test } from "node:test";
import { differences, onlyChanges, sideOf } from "../../client/src/library/differences.ts";
import type { Difference } from "../../client/src/library/differences.ts";
import type { TextBlock, VersionRow } from "../../client/src/library/shapes.ts";
import { chosenPair, comparedWith } from "../../client/src/library/versions.ts";

const p = (text: string): TextBlock => ({ kind: "paragraph", text });
const row = (...cells: string[]): TextBlock => ({ kind: "row", text: cells.join("\t") });

/** "same: A b", "changed: A -b- +c+" */
function shown(found: readonly Difference[]): readonly string[] {
    const signs = { same: "", added: "+", removed: "-" };
    return found.map(({ how, pieces }) => {
        const words = pieces.map((one) => signs[one.how] + one.text + signs[one.how]).join("");
        return `${how}: ${words}`;
    });
}

test("a word that changed is shown in its paragraph, and what is new or gone as a whole", () => {
    const before = [p("Ask for identification first."), p("Old advice that goes"), p("The end.")];
    const after = [p("Ask for proof first."), p("The end."), p("Brand new words")];
    assert.deepEqual(shown(differences(before, after)), [
        "changed: Ask for -identification-+proof+ first.",
        "removed: -Old advice that goes-",
        "same: The end.",
        "added: +Brand new words+",
    ]);
});

test("a row of a table is compared with a row, cell by cell, never with a paragraph", () => {
    assert.deepEqual(shown(differences([row("Ana", "14", "days")], [row("Ana", "21", "days")])), [
        "changed: Ana\t-14-+21+\tdays",
    ]);
    assert.deepEqual(shown(differences([row("Ana", "14")], [p("Ana 14")])), [
        "removed: -Ana\t14-",
        "added: +Ana 14+",
    ]);
});

test("paragraphs that changed keep their order among those that came and went", () => {
    const before = [p("one two three four"), p("five six seven eight")];
    const after = [p("zero"), p("one two three 4"), p("nothing alike"), p("five six seven 8")];
    assert.deepEqual(
        differences(before, after).map(({ how }) => how),
        ["added", "changed", "added", "changed"],
    );
});

test("each side put together is its version, word by word, whatever changed", () => {
    let state = 7;
    const pick = (count: number) => (state = (state * 1_103_515_245 + 12_345) % 2 ** 31) % count;
    const words = ["alpha", "beta", "gamma", "delta", "is", "not", "–", "é"];
    const paragraph = () => p(Array.from({ length: 1 + pick(8) }, () => words[pick(8)]).join(" "));
    for (let i = 0; i < 300; i++) {
        const before = Array.from({ length: pick(7) }, paragraph);
        const after = before
            .flatMap((one) => (pick(4) === 0 ? [] : pick(3) === 0 ? [one, paragraph()] : [one]))
            .map((one) => (pick(3) === 0 ? p(`${one.text} ${words[pick(8)]}`) : one));
        const found = differences(before, after);
        const side = (which: "before" | "after") =>
            found
                .map((one) => sideOf(one, which))
                .filter((pieces) => pieces.length)
                .map((pieces) => pieces.map(({ text }) => text).join(""));
        assert.deepEqual(
            side("before"),
            before.map(({ text }) => text),
        );
        assert.deepEqual(
            side("after"),
            after.map(({ text }) => text),
        );
    }
});

test("a text that is the same shows nothing, and one that is wholly other ends in time", () => {
    const many = Array.from({ length: 3_000 }, (_, i) => p(`Paragraph ${i} of the toolkit`));
    assert.ok(differences(many, many).every(({ how }) => how === "same"));
    const others = many.map(({ text }) => p(text.replaceAll(/\w+/g, (word) => `${word}x`)));
    const begun = performance.now();
    const found = differences(many, others);
    assert.ok(performance.now() - begun < 20_000);
    assert.equal(found.filter(({ how }) => how === "removed").length, 3_000);
});

test("only changes are shown, with one neighbour on each side and how many are left out", () => {
    const before = Array.from({ length: 10 }, (_, i) => p(`Block number ${i}`));
    const after = before.map((one, i) => (i === 5 ? p("Block number five") : one));
    assert.deepEqual(
        onlyChanges(differences(before, after)).map((one) =>
            one.how === "left_out" ? one.count : one.how,
        ),
        [4, "same", "changed", "same", 3],
    );
    assert.deepEqual(onlyChanges(differences(before, before)), [{ how: "left_out", count: 10 }]);
    assert.deepEqual(onlyChanges([]), []);
});

function version(name: string, more: Partial<Record<keyof VersionRow, unknown>>): VersionRow {
    return { version: name, state: "superseded", ...more } as unknown as VersionRow;
}

test("a version is compared with what it was made from, else with the release before it", () => {
    const one = version("v1", { number: 1 });
    const two = version("v2", { number: 2, state: "removed" });
    const three = version("v3", { number: 3, state: "current" });
    const draft = version("d", { state: "draft", base: "v1" });
    const orphan = version("o", { state: "draft", base: "v2" });
    const all = [draft, orphan, three, two, one];
    assert.equal(comparedWith(draft, all), one);
    assert.equal(comparedWith(orphan, all), three);
    assert.equal(comparedWith(three, all), one);
    assert.equal(comparedWith(one, all), undefined);
    assert.equal(comparedWith(two, all), undefined);
    assert.deepEqual(chosenPair(all), { from: "v1", to: "v3" });
    assert.deepEqual(chosenPair(all, "v3", "d"), { from: "v3", to: "d" });
    assert.deepEqual(chosenPair(all, "v2", "nothing"), { from: "v1", to: "v3" });
    assert.deepEqual(chosenPair([one, two]), { from: undefined, to: undefined });
});
