// The words of two versions, whole; asked again while one of them waits to be read out.
import { useEffect, useRef } from "preact/hooks";
import { call } from "../app.ts";
import { useLoaded, type Loaded } from "../use_loaded.ts";
import type { TextBlock, TextState, VersionId } from "./shapes.ts";

export interface VersionWords {
    readonly state: TextState;
    readonly blocks: readonly TextBlock[];
    readonly cut: boolean;
}

const againMs = 3_000;

async function wordsOf(version: VersionId): Promise<VersionWords> {
    const first = await call("library.version_text", { version });
    const blocks = [...first.blocks];
    for (let piece = first.next; piece !== undefined;) {
        const more = await call("library.version_text", { version, piece });
        blocks.push(...more.blocks);
        piece = more.next;
    }
    return { state: first.state, blocks, cut: first.cut };
}

export type TwoTexts = readonly [before: VersionWords, after: VersionWords];

export function useTexts(from: VersionId, to: VersionId): Loaded<TwoTexts> {
    const ready = useRef(new Map<VersionId, VersionWords>()); // long, and never another
    const once = async (version: VersionId): Promise<VersionWords> => {
        const words = ready.current.get(version) ?? (await wordsOf(version));
        if (words.state === "ready") ready.current.set(version, words);
        return words;
    };
    const both = async (): Promise<TwoTexts> => [await once(from), await once(to)];
    const loaded = useLoaded(both, [from, to]);
    const { value, reload } = loaded;
    useEffect(() => {
        if (!value?.some(({ state }) => state === "waiting")) return undefined;
        const timer = setTimeout(reload, againMs);
        return () => clearTimeout(timer);
    }, [value, reload]);
    return loaded;
}
