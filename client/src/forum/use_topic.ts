// A topic's page as it stands: loaded once, then kept up by the entries of the group's feed.
import { useEffect, useRef, useState } from "preact/hooks";
import { call, watch, type CallProblem } from "../app.ts";
import { useGroup, type Group } from "../groups/use_group.ts";
import { useLoaded } from "../use_loaded.ts";
import type { Entry, TopicId } from "../shapes.ts";
import { entriesAfter, state } from "../state.ts";
import { opened, pageStart, update, type TopicView } from "./state.ts";

export interface Topic {
    readonly view: TopicView | undefined;
    readonly problem: CallProblem | undefined;
    readonly group: Group;
    /** The view as it is now, for what comes back late. */
    latest(): TopicView | undefined;
    change(how: (view: TopicView) => TopicView): void;
    reload(): void;
}

/** `wanted` is the number of a post on the page one wants; undefined for the first page. */
export function useTopic(topic: TopicId, wanted: number | undefined): Topic {
    const [view, setView] = useState<TopicView>();
    const shown = useRef<TopicView | undefined>(undefined);
    const set = (next: TopicView | undefined) => {
        shown.current = next;
        setView(next);
    };
    const change = (how: (view: TopicView) => TopicView) => {
        if (shown.current) set(how(shown.current));
    };

    const from = pageStart(wanted ?? 1);
    const { value, problem, reload } = useLoaded(
        () => call("forum.topic", { topic, from }),
        [topic, from],
    );
    const group = useGroup(value?.topic.group, value?.entry);
    const feed = group.page?.feed;

    useEffect(() => {
        set(value && opened(value));
    }, [value]);
    useEffect(() => {
        if (!value || feed === undefined) return undefined;
        const told = (entry: Entry) => change((before) => update(before, entry));
        entriesAfter(state.peek(), feed, value.entry).forEach(told);
        return watch({
            entry: (entry) => {
                if (entry.feed !== feed) return;
                if (entry.moved === topic) reload();
                else told(entry);
            },
            afresh: (which) => which === feed && reload(),
            ended: (which) => which === feed && reload(),
        });
    }, [value, feed]);
    const current = view?.topic.topic === topic ? view : undefined;
    return {
        view: value && current,
        problem,
        group,
        latest: () => shown.current,
        change,
        reload,
    };
}
