// What the editor's buttons and keys do to a text: pure functions over the text and what is
// selected in it. A text area shows the answer; `difference` says the least to type for it, so that
// the browser's own undo keeps working.

/** A text with the selected part, in UTF-16 positions; `from` is never after `to`. */
export interface Writing {
    readonly text: string;
    readonly from: number;
    readonly to: number;
}

export type MarkUp = "bold" | "italic" | "code" | "link" | "list" | "numbers" | "quote";

/** The text with the selection marked up, or with the marks taken away where it has them. */
export function markedUp(writing: Writing, kind: MarkUp): Writing {
    switch (kind) {
        case "bold":
            return wrapped(writing, "**");
        case "italic":
            return wrapped(writing, "*");
        case "code":
            return coded(writing);
        case "link":
            return linked(writing);
        case "list":
            return prefixed(writing, () => "- ", /^[-*+] /);
        case "numbers":
            return prefixed(writing, (line) => `${line + 1}. `, /^\d{1,9}[.)] /);
        case "quote":
            return prefixed(writing, () => "> ", /^> ?/, true);
    }
}

function wrapped(writing: Writing, mark: string): Writing {
    const inner = trimmed(writing);
    const { text, from, to } = inner;
    const before = text.slice(0, from);
    const chosen = text.slice(from, to);
    const after = text.slice(to);
    if (endsWithMark(before, mark) && startsWithMark(after, mark)) {
        const start = from - mark.length;
        return {
            text: before.slice(0, start) + chosen + after.slice(mark.length),
            from: start,
            to: start + chosen.length,
        };
    }
    return {
        text: before + mark + chosen + mark + after,
        from: from + mark.length,
        to: to + mark.length,
    };
}

// One star is not the end of two, which would be bold.
function endsWithMark(text: string, mark: string): boolean {
    return stars(/\**$/.exec(text)?.[0] ?? "", text.endsWith(mark), mark);
}
function startsWithMark(text: string, mark: string): boolean {
    return stars(/^\**/.exec(text)?.[0] ?? "", text.startsWith(mark), mark);
}
function stars(run: string, there: boolean, mark: string): boolean {
    if (!there || !mark.startsWith("*")) return there;
    return mark === "*" ? run.length % 2 === 1 : run.length >= 2;
}

// Marks beside a space are no marks in Markdown, so spaces at the ends stay outside.
function trimmed({ text, from, to }: Writing): Writing {
    const chosen = text.slice(from, to);
    if (chosen.trim() === "") return { text, from: to, to };
    const start = from + (chosen.length - chosen.trimStart().length);
    return { text, from: start, to: start + chosen.trim().length };
}

function coded(writing: Writing): Writing {
    const { text, from, to } = writing;
    if (!text.slice(from, to).includes("\n")) return wrapped(writing, "`");
    const lines = wholeLines(writing);
    const chosen = text.slice(lines.from, lines.to);
    const fence = "`".repeat(Math.max(3, longestRun(chosen, "`") + 1));
    const start = lines.from + fence.length + 1;
    return {
        text: `${text.slice(0, lines.from)}${fence}\n${chosen}\n${fence}${text.slice(lines.to)}`,
        from: start,
        to: start + chosen.length,
    };
}

function longestRun(text: string, character: string): number {
    let longest = 0;
    let run = 0;
    for (const each of text) {
        run = each === character ? run + 1 : 0;
        longest = Math.max(longest, run);
    }
    return longest;
}

const address = /^(https?:\/\/|mailto:)\S+$/i;

// A chosen address becomes the target and waits for words; chosen words wait for an address.
function linked(writing: Writing): Writing {
    const { text, from, to } = trimmed(writing);
    const chosen = text.slice(from, to);
    const isAddress = address.test(chosen);
    const words = isAddress ? "" : chosen;
    const target = isAddress ? chosen : "https://";
    const made = `[${words}](${target})`;
    const waits = isAddress || words === "" ? from + 1 : from + words.length + 3;
    const length = isAddress || words === "" ? 0 : target.length;
    return { text: text.slice(0, from) + made + text.slice(to), from: waits, to: waits + length };
}

function wholeLines({ text, from, to }: Writing): { from: number; to: number } {
    // a selection that ends right after a line break does not mean the next line
    const last = to > from && text[to - 1] === "\n" ? to - 1 : to;
    const end = text.indexOf("\n", last);
    return { from: text.lastIndexOf("\n", from - 1) + 1, to: end < 0 ? text.length : end };
}

function prefixed(
    writing: Writing,
    prefix: (line: number) => string,
    there: RegExp,
    emptyToo = false,
): Writing {
    const { text } = writing;
    const { from, to } = wholeLines({ ...writing, from: writing.from });
    const lines = text.slice(from, to).split("\n");
    const counted = lines.filter((line) => emptyToo || line.trim() !== "");
    const remove = counted.length > 0 && counted.every((line) => there.test(line));
    let place = 0;
    const made = lines.map((line) => {
        if (remove) return line.replace(there, "");
        if (!emptyToo && line.trim() === "" && lines.length > 1) return line;
        return prefix(place++) + withoutListMark(line, emptyToo);
    });
    const apart = !remove && needsBlankLineBefore(text, from) ? "\n" : "";
    const block = made.join("\n");
    const start = from + apart.length;
    const cursor = writing.from === writing.to;
    return {
        text: text.slice(0, from) + apart + block + text.slice(to),
        from: cursor ? start + block.length : start,
        to: start + block.length,
    };
}

function withoutListMark(line: string, keep: boolean): string {
    return keep ? line : line.replace(/^([-*+]|\d{1,9}[.)]) /, "");
}

// Without an empty line before it, a numbered list would continue the paragraph above.
function needsBlankLineBefore(text: string, from: number): boolean {
    if (from === 0) return false;
    const above = text.slice(text.lastIndexOf("\n", from - 2) + 1, from - 1);
    return above.trim() !== "" && !/^(\s*([-*+]|\d{1,9}[.)]) |>)/.test(above);
}

const listItem = /^(\s*)([-*+]|(\d{1,9})([.)])) (.*)$/;
const quoteLine = /^((?:> ?)+)(.*)$/;

/**
 * What the Enter key makes of a text within a list or a quote: the next item, or, on an empty item,
 * the end of the list. Undefined where Enter is only Enter.
 */
export function continued(writing: Writing): Writing | undefined {
    const { text, from, to } = writing;
    const start = text.lastIndexOf("\n", from - 1) + 1;
    const end = text.indexOf("\n", from);
    const line = text.slice(start, end < 0 ? text.length : end);
    const [mark, words] = nextMark(line);
    if (mark === undefined || from - start < line.length - words.length) return undefined;
    if (words.trim() === "") {
        // without the empty line, what comes next would still belong to the last item
        const kept = `${text.slice(0, start)}\n`;
        return {
            text: kept + text.slice(Math.max(to, start + line.length)),
            from: kept.length,
            to: kept.length,
        };
    }
    const inserted = `\n${mark}`;
    const place = from + inserted.length;
    return { text: text.slice(0, from) + inserted + text.slice(to), from: place, to: place };
}

function nextMark(line: string): [string | undefined, string] {
    const item = listItem.exec(line);
    if (item) {
        const [, indent = "", mark = "", number, dot = "", words = ""] = item;
        const next = number === undefined ? mark : `${Number(number) + 1}${dot}`;
        return [`${indent}${next} `, words];
    }
    const quote = quoteLine.exec(line);
    return quote ? [quote[1] ?? "", quote[2] ?? ""] : [undefined, ""];
}

/** The text with somebody's words quoted at its end, and room to answer below them. */
export function withQuote(text: string, words: string, whose: string): Writing {
    const lines = words.trim().replace(/\r/g, "").split("\n");
    const block = [...(whose ? [`**${escaped(whose)}:**`, ""] : []), ...lines];
    const quote = block.map((line) => (line === "" ? ">" : `> ${line}`)).join("\n");
    const before = text.trimEnd();
    const made = `${before}${before === "" ? "" : "\n\n"}${quote}\n\n`;
    return { text: made, from: made.length, to: made.length };
}

/** Plain words as Markdown that shows just these words. */
export function escaped(words: string): string {
    return words.replace(/[\\`*_[\]<>#&|~!]/g, "\\$&").replace(/\s+/g, " ");
}

/** The least replacement that turns one text into the other. */
export function difference(
    before: string,
    after: string,
): { from: number; to: number; insert: string } {
    const shortest = Math.min(before.length, after.length);
    let from = 0;
    while (from < shortest && before[from] === after[from]) from++;
    let same = 0;
    while (
        same < shortest - from &&
        before[before.length - 1 - same] === after[after.length - 1 - same]
    )
        same++;
    return { from, to: before.length - same, insert: after.slice(from, after.length - same) };
}

export const charactersMax = 32_000;
const nearTheEnd = 2_000;

/** How many Unicode characters still fit; undefined while that need not be told. Negative: too many. */
export function charactersLeft(text: string, most = charactersMax): number | undefined {
    const near = Math.min(nearTheEnd, most / 4);
    if (text.length < most - near) return undefined;
    const left = most - characters(text);
    return left <= near ? left : undefined;
}

/** The number of Unicode characters, as the server counts them. */
export function characters(text: string): number {
    let count = 0;
    for (const _ of text) count++;
    return count;
}
