import assert from "node:assert/strict";
import { test } from "node:test";
import { MemoryDevice } from "../../client/src/device.ts";
import { Outbox, type OutboxNews, type OutboxWorld } from "../../client/src/outbox.ts";
import { CallProblem, type ProblemName } from "../../client/src/problems.ts";
import { Clock, settle } from "./clock.ts";

/** One device and one server for as many tabs as a test opens. */
function house() {
    const clock = new Clock();
    const device = new MemoryDevice();
    const server = {
        up: true,
        refuse: undefined as ProblemName | undefined,
        loseAnswer: 0,
        receipts: new Map<string, unknown>(),
        stored: [] as string[],
    };
    const locks = new Map<string, Promise<void>>();
    const tabs: Outbox[] = [];
    let ids = 0;
    let calls = 0;

    const call = async (_: string, params: { request: string; text: string }) => {
        calls++;
        await new Promise((resolve) => setImmediate(resolve));
        if (!server.up) throw new CallProblem("line_down");
        if (server.refuse) throw new CallProblem(server.refuse, "", "text");
        if (!server.receipts.has(params.request)) {
            server.stored.push(params.text);
            server.receipts.set(params.request, { post: params.text });
        }
        if (server.loseAnswer-- > 0) throw new CallProblem("line_down");
        return server.receipts.get(params.request);
    };
    const open = async (person = "p") => {
        const tab: Outbox = new Outbox({
            device: Promise.resolve(device),
            lineUp: () => server.up,
            call: call as unknown as OutboxWorld["call"],
            requestId: () => `r${++ids}` as ReturnType<OutboxWorld["requestId"]>,
            now: () => clock.now,
            later: (ms, then) => void clock.later(ms, then),
            exclusively: async (name, act) => {
                const mine = (locks.get(name) ?? Promise.resolve()).then(act);
                locks.set(
                    name,
                    mine.catch(() => undefined),
                );
                await mine;
            },
            tell: (news: OutboxNews) => {
                for (const other of tabs) if (other !== tab) other.heard(news);
            },
            answered: () => undefined,
        });
        tabs.push(tab);
        await tab.use(person);
        return tab;
    };
    const reply = (tab: Outbox, text: string) =>
        tab.queue("forum.reply", { topic: "t" as never, text });
    return { clock, device, server, open, reply, calls: () => calls };
}

test("what is queued goes out once, in order, and leaves the device", async () => {
    const { open, reply, server, device, clock } = house();
    const tab = await open();
    const items = ["one", "two", "three"].map((text) => reply(tab, text));
    await clock.pass(100);
    assert.deepEqual(server.stored, ["one", "two", "three"]);
    assert.ok(items.every((item) => item.state.value === "sent"));
    assert.deepEqual(await items[2]!.result, { post: "three" });
    assert.deepEqual(await device.changes("p"), []);
});

test("nothing is shown as sent before the server has answered", async () => {
    const { open, reply, server, clock } = house();
    server.up = false;
    const tab = await open();
    const item = reply(tab, "one");
    await clock.pass(60_000);
    assert.equal(item.state.value, "waiting");
    assert.equal(tab.waiting.value, 1);
    assert.deepEqual(server.stored, []);
});

test("what waits goes out in order when the line comes up", async () => {
    const { open, reply, server, clock } = house();
    server.up = false;
    const tab = await open();
    reply(tab, "one");
    reply(tab, "two");
    await clock.pass(1_000);
    server.up = true;
    tab.lineChanged();
    await clock.pass(1_000);
    assert.deepEqual(server.stored, ["one", "two"]);
    assert.equal(tab.waiting.value, 0);
});

test("an answer that is lost is asked for with the same request id, and nothing is stored twice", async () => {
    const { open, reply, server, clock } = house();
    const tab = await open();
    server.loseAnswer = 1;
    const item = reply(tab, "one");
    reply(tab, "two");
    await clock.pass(5_000);
    assert.deepEqual(server.stored, ["one", "two"]);
    assert.equal(item.state.value, "sent");
});

test("what was queued before a reload is sent after it", async () => {
    const { open, reply, server, clock } = house();
    server.up = false;
    reply(await open(), "one");
    await settle();
    server.up = true;
    const after = await open();
    await clock.pass(1_000);
    assert.deepEqual(server.stored, ["one"]);
    assert.deepEqual(after.items.value, []);
});

test("a refusal keeps the text, says why, and lets the next one go", async () => {
    const { open, reply, server, clock, device } = house();
    const tab = await open();
    server.refuse = "forbidden";
    const item = reply(tab, "one");
    await clock.pass(100);
    server.refuse = undefined;
    reply(tab, "two");
    await clock.pass(100);
    assert.equal(item.state.value, "refused");
    assert.equal(item.problem.value?.name, "forbidden");
    assert.deepEqual(server.stored, ["two"]);
    assert.equal((await device.changes("p"))[0]?.params["text"], "one");
    await assert.rejects(item.result);
});

test("a refused change can be tried again, with the request id it had", async () => {
    const { open, reply, server, clock } = house();
    const tab = await open();
    server.refuse = "forbidden";
    const item = reply(tab, "one");
    await clock.pass(100);
    server.refuse = undefined;
    await tab.tryAgain(item.id);
    await clock.pass(100);
    assert.deepEqual(server.stored, ["one"]);
    assert.ok(server.receipts.has(item.id));
    assert.deepEqual(tab.items.value, []);
});

test("a refused change that is discarded leaves the device", async () => {
    const { open, reply, server, clock, device } = house();
    const tab = await open();
    server.refuse = "forbidden";
    const item = reply(tab, "one");
    await clock.pass(100);
    await tab.discard(item.id);
    assert.deepEqual(tab.items.value, []);
    assert.deepEqual(await device.changes("p"), []);
});

test("while the server cannot store, it is tried again, ever more slowly", async () => {
    const { open, reply, server, clock, calls } = house();
    const tab = await open();
    server.refuse = "unavailable";
    const item = reply(tab, "one");
    await clock.pass(60_000);
    assert.equal(item.state.value, "waiting");
    assert.ok(calls() >= 4 && calls() <= 10, `${calls()} calls in a minute`);
    server.refuse = undefined;
    await clock.pass(31_000);
    assert.deepEqual(server.stored, ["one"]);
});

test("two tabs send what both queued once, and each learns of its own", async () => {
    const { open, reply, server, clock } = house();
    server.up = false;
    const [one, two] = [await open(), await open()];
    const first = reply(one, "one");
    await clock.pass(10);
    const second = reply(two, "two");
    await clock.pass(10);
    server.up = true;
    one.lineChanged();
    two.lineChanged();
    await clock.pass(5_000);
    assert.deepEqual(server.stored, ["one", "two"]);
    assert.equal(first.state.value, "sent");
    assert.equal(second.state.value, "sent");
    assert.deepEqual([one.items.value, two.items.value], [[], []]);
});

test("what one person left unsent is never sent for another", async () => {
    const { open, reply, server, clock } = house();
    server.up = false;
    const tab = await open("ann");
    reply(tab, "from ann");
    await clock.pass(10);
    server.up = true;
    await tab.use("ben");
    await clock.pass(5_000);
    assert.deepEqual(server.stored, []);
    assert.deepEqual(tab.items.value, []);
    await tab.use("ann");
    await clock.pass(5_000);
    assert.deepEqual(server.stored, ["from ann"]);
});
