import assert from "node:assert/strict";
import { test } from "node:test";
import { rightsIn, rightsOverPost, rightsOverTopic } from "../../client/src/forum/rights.ts";
import type { GroupPage, PersonId, Post, TopicRow } from "../../client/src/shapes.ts";

const me = "me" as PersonId;
const group = (role: string | undefined, archived = false) =>
    ({ archived, ...(role ? { role } : {}) }) as unknown as GroupPage;
const topic = (by: string, more: object = {}) =>
    ({ by: { person: by }, closed: false, question: true, ...more }) as unknown as TopicRow;
const post = (by: string, more: object = {}) =>
    ({ by: { person: by }, number: 2, earlier_texts: true, ...more }) as unknown as Post;

/** What is offered, as words in a fixed order. */
function offered(role: string | undefined, topicBy: string, postBy: string, more: object = {}) {
    const over = rightsOverTopic(topic(topicBy), rightsIn(group(role)), me);
    const rights = rightsOverPost(post(postBy, more), topic(topicBy), over, me);
    return Object.entries(rights)
        .filter(([, may]) => may)
        .map(([what]) => what)
        .join(" ");
}

const table: [string, string][] = [
    [offered("member", "you", "you"), "thanks reports quotes"],
    [offered("guest", "you", "you"), "thanks reports quotes"],
    [offered("member", "you", "me"), "edits deletes quotes removesEarlierTexts"],
    [offered("guest", "you", "me"), "edits deletes quotes removesEarlierTexts"],
    [offered("member", "me", "you"), "thanks reports quotes marksAnswer"],
    [
        offered("facilitator", "you", "you"),
        "deletes thanks reports quotes marksAnswer removesEarlierTexts",
    ],
    [offered(undefined, "me", "me"), ""],
    [offered("facilitator", "me", "me", { deleted_at: "2026", earlier_texts: false }), ""],
];
table.forEach(([found, expected], place) => {
    test(`row ${place + 1}: somebody is offered ${expected || "nothing"}`, () => {
        assert.equal(found, expected);
    });
});

test("an archived group is only read", () => {
    assert.deepEqual(rightsIn(group("facilitator", true)), { writes: false, facilitates: false });
});

test("a closed topic takes no replies, and its facilitator may still change it", () => {
    const rights = rightsOverTopic(
        topic("you", { closed: true }),
        rightsIn(group("facilitator")),
        me,
    );
    assert.equal(rights.replies, false);
    assert.equal(rights.changesTopic, true);
});
