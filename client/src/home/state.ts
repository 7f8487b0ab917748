// How the home page, and with it the rail's counts, follow what happens: pure.
import { plainWords } from "../html.tsx";
import type {
    Entry,
    HomePage,
    NewResource,
    NewTopic,
    PersonId,
    Post,
    SinceInGroup,
    TopicId,
} from "../shapes.ts";
import type { Happening } from "../state.ts";

const topicsShown = 5;
const resourcesShown = 5;
const unreadShown = 100;

/** The same object when nothing on it changed. */
export function updateHome(
    home: HomePage,
    happening: Happening,
    me: PersonId | undefined,
): HomePage {
    if (happening.kind === "entry") return afterEntry(home, happening.entry, me);
    if (happening.kind !== "answered") return home;
    switch (happening.method) {
        case "forum.mark_read":
            return readTopic(home, happening.params.topic, happening.params.number);
        case "forum.mark_group_read":
            return readGroup(home, happening.params.group);
        case "library.mark_seen":
            return seenLibrary(home, happening.params.group);
        default:
            return home;
    }
}

function inGroups(home: HomePage, change: (group: SinceInGroup) => SinceInGroup): HomePage {
    let changed = false;
    const groups = home.groups.map((group) => {
        const next = change(group);
        changed ||= next !== group;
        return next;
    });
    return changed ? { ...home, groups } : home;
}

function afterEntry(home: HomePage, entry: Entry, me: PersonId | undefined): HomePage {
    return inGroups(home, (since) => {
        if (since.feed !== entry.feed || entry.number <= since.entry) return since;
        const next = { ...since, entry: entry.number };
        if (entry.kind === "post_added" || entry.kind === "topic_started") {
            return entry.by?.person === me ? next : withNewPost(next, entry);
        }
        if (entry.resource) return withResource(next, entry, me);
        if (entry.moved !== undefined) return withoutTopic(next, entry.moved);
        return entry.topic ? withTopicAsItStands(next, entry) : next;
    });
}

/** What of it was unread is asked for (mustAsk); its words go at once. */
function withoutTopic(since: SinceInGroup, gone: TopicId): SinceInGroup {
    const topics = since.topics.filter(({ topic }) => topic.topic !== gone);
    return topics.length === since.topics.length ? since : { ...since, topics };
}

function withNewPost(since: SinceInGroup, entry: Entry): SinceInGroup {
    const { topic, post } = entry;
    if (!topic || !post) return since;
    const known = since.topics.find((one) => one.topic.topic === topic.topic);
    if (!known && mayBeMuted(post)) return since;
    if (known && post.number <= known.read_up_to) return since;
    const row: NewTopic = {
        topic,
        unread: Math.min(unreadShown, (known?.unread ?? 0) + 1),
        read_up_to: known?.read_up_to ?? post.number - 1,
        excerpt: plainWords(post.html),
    };
    const others = since.topics.filter((one) => one !== known);
    return {
        ...since,
        group: { ...since.group, unread: Math.min(unreadShown, since.group.unread + 1) },
        topics: [row, ...others].slice(0, topicsShown),
    };
}

/** What others put in or released comes to the top; what is told of already is called as it is now. */
function withResource(since: SinceInGroup, entry: Entry, me: PersonId | undefined): SinceInGroup {
    const { kind, by, at } = entry;
    const { resource, title, kind: what, current } = entry.resource!;
    const known = since.library.find((one) => one.resource === resource);
    const comes = kind === "resource_added" || kind === "version_released";
    if (comes && by && by.person !== me) {
        const released = kind === "version_released" ? current?.number : undefined;
        const row: NewResource = {
            ...{ resource, title, kind: what, by, at },
            ...(released !== undefined && { released }),
        };
        const others = since.library.filter((one) => one !== known);
        return { ...since, library: [row, ...others].slice(0, resourcesShown) };
    }
    if (!known) return since;
    const library = since.library
        .map((one) => (one === known ? { ...one, title, kind: what } : one))
        .filter((one) => one.resource !== resource || !isRemoved(one, entry));
    return { ...since, library };
}

/** Whether what was told as new went with the version that was removed. */
function isRemoved({ released }: NewResource, { kind, resource }: Entry): boolean {
    return (
        kind === "version_removed" &&
        released !== undefined &&
        released !== resource?.current?.number
    );
}

/** A topic that has just been started is muted by nobody yet. */
function mayBeMuted({ number }: Post): boolean {
    return number > 1;
}

/**
 * Whether only the server can say what counts as new: the topic of a post is not among those shown with
 * something new, which may be because it was read to its end, or because it is muted; or a topic came
 * or went.
 */
export function mustAsk(
    home: HomePage | undefined,
    entry: Entry,
    me: PersonId | undefined,
): boolean {
    const { kind, post, topic } = entry;
    if (kind === "topic_moved_away" || kind === "topic_moved_here") return true;
    // whether an authority of one's own uses an older version by now
    if (/^(version_(released|removed|adopted)|adoption_ended)$/.test(kind)) return true;
    if (kind !== "post_added" || !post || !mayBeMuted(post) || entry.by?.person === me)
        return false;
    if (!home) return true;
    const since = home.groups.find(({ feed }) => feed === entry.feed);
    if (!since || entry.number <= since.entry) return false;
    return !since.topics.some((one) => one.topic.topic === topic?.topic);
}

function withTopicAsItStands(since: SinceInGroup, entry: Entry): SinceInGroup {
    const topic = entry.topic!;
    if (!since.topics.some((one) => one.topic.topic === topic.topic)) return since;
    const newest = entry.post?.number === topic.posts ? entry.post : undefined;
    return {
        ...since,
        topics: since.topics.map((one) => {
            if (one.topic.topic !== topic.topic) return one;
            return { ...one, topic, ...(newest ? { excerpt: plainWords(newest.html) } : {}) };
        }),
    };
}

/** Read positions never go back. */
function readTopic(home: HomePage, topic: string, number: number): HomePage {
    const mentions = home.mentions.filter(
        (mention) => mention.topic !== topic || mention.number > number,
    );
    const next = inGroups(home, (since) => {
        const row = since.topics.find((one) => one.topic.topic === topic);
        if (!row || number <= row.read_up_to) return since;
        const unread = Math.max(0, row.topic.posts - number);
        const read = Math.max(0, row.unread - unread);
        const topics = since.topics
            .map((one) => (one === row ? { ...row, read_up_to: number, unread } : one))
            .filter((one) => one.unread > 0);
        const group = { ...since.group, unread: Math.max(0, since.group.unread - read) };
        return { ...since, group, topics };
    });
    return mentions.length === home.mentions.length ? next : { ...next, mentions };
}

function seenLibrary(home: HomePage, group: string): HomePage {
    return inGroups(home, (since) => {
        if (since.group.group !== group || since.library.length === 0) return since;
        return { ...since, library: [] };
    });
}

function readGroup(home: HomePage, group: string): HomePage {
    const next = inGroups(seenLibrary(home, group), (since) => {
        if (since.group.group !== group || since.group.unread === 0) return since;
        return { ...since, group: { ...since.group, unread: 0 }, topics: [] };
    });
    const mentions = next.mentions.filter((mention) => mention.group !== group);
    return mentions.length === next.mentions.length ? next : { ...next, mentions };
}
