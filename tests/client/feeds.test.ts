import assert from "node:assert/strict";
import { test } from "node:test";
import { FollowedFeeds, type Call } from "../../client/src/feeds.ts";
import { CallProblem } from "../../client/src/problems.ts";
import type { Entry, FeedId } from "../../client/src/shapes.ts";
import { settle } from "./clock.ts";

const feed = "f" as FeedId;
const entry = (number: number) => ({ feed, number, kind: "post_added", at: "" }) as Entry;

/** A server with one feed of `last` entries; `answer` may be replaced. */
function house(last: number) {
    const told: number[] = [];
    const news: string[] = [];
    const server = { last, afresh: false, hidden: false, callsLeft: Infinity };
    const call = (async (method: string, params: { feeds?: unknown[]; after?: number }) => {
        await new Promise((resolve) => setImmediate(resolve));
        if (server.callsLeft-- <= 0) throw new CallProblem("line_down");
        if (method === "feeds.follow") {
            const row = { feed, last: server.last, afresh: server.afresh };
            return { feeds: server.hidden ? [] : [row] };
        }
        const from = params.after! + 1;
        const to = Math.min(server.last, from + 199);
        const entries = [];
        for (let number = from; number <= to; number++) entries.push(entry(number));
        return { entries, more: to < server.last };
    }) as unknown as Call;
    const feeds = new FollowedFeeds(call, {
        entry: (one) => told.push(one.number),
        afresh: () => news.push("afresh"),
        ended: () => news.push("ended"),
    });
    return { feeds, server, told, news };
}

const range = (from: number, to: number) =>
    Array.from({ length: to - from + 1 }, (_, i) => from + i);

test("live entries are told in order, and one that comes twice is told once", async () => {
    const { feeds, told } = house(3);
    feeds.lineUp();
    feeds.follow(feed, 3);
    await settle();
    for (const number of [4, 4, 5, 3, 5]) feeds.arrived(entry(number));
    assert.deepEqual(told, [4, 5]);
});

test("what came while the line was down is fetched by pages before anything newer is told", async () => {
    const { feeds, server, told } = house(0);
    feeds.lineUp();
    feeds.follow(feed, 0);
    await settle();
    feeds.lineDown();
    server.last = 450;
    feeds.lineUp();
    feeds.arrived(entry(451));
    await settle();
    assert.deepEqual(told, range(1, 451));
});

test("an entry that skips numbers waits until the missing ones were fetched", async () => {
    const { feeds, server, told } = house(1);
    feeds.lineUp();
    feeds.follow(feed, 1);
    await settle();
    server.last = 5;
    feeds.arrived(entry(5));
    assert.deepEqual(told, []);
    await settle();
    assert.deepEqual(told, [2, 3, 4, 5]);
});

test("without a number one starts with what comes now", async () => {
    const { feeds, told, server } = house(40);
    feeds.lineUp();
    feeds.follow(feed);
    feeds.arrived(entry(41));
    server.last = 41;
    await settle();
    feeds.arrived(entry(42));
    assert.deepEqual(told.slice(-1), [42]);
    assert.ok(!told.includes(40));
});

test("too far behind: what was loaded is to be loaded anew, and only newer entries are told", async () => {
    const { feeds, server, told, news } = house(9_000);
    server.afresh = true;
    feeds.lineUp();
    feeds.follow(feed, 1);
    await settle();
    feeds.arrived(entry(9_001));
    assert.deepEqual(news, ["afresh"]);
    assert.deepEqual(told, [9_001]);
});

test("a feed that the server does not name any more has ended", async () => {
    const { feeds, server, news } = house(3);
    server.hidden = true;
    feeds.lineUp();
    feeds.follow(feed, 3);
    await settle();
    assert.deepEqual(news, ["ended"]);
});

test("a line that breaks while catching up loses nothing and repeats nothing", async () => {
    const { feeds, server, told } = house(600);
    server.callsLeft = 2; // the answer to following, and one page of three
    feeds.lineUp();
    feeds.follow(feed, 0);
    await settle();
    assert.deepEqual(told, range(1, 200));
    feeds.lineDown();
    server.callsLeft = Infinity;
    feeds.lineUp();
    await settle();
    assert.deepEqual(told, range(1, 600));
});
