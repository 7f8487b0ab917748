// A forum's list of topics as it stands: a page, older ones after it, and the entries since.
import { useEffect, useRef, useState } from "preact/hooks";
import { call, watch, type CallProblem } from "../app.ts";
import { useLoaded } from "../use_loaded.ts";
import type { FeedId, GroupId, LabelId } from "../shapes.ts";
import { me } from "../state.ts";
import type { TopicFilter } from "./shapes.ts";
import { listed, updateTopics, type TopicsView } from "./topic_list_state.ts";
import { useDoing, type Doing } from "../use_doing.ts";

export interface Topics {
    readonly view: TopicsView | undefined;
    readonly problem: CallProblem | undefined;
    readonly older: Doing & { load(): Promise<boolean> };
    reload(): void;
}

/** `feed` is undefined until one may read the group. */
export function useTopics(
    group: GroupId,
    feed: FeedId | undefined,
    filter: TopicFilter,
    label: LabelId | undefined,
): Topics {
    const [view, setView] = useState<TopicsView>();
    const shown = useRef<TopicsView | undefined>(undefined);
    const set = (next: TopicsView | undefined) => {
        shown.current = next;
        setView(next);
    };
    const asked = { group, filter, ...(label === undefined ? {} : { label }) };
    const { value, problem, reload } = useLoaded(
        feed === undefined ? undefined : () => call("forum.topics", asked),
        [group, filter, label ?? null],
    );
    useEffect(() => set(value && listed(value)), [value]);
    useEffect(
        () =>
            watch({
                entry: (entry) => {
                    if (entry.feed !== feed || !shown.current) return;
                    set(updateTopics(shown.current, entry, me.peek()?.person));
                },
                afresh: (which) => which === feed && reload(),
            }),
        [feed],
    );
    const doing = useDoing();
    const load = () =>
        doing.run(async () => {
            const before = shown.current;
            const after = before?.rows.at(-1)?.topic.topic;
            if (!before || after === undefined) return;
            const page = await call("forum.topics", { ...asked, after });
            if (shown.current) set({ ...listed(page, shown.current.rows), moved: before.moved });
        });
    return { view: value && view, problem, older: { ...doing, load }, reload };
}
