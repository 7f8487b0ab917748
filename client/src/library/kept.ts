// What was typed into a form, kept on this device until it is sent: a refused request, a lost line or a
// closed tab loses nothing. With it, once it was sent, the request id: a repetition is never done twice.
import { useState } from "preact/hooks";
import { requestId } from "../ids.ts";
import type { RequestId } from "../shapes.ts";
import { me } from "../state.ts";

interface Stored<T> {
    readonly words: T;
    readonly request?: RequestId;
}

export interface Kept<T> {
    readonly words: T;
    /** Other words are another request. */
    write(words: Partial<T>): void;
    /** The same until something else is written. */
    request(): RequestId;
    forget(): void;
}

function read<T>(key: string, empty: T): Stored<T> {
    try {
        const kept = localStorage.getItem(key);
        if (kept === null) return { words: empty };
        const stored = JSON.parse(kept) as Stored<T>;
        return { ...stored, words: { ...empty, ...stored.words } };
    } catch {
        return { words: empty };
    }
}

function store(key: string, value: unknown): void {
    try {
        if (value === undefined) localStorage.removeItem(key);
        else localStorage.setItem(key, JSON.stringify(value));
    } catch {
        // no room, or not allowed here: it lasts as long as the page
    }
}

/** `place` says which form of which thing; each person has their own. */
export function useKept<T extends object>(place: string, empty: T): Kept<T> {
    const key = `folkmoot-form:${me.peek()?.person ?? ""}:${place}`;
    const [stored, setStored] = useState(() => read(key, empty));
    const keep = (next: Stored<T>) => {
        setStored(next);
        store(key, next);
    };
    return {
        words: stored.words,
        write: (words) => keep({ words: { ...stored.words, ...words } }),
        request: () => {
            const request = stored.request ?? requestId();
            keep({ words: stored.words, request });
            return request;
        },
        forget: () => store(key, undefined),
    };
}
