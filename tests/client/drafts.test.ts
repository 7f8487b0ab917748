import assert from "node:assert/strict";
import { test } from "node:test";
import { lastWords, MemoryDevice, type KeptDraft } from "../../client/src/device.ts";
import { Drafts, merge, placeKey, typedOn, type DraftsWorld } from "../../client/src/drafts.ts";
import type { Draft } from "../../client/src/shapes.ts";
import { Clock } from "./clock.ts";

const place = { topic: "t" } as unknown as Draft["place"];

function house() {
    const clock = new Clock();
    const device = new MemoryDevice();
    const server = {
        up: true,
        drafts: new Map<string, { title: string; text: string; at: number }>(),
    };
    const kept: KeptDraft[] = [];
    const lastWords = {
        keep: (drafts: readonly KeptDraft[]) => void kept.push(...drafts),
        take: () => kept.splice(0),
    };
    const open = (database: Promise<MemoryDevice> = Promise.resolve(device)) => {
        const drafts = new Drafts({
            device: database,
            lineUp: () => server.up,
            fetchAll: async () => {
                if (!server.up) throw new Error("down");
                return [...server.drafts.values()].map(
                    (one) => ({ ...one, place, at: new Date(one.at).toISOString() }) as Draft,
                );
            },
            save: async (params) => {
                if (!server.up) throw new Error("down");
                const { title, text } = params;
                if (title + text === "") server.drafts.delete(placeKey(params.place));
                else server.drafts.set(placeKey(params.place), { title, text, at: clock.now });
            },
            now: () => clock.now,
            later: clock.later as DraftsWorld["later"],
            lastWords,
        });
        drafts.use("p");
        return drafts;
    };
    return { clock, device, server, open };
}

test("what is written is on the device at the first pause and on the server a little later", async () => {
    const { clock, device, server, open } = house();
    const draft = open().at(place);
    await draft.ready;
    draft.write({ title: "", text: "Hello" });
    await clock.pass(500);
    assert.equal((await device.draft("p", "topic:t"))?.text, "Hello");
    assert.equal(draft.kept.value, "device");
    await clock.pass(5_000);
    assert.equal(server.drafts.get("topic:t")?.text, "Hello");
    assert.equal(draft.kept.value, "server");
});

test("a draft survives a reload with the line down", async () => {
    const { clock, server, open } = house();
    server.up = false;
    const draft = open().at(place);
    await draft.ready;
    draft.write({ title: "", text: "Hello" });
    await clock.pass(500);
    const again = open().at(place);
    await again.ready;
    assert.equal(again.words.value.text, "Hello");
});

test("what is typed in the moment before a page goes away is there when it comes back", async () => {
    const { open } = house();
    const going = open(new Promise(() => {})); // its database answers too late
    going.at(place).write({ title: "", text: "Half a thought and its end" });
    going.keepLastWords();
    const again = open().at(place);
    await again.ready;
    assert.equal(again.words.value.text, "Half a thought and its end");
});

test("words kept when the page was hidden do not come back once they were posted", async () => {
    const { clock, server, open } = house();
    const drafts = open();
    const draft = drafts.at(place);
    await draft.ready;
    draft.write({ title: "", text: "Said and done" });
    drafts.keepLastWords(); // hidden
    await clock.pass(100);
    await drafts.saveAll(); // looked at again
    draft.posted({ title: "", text: "Said and done" });
    await clock.pass(10_000);
    assert.equal(server.drafts.size, 0);
    const again = open().at(place);
    await again.ready;
    assert.equal(again.words.value.text, "");
});

test("the last words of two tabs stand beside each other until they are taken, once", () => {
    const kept = new Map<string, string>();
    const localStorage = {
        getItem: (key: string) => kept.get(key) ?? null,
        setItem: (key: string, value: string) => void kept.set(key, value),
        removeItem: (key: string) => void kept.delete(key),
    };
    Object.assign(globalThis, { localStorage });
    const words = (place: string) => ({
        person: "p",
        place,
        title: "",
        text: "x",
        at: 1,
        saved: false,
    });
    lastWords.keep([words("topic:one")]);
    lastWords.keep([words("topic:two")]);
    lastWords.keep([]);
    const places = lastWords.take().map((draft) => draft.place);
    assert.deepEqual(places, ["topic:one", "topic:two"]);
    assert.deepEqual(lastWords.take(), []);
    Reflect.deleteProperty(globalThis, "localStorage");
});

test("when the line comes back, what was written goes to the server", async () => {
    const { clock, server, open } = house();
    server.up = false;
    const drafts = open();
    const draft = drafts.at(place);
    await draft.ready;
    draft.write({ title: "", text: "Hello" });
    await clock.pass(10_000);
    assert.equal(server.drafts.size, 0);
    server.up = true;
    assert.equal(await drafts.saveAll(), true);
    assert.equal(server.drafts.get("topic:t")?.text, "Hello");
});

test("what another device wrote on is shown, since this one's text is safe on the server", async () => {
    const { clock, server, open } = house();
    const draft = open().at(place);
    await draft.ready;
    draft.write({ title: "", text: "Hello" });
    await clock.pass(5_000);
    server.drafts.set("topic:t", {
        title: "",
        text: "Hello from the phone",
        at: clock.now - 60_000,
    });
    const again = open().at(place);
    await again.ready;
    assert.equal(again.words.value.text, "Hello from the phone");
});

test("what was posted from another device does not come back as a draft", async () => {
    const { clock, server, open } = house();
    const draft = open().at(place);
    await draft.ready;
    draft.write({ title: "", text: "Hello" });
    await clock.pass(5_000);
    server.drafts.clear();
    const again = open().at(place);
    await again.ready;
    assert.equal(again.words.value.text, "");
});

test("two texts of one place: the newer is shown, the older is offered", () => {
    const local = { person: "p", place: "topic:t", title: "", text: "here", at: 5, saved: false };
    const older = merge(local, { title: "", text: "there", at: 4 });
    assert.equal(older.words.text, "here");
    assert.equal(older.older?.text, "there");
    const newer = merge(local, { title: "", text: "there", at: 6 });
    assert.equal(newer.words.text, "there");
    assert.equal(newer.older?.text, "here");
});

test("a cleared draft is thrown away on the server, also when the line was down", async () => {
    const { clock, device, server, open } = house();
    const drafts = open();
    const draft = drafts.at(place);
    await draft.ready;
    draft.write({ title: "", text: "Hello" });
    await clock.pass(5_000);
    server.up = false;
    draft.clear();
    await clock.pass(5_000);
    assert.equal(server.drafts.size, 1);
    server.up = true;
    await drafts.saveAll();
    assert.equal(server.drafts.size, 0);
    assert.equal(await device.draft("p", "topic:t"), undefined);
});

test("leaving saves to the server and takes the person's texts off the device", async () => {
    const { device, server, open } = house();
    const drafts = open();
    const draft = drafts.at(place);
    await draft.ready;
    draft.write({ title: "", text: "Hello" });
    assert.equal(await drafts.leave(), true);
    assert.equal(server.drafts.get("topic:t")?.text, "Hello");
    assert.deepEqual(await device.drafts("p"), []);
});

test("leaving with the line down keeps the texts on the device", async () => {
    const { device, server, open } = house();
    const drafts = open();
    const draft = drafts.at(place);
    await draft.ready;
    server.up = false;
    draft.write({ title: "", text: "Hello" });
    assert.equal(await drafts.leave(), false);
    assert.equal((await device.drafts("p"))[0]?.text, "Hello");
});

test("what was typed in the moment before a sign-in ended is on the device", async () => {
    const { clock, device, open } = house();
    const drafts = open();
    const draft = drafts.at(place);
    await draft.ready;
    draft.write({ title: "", text: "Hello" });
    drafts.use(undefined);
    await clock.pass(10_000);
    assert.equal((await device.draft("p", "topic:t"))?.text, "Hello");
});

test("what is typed while a post is on its way stays in the editor", () => {
    const posted = { title: "", text: "One" };
    assert.deepEqual(typedOn(posted, posted), { title: "", text: "" });
    assert.deepEqual(typedOn(posted, { title: "", text: "One\n\nand on" }), {
        title: "",
        text: "and on",
    });
    assert.deepEqual(typedOn(posted, { title: "", text: "Two" }), { title: "", text: "Two" });
});
