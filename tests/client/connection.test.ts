import assert from "node:assert/strict";
import { test } from "node:test";
import {
    Connection,
    delayBefore,
    type ConnectionListener,
    type SocketEvents,
} from "../../client/src/connection.ts";
import { plainWords } from "../../client/src/html.tsx";
import { CallProblem } from "../../client/src/problems.ts";
import type { Entry, FeedId, Me } from "../../client/src/shapes.ts";
import type { Way } from "../../client/src/way.ts";
import { Clock, settle } from "./clock.ts";

interface Sent {
    id: number;
    method: string;
    params: Record<string, unknown>;
}

/** A server's end of one socket: what was said to it, and what it says. */
class FakeSocket {
    readonly sent: Sent[] = [];
    closedByClient = false;
    readonly on: SocketEvents;
    readonly by: Way;
    private readonly answer: (message: Sent) => unknown;

    constructor(on: SocketEvents, by: Way, answer: (message: Sent) => unknown) {
        this.on = on;
        this.by = by;
        this.answer = answer;
    }

    send(text: string): void {
        const message = JSON.parse(text) as Sent;
        this.sent.push(message);
        const result = this.answer(message);
        if (result === undefined) return;
        setImmediate(() => this.say({ jsonrpc: "2.0", id: message.id, result }));
    }

    say(message: unknown): void {
        this.on.heard(JSON.stringify(message));
    }

    close(): void {
        this.closedByClient = true;
    }
}

function house() {
    const clock = new Clock();
    const sockets: FakeSocket[] = [];
    const posted: Sent[] = [];
    const told: string[] = [];
    const ways: Way[] = [];
    const me = { person: "p", name: "Skills lead" } as unknown as Me;
    const server = {
        post: (message: Sent): unknown => ({ result: { posted: message.method } }),
        answer: (message: Sent): unknown => {
            if (message.method === "people.me") return me;
            if (message.method === "feeds.follow") {
                const feeds = message.params["feeds"] as { feed: string }[];
                return { feeds: feeds.map(({ feed }) => ({ feed, last: 0, afresh: false })) };
            }
            return { asked: message.method };
        },
    };
    const listener: ConnectionListener = {
        entry: (one) => told.push(`entry ${one.number}`),
        afresh: () => told.push("afresh"),
        ended: () => told.push("ended"),
        signedIn: () => true,
        signInEnded: () => told.push("sign-in ended"),
        hereChanged: ({ group, count }) => told.push(`${count} here in ${group}`),
    };
    const connection = new Connection(
        {
            way: { known: () => ways.at(-1) ?? "socket", note: (way) => ways.push(way) },
            openSocket: (on, by) => {
                const socket = new FakeSocket(on, by, (message) => server.answer(message));
                sockets.push(socket);
                return socket;
            },
            post: async (body) => {
                const message = JSON.parse(body) as Sent;
                posted.push(message);
                return JSON.stringify({
                    jsonrpc: "2.0",
                    id: 1,
                    ...(server.post(message) as object),
                });
            },
            later: clock.later,
            random: () => 0.5,
        },
        listener,
    );
    const open = async () => {
        connection.start();
        sockets.at(-1)!.on.opened();
        await settle();
    };
    return { clock, sockets, posted, told, ways, server, connection, listener, open };
}

test("a line is up only when the socket has said whose it is", async () => {
    const { connection, sockets } = house();
    connection.start();
    assert.equal(connection.line.value, "connecting");
    sockets[0]!.on.opened();
    assert.equal(connection.line.value, "connecting");
    await settle();
    assert.equal(connection.line.value, "up");
});

test("a socket of somebody else is given up before anything is said over it", async () => {
    const { connection, sockets, listener, open } = house();
    listener.signedIn = () => false;
    await open();
    assert.notEqual(connection.line.value, "up");
    assert.ok(sockets[0]!.closedByClient);
    assert.deepEqual(
        sockets[0]!.sent.map(({ method }) => method),
        ["people.me"],
    );
});

test("the first read waits for the socket instead of spending a request", async () => {
    const { connection, posted, open } = house();
    const opening = open();
    const asked = connection.call("home.page", {});
    await opening;
    assert.deepEqual(await asked, { asked: "home.page" });
    assert.deepEqual(posted, []);
});

test("a read goes by post while the socket is away, and a change does not", async () => {
    const { connection, clock, sockets } = house();
    connection.start();
    sockets[0]!.on.closed(1006);
    await clock.pass(3_000);
    for (const socket of sockets) socket.on.closed(1006);
    assert.equal(connection.line.value, "down");
    assert.deepEqual(await connection.call("groups.list", {}), { posted: "groups.list" });
    const reply = { request: "r", topic: "t", text: "x" } as never;
    await assert.rejects(connection.call("forum.reply", reply), { name: "line_down" });
    await assert.rejects(connection.call("forum.mark_read", {} as never), { name: "line_down" });
});

test("a change without an answer is not repeated by the connection", async () => {
    const { connection, sockets, server, open, posted } = house();
    await open();
    const answer = server.answer;
    server.answer = (message) => (message.method === "forum.reply" ? undefined : answer(message));
    const asked = connection.call("forum.reply", { request: "r", topic: "t", text: "x" } as never);
    const refused = assert.rejects(asked, { name: "line_down" });
    await settle();
    sockets[0]!.on.closed(1006);
    await refused;
    assert.ok(!posted.some(({ method }) => method === "forum.reply"));
});

test("problems carry the server's name and field", async () => {
    const { connection, server, sockets, open } = house();
    await open();
    const answer = server.answer;
    server.answer = (message) => (message.method === "forum.preview" ? undefined : answer(message));
    const asked = connection.call("forum.preview", { text: "" });
    await settle();
    const { id } = sockets[0]!.sent.at(-1)!;
    const data = { name: "invalid", field: "text" };
    sockets[0]!.say({ jsonrpc: "2.0", id, error: { code: -32000, message: "no", data } });
    await assert.rejects(asked, (problem: unknown) => {
        assert.ok(problem instanceof CallProblem);
        assert.equal(problem.name, "invalid");
        assert.equal(problem.field, "text");
        return true;
    });
});

test("entries arrive one by one and in batches", async () => {
    const { connection, sockets, told, open } = house();
    await open();
    connection.follow("f" as FeedId, 0);
    await settle();
    const notice = (number: number) => ({
        jsonrpc: "2.0",
        method: "feeds.entry",
        params: { feed: "f", number, kind: "post_added" } as Partial<Entry>,
    });
    sockets[0]!.say(notice(1));
    sockets[0]!.say([notice(2), notice(3)]);
    assert.deepEqual(told, ["entry 1", "entry 2", "entry 3"]);
});

test("who is here is told on, and asked on the line alone", async () => {
    const { connection, clock, sockets, posted, told, open } = house();
    await open();
    const params = { group: "g", count: 2, came: [], gone: [] };
    sockets[0]!.say({ jsonrpc: "2.0", method: "here.changed", params });
    assert.deepEqual(told, ["2 here in g"]);
    sockets[0]!.on.closed(1006);
    const refused = assert.rejects(connection.call("here.look", { group: "g" } as never));
    await clock.pass(5_000);
    await refused;
    assert.ok(!posted.some(({ method }) => method === "here.look"));
});

test("asked to come back, it does; when the sign-in has ended, it says so and stays away", async () => {
    const { clock, sockets, told, open } = house();
    await open();
    sockets[0]!.on.closed(4000);
    await clock.pass(1_000);
    assert.equal(sockets.length, 2);
    sockets[1]!.on.opened();
    await settle();
    sockets[1]!.on.closed(4001);
    await clock.pass(120_000);
    assert.deepEqual(told, ["sign-in ended"]);
    assert.equal(sockets.length, 2);
});

test("a refused handshake asks once who is signed in, so that a dead line is no signing out", async () => {
    const { connection, clock, sockets, told, server } = house();
    connection.start();
    sockets[0]!.on.closed(1006);
    await clock.pass(10);
    assert.deepEqual(told, []);
    server.post = () => ({
        error: { code: -32000, message: "", data: { name: "sign_in_needed" } },
    });
    await clock.pass(1_000);
    sockets.at(-1)!.on.closed(1006);
    await clock.pass(10);
    assert.deepEqual(told, ["sign-in ended"]);
});

// --- where something on the way refuses sockets --------------------------------------------------

test("refused twice while HTTP answers, the line goes by events, and that is remembered", async () => {
    const { connection, clock, sockets, ways } = house();
    connection.start();
    sockets[0]!.on.closed(1006);
    await clock.pass(600);
    assert.equal(sockets[1]!.by, "socket");
    sockets[1]!.on.closed(1006);
    await clock.pass(10);
    assert.equal(sockets[2]!.by, "events");
    assert.deepEqual(ways, ["events"]);
    sockets[2]!.on.opened();
    await settle();
    assert.equal(connection.line.value, "up");
});

test("a line that is down is no refusal: nothing answers", async () => {
    const { connection, clock, sockets, server } = house();
    server.post = () => {
        throw new Error("no answer");
    };
    connection.start();
    for (let i = 0; i < 6; i++) {
        sockets.at(-1)!.on.closed(1006);
        await clock.pass(40_000);
    }
    assert.ok(sockets.length > 5);
    assert.ok(sockets.every(({ by }) => by === "socket"));
});

test("a socket that is cut as soon as it is open, again and again, is refused too", async () => {
    const { clock, sockets, open } = house();
    await open();
    for (let i = 0; i < 2; i++) {
        sockets.at(-1)!.on.closed(1006);
        await clock.pass(1_000);
        sockets.at(-1)!.on.opened();
        await settle();
    }
    assert.equal(sockets.at(-1)!.by, "events");
});

test("a socket that is never answered, open or not, is refused too", async () => {
    const { connection, clock, sockets, server } = house();
    connection.start();
    await clock.pass(10_600);
    assert.ok(sockets[0]!.closedByClient);
    server.answer = () => undefined;
    sockets[1]!.on.opened();
    await clock.pass(20_010);
    assert.ok(sockets[1]!.closedByClient);
    assert.equal(sockets.at(-1)!.by, "events");
});

test("one that lasted for a while, or was asked to come back, was not refused", async () => {
    const { clock, sockets, open } = house();
    await open();
    for (const code of [1006, 4000, 4000, 1006, 4000]) {
        if (code === 1006) await clock.pass(11_000);
        sockets.at(-1)!.on.closed(code);
        await clock.pass(1_000);
        sockets.at(-1)!.on.opened();
        await settle();
    }
    assert.ok(sockets.every(({ by }) => by === "socket"));
});

test("by events, a socket is tried now and then, and taken when it opens", async () => {
    const { connection, clock, sockets, ways } = house();
    connection.start();
    sockets[0]!.on.closed(1006);
    await clock.pass(600);
    sockets[1]!.on.closed(1006);
    await clock.pass(10);
    const stream = sockets[2]!;
    stream.on.opened();
    await settle();
    await clock.pass(5 * 60_000);
    assert.equal(sockets[3]!.by, "socket");
    sockets[3]!.on.closed(1006);
    assert.equal(connection.line.value, "up");
    await clock.pass(5 * 60_000);
    sockets[4]!.on.opened();
    assert.ok(stream.closedByClient);
    assert.equal(sockets[5]!.by, "socket");
    sockets[5]!.on.opened();
    await settle();
    assert.equal(connection.line.value, "up");
    assert.deepEqual(ways.at(-1), "socket");
});

test("a line that says nothing is noticed: a question without an answer ends the socket", async () => {
    const { connection, clock, sockets, server, open } = house();
    await open();
    server.answer = () => undefined;
    await clock.pass(51_000);
    assert.ok(sockets[0]!.closedByClient);
    assert.notEqual(connection.line.value, "up");
});

test("attempts spread out at random up to a limit that doubles and stays at half a minute", () => {
    assert.equal(delayBefore(0, 1), 1_000);
    assert.equal(delayBefore(3, 1), 8_000);
    assert.equal(delayBefore(50, 1), 30_000);
    assert.equal(delayBefore(50, 0.1), 3_000);
    assert.equal(delayBefore(50, 0), 0);
});

test("when the network comes back one does not wait for the next attempt", async () => {
    const { connection, clock, sockets, open } = house();
    await open();
    connection.offline();
    assert.equal(connection.line.value, "down");
    const before = sockets.length;
    connection.hurry();
    assert.equal(sockets.length, before + 1);
    await clock.pass(0);
});

test("an excerpt holds plain words and no markup", () => {
    assert.equal(plainWords("<p>Use <b>page 7</b>, &amp; ask.</p>"), "Use page 7, & ask.");
    assert.equal(plainWords("<p>" + "a".repeat(300)).length, 160);
});
