import assert from "node:assert/strict";
import { test } from "node:test";
import { Connection } from "../../client/src/connection.ts";
import type { FeedId, Me } from "../../client/src/shapes.ts";
import { SharedStream, type StreamEvents, type StreamNews } from "../../client/src/stream.ts";
import { Clock } from "./clock.ts";

interface Source {
    readonly name: string;
    readonly on: StreamEvents;
    open: boolean;
    readonly follows: Set<string>;
}

/** What is behind the proxy: one feed that grows, and the streams of events that are open. */
class Server {
    readonly sources: Source[] = [];
    readonly posted: { method: string; headers: Record<string, string> }[] = [];
    entries = 0;
    person = "p";
    /** So many requests about a stream come to another node first. */
    elsewhere = 0;

    openEvents(on: StreamEvents) {
        const source: Source = {
            name: `s${this.sources.length + 1}`,
            on,
            open: true,
            follows: new Set(),
        };
        this.sources.push(source);
        setImmediate(() => {
            if (source.open) on.opened({ stream: source.name, person: this.person });
        });
        return { close: () => void (source.open = false) };
    }

    get open(): Source[] {
        return this.sources.filter(({ open }) => open);
    }

    write(): void {
        const number = ++this.entries;
        for (const { on, follows } of this.open) {
            if (follows.has("f")) on.heard(JSON.stringify([notice(number)]));
        }
    }

    async post(body: string, headers: Record<string, string>) {
        await new Promise((resolve) => setImmediate(resolve));
        const { id, method, params } = JSON.parse(body) as {
            id: number;
            method: string;
            params: Record<string, never>;
        };
        this.posted.push({ method, headers });
        if (headers["Folkmoot-Person"] !== this.person) return { status: 409, text: "" };
        const wanted = headers["Folkmoot-Stream"];
        const stream = this.open.find(({ name }) => name === wanted);
        if (wanted !== undefined && (!stream || this.elsewhere-- > 0)) {
            return { status: 410, text: "" };
        }
        const result = this.answer(method, params, stream);
        return { status: 200, text: JSON.stringify({ jsonrpc: "2.0", id, result }) };
    }

    private answer(method: string, params: Record<string, never>, stream: Source | undefined) {
        if (method === "people.me") return { person: this.person };
        if (method === "feeds.follow") {
            const feeds = params["feeds"] as { feed: string }[];
            for (const { feed } of feeds) stream!.follows.add(feed);
            return {
                feeds: feeds.map(({ feed }) => ({ feed, last: this.entries, afresh: false })),
            };
        }
        const entries = [];
        for (let n = Number(params["after"]) + 1; n <= this.entries; n++) {
            entries.push(notice(n).params);
        }
        return { entries, more: false };
    }
}

function notice(number: number) {
    return { method: "feeds.entry", params: { feed: "f", number, kind: "post_added" } };
}

/** A browser: its tabs hear each other, and one at a time has the lock. */
class Browser {
    readonly server = new Server();
    readonly clock = new Clock();
    private readonly tabs: { shared: SharedStream; there: boolean }[] = [];
    private readonly queue: { tab: { there: boolean }; then: () => void }[] = [];
    private leading: { there: boolean } | undefined;

    tab() {
        const told: number[] = [];
        const ended: string[] = [];
        const tab = { there: true } as { shared: SharedStream; there: boolean };
        const here = (then: () => void) => () => {
            if (tab.there) then();
        };
        const later = (ms: number, then: () => void) => this.clock.later(ms, here(then));
        tab.shared = new SharedStream({
            openEvents: (on) => this.server.openEvents(on),
            post: (body, headers) => this.server.post(body, headers),
            tell: (news: StreamNews) => {
                for (const other of this.tabs) {
                    if (other !== tab && other.there) setImmediate(() => other.shared.heard(news));
                }
            },
            lead: (then) => {
                this.queue.push({ tab, then });
                this.grant();
            },
            later,
        });
        this.tabs.push(tab);
        const connection = new Connection(
            {
                way: { known: () => "events", note: () => undefined },
                openSocket: (on) => tab.shared.open(on),
                post: async (body) =>
                    (await this.server.post(body, { "Folkmoot-Person": this.server.person })).text,
                later,
                random: () => 0.5,
            },
            {
                entry: ({ number }) => told.push(number),
                afresh: () => assert.fail("nothing is afresh"),
                ended: (feed) => ended.push(feed),
                signedIn: (me: Me) => (me.person as string) === "p",
                signInEnded: () => ended.push("sign-in"),
                hereChanged: () => undefined,
            },
        );
        connection.start();
        connection.follow("f" as FeedId, 0);
        const close = () => {
            tab.there = false;
            if (this.leading !== tab) return;
            for (const source of this.server.open) source.open = false;
            this.leading = undefined;
            this.grant();
        };
        return { connection, told, ended, close };
    }

    private grant(): void {
        while (!this.leading && this.queue.length > 0) {
            const { tab, then } = this.queue.shift()!;
            if (!tab.there) continue;
            this.leading = tab;
            then();
        }
    }
}

const upTo = (number: number) => Array.from({ length: number }, (_, i) => i + 1);

test("two tabs share one stream, and each hears every entry once", async () => {
    const { server, clock, ...browser } = made();
    const [one, other] = [browser.tab(), browser.tab()];
    await clock.pass(3_000);
    for (let i = 0; i < 5; i++) server.write();
    await clock.pass(100);
    assert.equal(server.sources.length, 1);
    assert.equal(one.connection.line.value, "up");
    assert.equal(other.connection.line.value, "up");
    assert.deepEqual(one.told, upTo(5));
    assert.deepEqual(other.told, upTo(5));
});

test("when the leading tab is closed another takes over: nothing is lost, nothing doubled", async () => {
    const { server, clock, ...browser } = made();
    const [one, other, third] = [browser.tab(), browser.tab(), browser.tab()];
    await clock.pass(3_000);
    server.write();
    await clock.pass(100);
    one.close();
    server.write(); // nobody hears it live
    await clock.pass(3_000);
    server.write();
    await clock.pass(100);
    assert.equal(server.open.length, 1);
    assert.deepEqual(other.told, upTo(3));
    assert.deepEqual(third.told, upTo(3));
    assert.equal(third.connection.line.value, "up");
});

test("what one asks says for whom it is meant, and about the stream alone which stream", async () => {
    const { server, clock, ...browser } = made();
    const one = browser.tab();
    await clock.pass(3_000);
    await one.connection.call("groups.list", {});
    const headersOf = (name: string) =>
        server.posted.find(({ method }) => method === name)!.headers;
    assert.deepEqual(headersOf("feeds.follow"), {
        "Folkmoot-Person": "p",
        "Folkmoot-Stream": "s1",
    });
    assert.deepEqual(headersOf("groups.list"), { "Folkmoot-Person": "p" });
});

test("somebody else has signed in meanwhile: nothing more is asked in their name", async () => {
    const { server, clock, ...browser } = made();
    const one = browser.tab();
    await clock.pass(3_000);
    server.person = "q";
    const reply = { request: "r", topic: "t", text: "x" } as never;
    await assert.rejects(one.connection.call("forum.reply", reply), { name: "line_down" });
});

test("behind a load balancer it is asked again until the node that has the stream answers", async () => {
    const { server, clock, ...browser } = made();
    server.elsewhere = 3;
    const one = browser.tab();
    await clock.pass(3_000);
    server.write();
    await clock.pass(100);
    assert.equal(server.sources.length, 1);
    assert.deepEqual(one.told, [1]);
});

test("a stream that the server has forgotten, or that is silent, is opened anew", async () => {
    const { server, clock, ...browser } = made();
    const [one, other] = [browser.tab(), browser.tab()];
    await clock.pass(3_000);
    server.sources[0]!.open = false; // and nobody was told
    server.write();
    await clock.pass(50_000);
    assert.equal(server.open.length, 1);
    assert.deepEqual(one.told, [1]);
    assert.deepEqual(other.told, [1]);
});

test("a sign-in that ends is told to all tabs, and none comes back", async () => {
    const { server, clock, ...browser } = made();
    const [one, other] = [browser.tab(), browser.tab()];
    await clock.pass(3_000);
    server.open[0]!.on.closed(4001);
    await clock.pass(120_000);
    assert.deepEqual(one.ended, ["sign-in"]);
    assert.deepEqual(other.ended, ["sign-in"]);
});

function made() {
    const browser = new Browser();
    return { server: browser.server, clock: browser.clock, tab: () => browser.tab() };
}
