// What a topic's page shows, and how an entry of the group's feed changes it: pure. Entries come
// with their rows as they stand, so the newest told is what counts; one the page already knows of
// (its number is not above `entry`) changes nothing.
import type { Entry, Post, TopicPage, TopicRow } from "../shapes.ts";

export const postsPage = 50;

export interface TopicView {
    readonly topic: TopicRow;
    /** By number, without gaps. */
    readonly posts: readonly Post[];
    readonly following: TopicPage["following"];
    /** The posts one has thanked for. */
    readonly thanked: ReadonlySet<string>;
    /** The number of the group's feed this view knows of. */
    readonly entry: number;
    /** The number of the last post one had read when the page was opened. */
    readonly readBefore: number;
    /** The posts that came while one looked: their numbers. */
    readonly arrived: readonly number[];
}

export function opened(page: TopicPage): TopicView {
    return {
        topic: page.topic,
        posts: page.posts,
        following: page.following,
        thanked: new Set(page.thanked),
        entry: page.entry,
        readBefore: page.read_up_to,
        arrived: [],
    };
}

/** The view after an entry. Answers the same object when nothing changed. */
export function update(view: TopicView, entry: Entry): TopicView {
    if (entry.topic?.topic !== view.topic.topic || entry.number <= view.entry) return view;
    const told = { ...view, topic: entry.topic, entry: entry.number };
    if (!entry.post) return told;
    return entry.kind === "post_added" ? added(told, entry.post) : replaced(told, entry.post);
}

function added(view: TopicView, post: Post): TopicView {
    const last = lastNumber(view);
    if (post.number <= last) return replaced(view, post);
    // a page that ends earlier shows "later posts", not a post after a gap
    if (post.number !== last + 1) return view;
    return { ...view, posts: [...view.posts, post], arrived: [...view.arrived, post.number] };
}

function replaced(view: TopicView, post: Post): TopicView {
    const posts = view.posts.map((old) => (old.post === post.post ? post : old));
    return { ...view, posts };
}

/** The view after one's own thanks were stored or taken back. */
export function thankedFor(view: TopicView, post: string, thanks: boolean): TopicView {
    const thanked = new Set(view.thanked);
    if (thanks) thanked.add(post);
    else thanked.delete(post);
    return { ...view, thanked };
}

export function lastNumber(view: TopicView): number {
    return view.posts.at(-1)?.number ?? 0;
}

export function firstNumber(view: TopicView): number {
    return view.posts[0]?.number ?? 1;
}

/** Whether the view holds the end of the topic, so that what is new can be added to it. */
export function showsTheEnd(view: TopicView): boolean {
    return lastNumber(view) >= view.topic.posts;
}

/** The first post of the page of 50 that holds this one. */
export function pageStart(number: number): number {
    return Math.floor((Math.max(1, number) - 1) / postsPage) * postsPage + 1;
}

/**
 * The post before which "New posts" is written: the first one had not read when the page was
 * opened. None in a topic never read before, where all is new, and none before one's own post.
 */
export function firstUnread(view: TopicView, me: string): number | undefined {
    if (view.readBefore === 0) return undefined;
    const arrived = new Set(view.arrived);
    return view.posts.find(
        (post) =>
            post.number > view.readBefore && !arrived.has(post.number) && post.by.person !== me,
    )?.number;
}

/** The posts that came while one looked and are not one's own, from a number on. */
export function arrivedAfter(view: TopicView, number: number, me: string): readonly Post[] {
    const arrived = new Set(view.arrived);
    return view.posts.filter(
        (post) => arrived.has(post.number) && post.number > number && post.by.person !== me,
    );
}
