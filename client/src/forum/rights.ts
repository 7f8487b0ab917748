// What somebody is offered to do: pure. The server decides again for each request; this only keeps
// buttons away that would be refused.
import type { GroupPage, PersonId, Post, TopicRow } from "../shapes.ts";

export interface Rights {
    /** Holds a seat in a group that is not archived. */
    readonly writes: boolean;
    readonly facilitates: boolean;
}

export function rightsIn(group: GroupPage | undefined): Rights {
    const writes = group?.role !== undefined && !group.archived;
    return { writes, facilitates: writes && group.role === "facilitator" };
}

export interface TopicRights extends Rights {
    readonly replies: boolean;
    readonly changesTopic: boolean;
}

export function rightsOverTopic(topic: TopicRow, rights: Rights, me: PersonId): TopicRights {
    return {
        ...rights,
        replies: rights.writes && !topic.closed,
        changesTopic: rights.facilitates || (rights.writes && topic.by.person === me),
    };
}

export interface PostRights {
    readonly edits: boolean;
    readonly deletes: boolean;
    readonly thanks: boolean;
    readonly reports: boolean;
    readonly quotes: boolean;
    readonly marksAnswer: boolean;
    readonly removesEarlierTexts: boolean;
}

export function rightsOverPost(
    post: Post,
    topic: TopicRow,
    rights: TopicRights,
    me: PersonId,
): PostRights {
    const there = post.deleted_at === undefined;
    const own = rights.writes && post.by.person === me;
    return {
        edits: there && own,
        deletes: there && (own || rights.facilitates),
        thanks: there && rights.writes && !own,
        reports: there && rights.writes && !own,
        quotes: there && rights.replies,
        marksAnswer: there && topic.question && post.number > 1 && rights.changesTopic,
        removesEarlierTexts: post.earlier_texts && (own || rights.facilitates),
    };
}
