// Mentions: what somebody types after @, and the link that comes of it.
import { escaped, type Writing } from "./markdown_editing.ts";

/** The @ that is being typed: where it stands and the words after it. */
export interface Mentioning {
    readonly at: number;
    readonly words: string;
}

const wordsMax = 4;
const charactersMax = 60;

/** The mention that ends at the cursor; an @ within a word (an address) is none. */
export function mentioning(text: string, cursor: number): Mentioning | undefined {
    const line = text.slice(text.lastIndexOf("\n", cursor - 1) + 1, cursor);
    const found = /(?:^|[\s([{"'“‘])@([^@\[\]()\n]*)$/.exec(line);
    if (!found) return undefined;
    const words = found[1] ?? "";
    if (words.length > charactersMax || /^\s|\s\s$/.test(words)) return undefined;
    if (words.trim().split(/\s+/).length > wordsMax) return undefined;
    return { at: cursor - words.length - 1, words };
}

/** The name with the authority, unless the name says it already. */
export function nameFor(name: string, authority: string): string {
    return authority === "" || name.endsWith(authority) ? name : `${name}, ${authority}`;
}

/** The text with the typed mention replaced by a link to the person. */
export function mentioned(
    writing: Writing,
    mention: Mentioning,
    person: string,
    name: string,
): Writing {
    const rest = writing.text.slice(writing.to);
    const link = `[@${escaped(name)}](/people/${person})${/^[\s.,;:!?)]/.test(rest) ? "" : " "}`;
    const place = mention.at + link.length;
    return { text: writing.text.slice(0, mention.at) + link + rest, from: place, to: place };
}

/** Which choice is active after an arrow key; it runs round. */
export function moved(active: number, count: number, by: 1 | -1): number {
    if (count === 0) return -1;
    if (active < 0) return by > 0 ? 0 : count - 1;
    return (active + by + count) % count;
}
