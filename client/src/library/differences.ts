// What is different between the words of two versions: block by block, and word by word in those that only changed.
// Pure. Loaded when it is used: it brings the npm package diff, whose shortest edit scripts it stands on.
import { diffArrays, diffWordsWithSpace } from "diff";
import type { TextBlock } from "./shapes.ts";

export interface Piece {
    readonly how: "same" | "added" | "removed";
    readonly text: string;
}

export interface Difference {
    readonly kind: TextBlock["kind"];
    readonly how: "same" | "changed" | "added" | "removed";
    readonly pieces: readonly Piece[];
}

/** Of the whole; then what was not matched yet counts as removed and added. */
const timeMaxMs = 2_000;
const wordsTimeMaxMs = 500;
/** Blocks share this part of their words, or they are not one that changed. */
const alikeMin = 0.5;
/** Pairs that are weighed in one place; beyond, blocks are removed and added. */
const pairsMax = 10_000;

type Blocks = readonly TextBlock[];

export function differences(before: Blocks, after: Blocks): readonly Difference[] {
    const key = ({ kind, text }: TextBlock) => `${kind} ${text}`;
    const runs = diffArrays(before.map(key), after.map(key), { timeout: timeMaxMs });
    if (!runs) return replaced(before, after);
    const found: Difference[] = [];
    let [old, fresh] = [0, 0];
    let gone: Blocks = [];
    const settle = (come: Blocks) => {
        found.push(...replaced(gone, come));
        gone = [];
    };
    for (const { removed, added, count = 0 } of runs) {
        if (removed) {
            settle([]);
            gone = before.slice(old, (old += count));
        } else if (added) settle(after.slice(fresh, (fresh += count)));
        else {
            settle([]);
            for (const block of after.slice(fresh, fresh + count)) found.push(whole(block, "same"));
            [old, fresh] = [old + count, fresh + count];
        }
    }
    settle([]);
    return found;
}

function whole({ kind, text }: TextBlock, how: Piece["how"]): Difference {
    return { kind, how, pieces: [{ how, text }] };
}

/** Pairs what is alike, in order, so that a changed paragraph is shown as one. */
function replaced(gone: Blocks, come: Blocks): readonly Difference[] {
    const found: Difference[] = [];
    let [old, fresh] = [0, 0];
    const upTo = (i: number, j: number) => {
        for (; old < i; old++) found.push(whole(gone[old]!, "removed"));
        for (; fresh < j; fresh++) found.push(whole(come[fresh]!, "added"));
    };
    for (const [i, j] of pairsOf(gone, come)) {
        upTo(i, j);
        found.push(changed(gone[i]!, come[j]!));
        [old, fresh] = [i + 1, j + 1];
    }
    upTo(gone.length, come.length);
    return found;
}

/** The pairs in order that are most alike altogether. */
function pairsOf(gone: Blocks, come: Blocks): readonly (readonly [number, number])[] {
    if (gone.length * come.length > pairsMax) return [];
    const [olds, freshes] = [gone.map(wordsIn), come.map(wordsIn)];
    const likeness = (i: number, j: number) => {
        if (gone[i]!.kind !== come[j]!.kind) return 0;
        const share = alike(olds[i]!, freshes[j]!);
        return share >= alikeMin ? share : 0;
    };
    const best = Array.from({ length: gone.length + 1 }, () => new Float64Array(come.length + 1));
    for (let i = gone.length - 1; i >= 0; i--) {
        for (let j = come.length - 1; j >= 0; j--) {
            const share = likeness(i, j);
            const paired = share > 0 ? share + best[i + 1]![j + 1]! : 0;
            best[i]![j] = Math.max(paired, best[i + 1]![j]!, best[i]![j + 1]!);
        }
    }
    const pairs: [number, number][] = [];
    for (let [i, j] = [0, 0]; i < gone.length && j < come.length;) {
        const most = best[i]![j]!;
        if (most === best[i + 1]![j]) i++;
        else if (most === best[i]![j + 1]) j++;
        else pairs.push([i++, j++]);
    }
    return pairs;
}

function wordsIn({ text }: TextBlock): readonly string[] {
    return text
        .toLowerCase()
        .split(/[\s\p{P}]+/u)
        .filter((word) => word !== "");
}

/** Twice what they share of their words, of all their words: 0 to 1. */
function alike(one: readonly string[], other: readonly string[]): number {
    const left = new Map<string, number>();
    for (const word of one) left.set(word, (left.get(word) ?? 0) + 1);
    let shared = 0;
    for (const word of other) {
        const count = left.get(word) ?? 0;
        if (count > 0) shared++;
        left.set(word, count - 1);
    }
    return one.length + other.length === 0 ? 1 : (2 * shared) / (one.length + other.length);
}

function changed(old: TextBlock, fresh: TextBlock): Difference {
    const words = diffWordsWithSpace(old.text, fresh.text, { timeout: wordsTimeMaxMs });
    const pieces: readonly Piece[] = words
        ? words.map(({ value, added, removed }) => ({
              how: added ? "added" : removed ? "removed" : "same",
              text: value,
          }))
        : [
              { how: "removed", text: old.text },
              { how: "added", text: fresh.text },
          ];
    return { kind: fresh.kind, how: "changed", pieces };
}

export type Shown = Difference | { readonly how: "left_out"; readonly count: number };

/** Only what changed, with one block before and after it; between them, how many are the same. */
export function onlyChanges(all: readonly Difference[]): readonly Shown[] {
    const near = (at: number) =>
        [at - 1, at, at + 1].some((one) => all[one] !== undefined && all[one].how !== "same");
    const shown: Shown[] = [];
    let count = 0;
    all.forEach((one, at) => {
        if (!near(at)) {
            count++;
            return;
        }
        if (count > 0) shown.push({ how: "left_out", count });
        count = 0;
        shown.push(one);
    });
    if (count > 0) shown.push({ how: "left_out", count });
    return shown;
}

/** One side of it: what was there before, or is there now. */
export function sideOf(one: Difference, side: "before" | "after"): readonly Piece[] {
    const other = side === "before" ? "added" : "removed";
    return one.pieces.filter(({ how }) => how !== other);
}
