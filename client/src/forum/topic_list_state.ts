// The list of topics of a forum, and how an entry of the group's feed changes it: pure. Rows stay
// where they are while somebody reads the list; what would come to the top is only counted, until
// they ask for it.
import type { Entry, EntryKind, LabelId, TopicId, TopicRow } from "../shapes.ts";
import type { Following, TopicFilter, TopicList } from "./shapes.ts";

export interface ListedTopic {
    readonly topic: TopicRow;
    readonly readUpTo: number;
    readonly following: Following;
}

export interface TopicsView {
    readonly rows: readonly ListedTopic[];
    readonly more: boolean;
    /** Topics that are new, or would stand higher now. */
    readonly moved: ReadonlySet<TopicId>;
}

export function listed(list: TopicList, before: readonly ListedTopic[] = []): TopicsView {
    const there = new Set(before.map(({ topic }) => topic.topic));
    const rows = list.topics.map((topic, place) => ({
        topic,
        readUpTo: list.read_up_to[place] ?? 0,
        following: list.following[place] ?? "plain",
    }));
    const fresh = rows.filter(({ topic }) => !there.has(topic.topic));
    return { rows: [...before, ...fresh], more: list.more, moved: new Set() };
}

const coming: ReadonlySet<EntryKind> = new Set<EntryKind>([
    "topic_started",
    "topic_moved_here",
    "post_added",
]);

/** It went to another group. */
function without(view: TopicsView, gone: TopicId): TopicsView {
    return {
        ...view,
        rows: view.rows.filter(({ topic }) => topic.topic !== gone),
        moved: new Set([...view.moved].filter((topic) => topic !== gone)),
    };
}

export function updateTopics(view: TopicsView, entry: Entry, me: string | undefined): TopicsView {
    const { topic, moved } = entry;
    if (moved !== undefined) return without(view, moved);
    if (!topic) return view;
    const rows = view.rows.map((row) =>
        row.topic.topic === topic.topic ? { ...row, topic } : row,
    );
    const comesUp = coming.has(entry.kind);
    if (!comesUp || entry.by?.person === me) return { ...view, rows };
    return { ...view, rows, moved: new Set([...view.moved, topic.topic]) };
}

export function unreadIn({ topic, readUpTo }: ListedTopic): number {
    return Math.max(0, topic.posts - readUpTo);
}

/** Where to go on reading: the first post one has not read, or the topic's head. */
export function pathInto(topic: TopicRow, readUpTo: number): string {
    const next = readUpTo + 1;
    const path = `/topics/${topic.topic}`;
    return readUpTo > 0 && next <= topic.posts ? `${path}#post-${next}` : path;
}

export const filters: readonly TopicFilter[] = [
    "all",
    "unread",
    "questions",
    "unanswered",
    "following",
];

/** What the address asks for: ?show=unread&label=ID. Anything else shows all. */
export function filterOf(query: Readonly<Record<string, string>>): {
    filter: TopicFilter;
    label: LabelId | undefined;
} {
    const filter = filters.find((one) => one === query["show"]) ?? "all";
    const label = /^[0-9a-f-]{36}$/.test(query["label"] ?? "") ? query["label"] : undefined;
    return { filter, label: label as LabelId | undefined };
}

export function filterPath(group: string, filter: TopicFilter, label: string | undefined): string {
    const asked = new URLSearchParams();
    if (filter !== "all") asked.set("show", filter);
    if (label !== undefined) asked.set("label", label);
    const search = asked.toString();
    return `/groups/${group}/forum${search ? `?${search}` : ""}`;
}
