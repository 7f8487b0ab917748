import assert from "node:assert/strict";
import { test } from "node:test";
import {
    changedTo,
    empty,
    labelsIn,
    labelsProblem,
    ofGroup,
    ofTemplate,
    templates,
    welcomeProblem,
} from "../../client/src/groups/beginnings.ts";
import { stepsOf } from "../../client/src/groups/steps.ts";
import type { GroupPage, TopicRow } from "../../client/src/shapes.ts";

const page = {
    group: "g",
    purpose: "To meet",
    kind: "open",
    labels: [{ label: "1", name: "Events" }],
    facilitators: [
        { person: "a", authority: "x" },
        { person: "a", authority: "y" },
    ],
    authorities: 2,
    topics: 1,
} as unknown as GroupPage;

test("choosing another beginning keeps what was typed and changes the rest", () => {
    const [first, second] = [ofTemplate("themed"), ofTemplate("project")];
    const typed = { ...changedTo(empty, empty, first), name: "Mine", purpose: "My own" };
    const next = changedTo(typed, first, second);
    assert.equal(next.name, "Mine");
    assert.equal(next.purpose, "My own");
    assert.equal(next.welcome, second.welcome);
    assert.equal(next.labels, second.labels);
    assert.deepEqual([...next.chosen], [0, 1]);
    assert.equal(changedTo(next, second, empty).topics.length, 0);
});

test("every template has words that the server takes", () => {
    for (const template of templates) {
        const { labels, welcome } = ofTemplate(template);
        assert.deepEqual(labelsProblem("labels", labels), []);
        assert.deepEqual(welcomeProblem("welcome", welcome), []);
    }
});

test("of a group that is copied no topic is chosen", () => {
    const pinned = [{ title: "Start here", topic: "t" } as unknown as TopicRow];
    const { topics, chosen, labels } = ofGroup(page, "Hello", pinned);
    assert.equal(topics.length, 1);
    assert.equal(chosen.size, 0);
    assert.equal(labels, "Events");
});

test("labels are parted by commas, each once, and too long or too many are named", () => {
    assert.deepEqual(labelsIn(" Events,events ,, Time  off "), ["Events", "Time off"]);
    assert.equal(labelsProblem("l", `Short, ${"x".repeat(41)}`).length, 1);
    const many = Array.from({ length: 31 }, (_, n) => `Label ${n}`).join(",");
    assert.match(labelsProblem("l", many)[0]!.words, /31/);
});

test("the list of what is left is read off the group", () => {
    const left = (one: GroupPage, pinned: boolean) =>
        stepsOf(one, pinned)
            .filter(({ done }) => !done)
            .map(({ words }) => words);
    // one person with two seats is not two facilitators
    assert.deepEqual(left(page, true), ["checklist.welcome", "checklist.facilitator"]);
    assert.deepEqual(left(page, false)[1], "checklist.pin");
    assert.deepEqual(left({ ...page, topics: 0 }, false)[1], "checklist.pinned");
});
