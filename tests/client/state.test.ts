import assert from "node:assert/strict";
import { test } from "node:test";
import { mustAsk } from "../../client/src/home/state.ts";
import type { Entry, HomePage, Me } from "../../client/src/shapes.ts";
import {
    atFirst,
    entriesAfter,
    update,
    type Happening,
    type State,
} from "../../client/src/state.ts";

const by = (person: string) => ({
    person,
    name: person,
    authority_name: "Northmere",
    guest: false,
});

function homePage(): HomePage {
    return {
        groups: [
            {
                group: { group: "g", name: "Digital inclusion", unread: 2 },
                feed: "f",
                entry: 10,
                topics: [topicRow("t", 5, 3)],
                library: [],
            },
        ],
        mentions: [
            { topic: "t", number: 4, group: "g", title: "Tablets", by: by("b"), at: "" },
            { topic: "t", number: 9, group: "g", title: "Tablets", by: by("b"), at: "" },
        ],
        desks: [],
        drafts: [],
    } as unknown as HomePage;
}

function topicRow(topic: string, posts: number, readUpTo: number) {
    return {
        topic: { topic, group: "g", title: topic, posts, last_by: by("b") },
        unread: posts - readUpTo,
        read_up_to: readUpTo,
        excerpt: "",
    };
}

function posted(number: number, topic: string, post: number, who = "b"): Happening {
    const entry = {
        feed: "f",
        number,
        kind: "post_added",
        at: "",
        by: by(who),
        group: "g",
        topic: { topic, group: "g", title: topic, posts: post, last_by: by(who) },
        post: { post: `${topic}${post}`, topic, number: post, html: "<p>Hello &amp; welcome</p>" },
    } as unknown as Entry;
    return { kind: "entry", entry };
}

function answered(method: string, params: unknown, result: unknown): Happening {
    return { kind: "answered", method, params, result } as unknown as Happening;
}

function house(): State {
    const me = { person: "me" } as unknown as Me;
    const signedIn = update(atFirst, answered("people.me", {}, me));
    return update(signedIn, answered("home.page", {}, homePage()));
}

const group = (state: State) => state.home!.groups[0]!;

test("a post of somebody else counts, comes to the top and shows its beginning", () => {
    const state = update(house(), posted(11, "other", 1));
    assert.equal(group(state).group.unread, 3);
    assert.equal(group(state).topics[0]?.topic.topic, "other");
    assert.equal(group(state).topics[0]?.excerpt, "Hello & welcome");
    assert.equal(group(state).entry, 11);
});

test("one's own post is nothing new", () => {
    const state = update(house(), posted(11, "t", 6, "me"));
    assert.equal(group(state).group.unread, 2);
});

test("an entry that the page knows of already changes nothing", () => {
    const before = house();
    assert.equal(update(before, posted(10, "t", 5)).home, before.home);
});

test("counts stop at 100 and the list at five topics", () => {
    let state = house();
    for (let n = 0; n < 150; n++) state = update(state, posted(11 + n, `t${n}`, 1));
    assert.equal(group(state).group.unread, 100);
    assert.equal(group(state).topics.length, 5);
});

test("a post in a topic that may be muted is counted when the server has said so, not before", () => {
    const before = house();
    const told = posted(11, "read or muted", 7);
    assert.equal(group(update(before, told)).group.unread, 2);
    assert.equal(group(update(before, told)).topics.length, 1);
    const asks = (happening: Happening, state = before) =>
        happening.kind === "entry" && mustAsk(state.home, happening.entry, state.me?.person);
    assert.equal(asks(told), true);
    assert.equal(asks(told, atFirst), true, "the page that is under way may be older");
    assert.equal(asks(posted(11, "t", 6)), false, "what is shown as new is not muted");
    assert.equal(asks(posted(11, "just started", 1)), false);
    assert.equal(asks(posted(11, "read or muted", 7, "me")), false);
    assert.equal(asks(posted(10, "read or muted", 7)), false, "the page knows of it");
});

test("reading a topic takes its posts off the group's count, and its mentions that were read", () => {
    const state = update(house(), answered("forum.mark_read", { topic: "t", number: 4 }, {}));
    assert.equal(group(state).group.unread, 1);
    assert.equal(group(state).topics[0]?.read_up_to, 4);
    assert.deepEqual(
        state.home!.mentions.map(({ number }) => number),
        [9],
    );
});

test("a read position never goes back", () => {
    const read = update(house(), answered("forum.mark_read", { topic: "t", number: 5 }, {}));
    const again = update(read, answered("forum.mark_read", { topic: "t", number: 4 }, {}));
    assert.equal(group(again).group.unread, 0);
    assert.deepEqual(group(again).topics, []);
});

test("a group marked as read has nothing new", () => {
    const params = { group: "g", entry: 10 };
    const state = update(house(), answered("forum.mark_group_read", params, {}));
    assert.equal(group(state).group.unread, 0);
    assert.deepEqual(group(state).topics, []);
    assert.deepEqual(state.home!.mentions, []);
});

function inLibrary(number: number, kind: string, current?: number, who = "b"): Happening {
    const resource = {
        resource: "r",
        title: `Toolkit as of ${number}`,
        kind: "toolkit",
        ...(current !== undefined && { current: { version: `v${current}`, number: current } }),
    };
    const entry = { feed: "f", number, kind, at: "", by: by(who), group: "g", resource };
    return { kind: "entry", entry } as unknown as Happening;
}

test("what others put into a library or release there is new once, until one looks", () => {
    const added = update(house(), inLibrary(11, "resource_added"));
    assert.deepEqual(
        group(added).library.map(({ title, released }) => [title, released]),
        [["Toolkit as of 11", undefined]],
    );
    const released = update(added, inLibrary(12, "version_released", 1));
    assert.deepEqual(
        group(released).library.map(({ title, released: n }) => [title, n]),
        [["Toolkit as of 12", 1]],
    );
    const renamed = update(released, inLibrary(13, "resource_changed", 1));
    assert.equal(group(renamed).library[0]?.title, "Toolkit as of 13");
    assert.equal(group(renamed).library[0]?.released, 1);
    const removed = update(renamed, inLibrary(14, "version_removed"));
    assert.deepEqual(group(removed).library, [], "it went with its version");
    const seen = answered("library.mark_seen", { group: "g", entry: 13 }, {});
    assert.deepEqual(group(update(renamed, seen)).library, []);
    const read = answered("forum.mark_group_read", { group: "g", entry: 13 }, {});
    assert.deepEqual(group(update(renamed, read)).library, []);
    const unread = update(
        update(renamed, answered("forum.mark_read", { topic: "t", number: 5 }, {})),
        read,
    );
    assert.deepEqual(group(unread).library, [], "with nothing unread in the forum too");
});

test("what one did in a library oneself, and what was not new before, is nothing new", () => {
    const own = update(house(), inLibrary(11, "version_released", 1, "me"));
    assert.deepEqual(group(own).library, []);
    const changed = update(house(), inLibrary(11, "resource_changed", 1));
    assert.deepEqual(group(changed).library, []);
});

test("a page that was read before an entry and arrives after it is brought up to it", () => {
    const later = update(house(), posted(11, "other", 1));
    const state = update(later, answered("home.page", {}, homePage()));
    assert.equal(group(state).group.unread, 3);
    assert.equal(group(state).entry, 11);
});

test("the entries a view has missed can be asked for by number", () => {
    const state = update(update(house(), posted(11, "t", 6)), posted(12, "t", 7));
    assert.deepEqual(
        entriesAfter(state, "f" as never, 11).map(({ number }) => number),
        [12],
    );
});

test("a group whose right has ended is gone from everything that is shown", () => {
    const state = update(house(), { kind: "ended", feed: "f" as never });
    assert.deepEqual(state.home?.groups, []);
    assert.deepEqual(state.home?.mentions, []);
    assert.deepEqual(entriesAfter(state, "f" as never, 0), []);
});

test("signing out forgets everything", () => {
    assert.deepEqual(update(house(), { kind: "signed_out" }), { ...atFirst, me: null });
});
