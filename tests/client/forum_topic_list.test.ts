import assert from "node:assert/strict";
import { test } from "node:test";
import {
    filterOf,
    filterPath,
    listed,
    pathInto,
    unreadIn,
    updateTopics,
} from "../../client/src/forum/topic_list_state.ts";
import type { TopicList } from "../../client/src/forum/shapes.ts";
import type { Entry, TopicRow } from "../../client/src/shapes.ts";

const row = (topic: string, posts = 1) => ({ topic, posts, title: topic }) as unknown as TopicRow;

function list(...topics: TopicRow[]): TopicList {
    const read_up_to = topics.map(() => 1);
    const following = topics.map(() => "plain" as const);
    return { topics, read_up_to, following, more: false } as TopicList;
}

const told = (kind: string, topic: TopicRow, person = "other") =>
    ({ kind, topic, number: 5, by: { person } }) as unknown as Entry;

const order = (view: ReturnType<typeof listed>) => view.rows.map(({ topic }) => topic.topic);

test("a post in a listed topic moves no row, but its count grows", () => {
    const view = updateTopics(
        listed(list(row("a"), row("b"))),
        told("post_added", row("b", 3)),
        "me",
    );
    assert.deepEqual(order(view), ["a", "b"]);
    assert.equal(unreadIn(view.rows[1]!), 2);
    assert.equal(view.moved.size, 1);
});

test("a new topic is counted, not put under a finger", () => {
    const view = updateTopics(listed(list(row("a"))), told("topic_started", row("z")), "me");
    assert.deepEqual(order(view), ["a"]);
    assert.deepEqual([...view.moved], ["z"]);
});

test("several posts of one topic are one topic with something new, and one's own are none", () => {
    const after = ["other", "other", "me"].reduce(
        (view, person) => updateTopics(view, told("post_added", row("a", 2), person), "me"),
        listed(list(row("a"))),
    );
    assert.equal(after.moved.size, 1);
});

test("older topics come after those that are shown, none twice", () => {
    const first = listed(list(row("a"), row("b")));
    assert.deepEqual(order(listed(list(row("b"), row("c")), first.rows)), ["a", "b", "c"]);
});

test("a link leads to the first post one has not read", () => {
    assert.equal(pathInto(row("a", 5), 3), "/topics/a#post-4");
    assert.equal(pathInto(row("a", 5), 5), "/topics/a");
    assert.equal(pathInto(row("a", 5), 0), "/topics/a");
});

test("the address says which topics are shown, and nonsense shows all", () => {
    const label = "01a143b9-9c00-7aea-a07d-cac930644537";
    assert.deepEqual(filterOf({ show: "unread", label }), { filter: "unread", label });
    assert.deepEqual(filterOf({ show: "<b>", label: "x" }), { filter: "all", label: undefined });
    assert.equal(filterPath("g", "unread", label), `/groups/g/forum?show=unread&label=${label}`);
    assert.equal(filterPath("g", "all", undefined), "/groups/g/forum");
});

test("a topic that was moved away is gone, one that came is counted as new", () => {
    const before = updateTopics(
        listed(list(row("a"), row("b"))),
        told("post_added", row("a", 2)),
        "me",
    );
    const away = { kind: "topic_moved_away", moved: "a", number: 6 } as unknown as Entry;
    const without = updateTopics(before, away, "me");
    assert.deepEqual(order(without), ["b"]);
    assert.equal(without.moved.size, 0);
    assert.equal(updateTopics(without, told("topic_moved_here", row("z")), "me").moved.size, 1);
});
