import assert from "node:assert/strict";
import { test } from "node:test";
import {
    arrivedAfter,
    firstUnread,
    opened,
    pageStart,
    showsTheEnd,
    thankedFor,
    update,
    type TopicView,
} from "../../client/src/forum/state.ts";
import type { Byline, Entry, Post, TopicPage, TopicRow } from "../../client/src/shapes.ts";

const somebody = { person: "p1", name: "Mo Reed", authority_name: "Northmere", guest: false };
const by = somebody as unknown as Byline;
const at = "2026-11-01T10:00:00Z";

function row(posts: number, more: Partial<TopicRow> = {}): TopicRow {
    const topic = { topic: "t", group: "g", title: "Tablets", by, at, revision: 1, posts };
    const rest = { last_at: at, last_by: by, pinned: false, closed: false, question: false };
    return { ...topic, ...rest, labels: [], ...more } as unknown as TopicRow;
}

function post(number: number, more: Partial<Post> = {}): Post {
    const one = {
        post: `post${number}`,
        topic: "t",
        number,
        by,
        at,
        revision: 1,
        html: "<p>a</p>",
    };
    const rest = { deleted_why: "", earlier_texts: false, thanks: 0, thanked_by: [] };
    return { ...one, ...rest, ...more } as unknown as Post;
}

function viewOf(numbers: number[], posts = numbers.length, readUpTo = 0): TopicView {
    const page = {
        topic: row(posts),
        posts: numbers.map((number) => post(number)),
        read_up_to: readUpTo,
        following: "plain",
        thanked: [],
        entry: 10,
    };
    return opened(page as unknown as TopicPage);
}

function entry(number: number, kind: string, more: object): Entry {
    return { feed: "f", number, at, kind, by, group: "g", ...more } as unknown as Entry;
}

const added = (number: number, postNumber: number, topic = row(postNumber)) =>
    entry(number, "post_added", { topic, post: post(postNumber) });

test("a new post stands at the end, and counts as one that came while one looked", () => {
    const view = update(viewOf([1, 2]), added(11, 3));
    assert.deepEqual(
        view.posts.map(({ number }) => number),
        [1, 2, 3],
    );
    assert.deepEqual(view.arrived, [3]);
    assert.equal(view.topic.posts, 3);
    assert.equal(view.entry, 11);
});

test("an entry that the page knows already changes nothing", () => {
    const view = viewOf([1, 2]);
    assert.equal(update(view, added(10, 2)), view);
    assert.equal(update(view, added(9, 3)), view);
});

test("an entry told twice adds one post", () => {
    const once = update(viewOf([1]), added(11, 2));
    assert.equal(update(once, added(11, 2)), once);
});

test("entries of another topic change nothing", () => {
    const view = viewOf([1]);
    const other = row(9, { topic: "other" as TopicRow["topic"] });
    assert.equal(update(view, added(11, 9, other)), view);
});

test("a page that ends before the end shows no post after a gap", () => {
    const view = update(viewOf([1, 2], 120), added(11, 121));
    assert.equal(view.posts.length, 2);
    assert.equal(view.topic.posts, 121);
    assert.equal(showsTheEnd(view), false);
});

test("an edited or deleted post changes in its place", () => {
    const edited = post(1, { html: "<p>b</p>", revision: 2 });
    const view = update(viewOf([1, 2]), entry(11, "post_edited", { topic: row(2), post: edited }));
    assert.deepEqual(
        view.posts.map(({ html }) => html),
        ["<p>b</p>", "<p>a</p>"],
    );
    assert.deepEqual(view.arrived, []);
});

test("what happens to the topic itself is taken over", () => {
    const closed = row(2, { closed: true, pinned: true });
    const view = update(viewOf([1, 2]), entry(11, "topic_changed", { topic: closed }));
    assert.equal(view.topic.closed && view.topic.pinned, true);
    assert.equal(view.posts.length, 2);
});

test("new posts begin after what one had read, never before one's own", () => {
    assert.equal(firstUnread(viewOf([1, 2, 3], 3, 2), "me"), 3);
    assert.equal(firstUnread(viewOf([1, 2, 3], 3, 3), "me"), undefined);
    assert.equal(firstUnread(viewOf([1, 2, 3], 3, 0), "me"), undefined);
    assert.equal(firstUnread(viewOf([1, 2, 3], 3, 2), "p1"), undefined);
});

test("a post that comes while one looks is no reason to write New posts above it", () => {
    assert.equal(firstUnread(update(viewOf([1, 2], 2, 2), added(11, 3)), "me"), undefined);
});

test("posts below are counted without one's own and without those one has seen", () => {
    const view = [3, 4, 5].reduce((v, n) => update(v, added(8 + n, n)), viewOf([1, 2]));
    assert.equal(arrivedAfter(view, 0, "me").length, 3);
    assert.equal(arrivedAfter(view, 4, "me").length, 1);
    assert.equal(arrivedAfter(view, 0, "p1").length, 0);
});

test("pages begin at 1, 51, 101", () => {
    assert.deepEqual([0, 1, 50, 51, 100, 101].map(pageStart), [1, 1, 1, 51, 51, 101]);
});

test("thanks are taken back as they were said", () => {
    const said = thankedFor(viewOf([1]), "post1", true);
    assert.equal(said.thanked.has("post1"), true);
    assert.equal(thankedFor(said, "post1", false).thanked.size, 0);
});
