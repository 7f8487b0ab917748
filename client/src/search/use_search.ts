// What was found so far for what the address asks: the first page by itself, more on demand.
import { useEffect, useRef, useState } from "preact/hooks";
import { call } from "../app.ts";
import { focusSoon } from "../focus.ts";
import { announce } from "../pieces/live_region.tsx";
import { zone } from "../state.ts";
import { text } from "../texts.ts";
import type { SearchHits } from "../shapes.ts";
import { useLoaded } from "../use_loaded.ts";
import { asksSomething, paramsOf, pathOfAsked, type Asked } from "./asked.ts";

export interface Search {
    readonly found: SearchHits | undefined;
    readonly problem: unknown;
    readonly busy: boolean;
    reload(): void;
    more(): void;
}

/** "12 found." or "The first 20; more follow." */
export function countWords({ hits, people, next, more_people }: SearchHits): string {
    const count = hits.length + people.length;
    const open = next !== undefined || more_people;
    if (count === 0) return text("search.nothing");
    return open ? text("search.found_more", { count }) : text("search.found", { count });
}

export function useSearch(asked: Asked): Search {
    const path = pathOfAsked(asked);
    const inZone = zone.value;
    const ask = asksSomething(asked)
        ? () => call("search.find", paramsOf(asked, inZone))
        : undefined;
    const first = useLoaded(ask, [path, inZone]);
    const [rest, setRest] = useState<{ of: SearchHits; all: SearchHits } | undefined>();
    const [busy, setBusy] = useState(false);
    const [problem, setProblem] = useState<unknown>();
    const found = first.value && rest?.of === first.value ? rest.all : first.value;
    const newest = useRef(found);
    newest.current = found;
    useEffect(() => {
        setProblem(undefined);
        if (first.value) announce(countWords(first.value));
    }, [first.value]);

    const more = () => {
        const before = newest.current;
        const start = first.value;
        if (busy || !start || before?.next === undefined) return;
        setBusy(true);
        setProblem(undefined);
        call("search.find", paramsOf(asked, inZone, before.next))
            .then((page) => {
                if (newest.current !== before) return;
                const { next: _, ...kept } = before;
                const all = {
                    ...kept,
                    hits: [...before.hits, ...page.hits],
                    ...(page.next !== undefined && { next: page.next }),
                };
                setRest({ of: start, all });
                focusSoon(`hit-${before.hits.length}`);
                announce(countWords(all));
            }, setProblem)
            .finally(() => setBusy(false));
    };
    return { found, problem: first.problem ?? problem, busy, reload: first.reload, more };
}
