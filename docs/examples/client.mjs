// A client of Folkmoot in a page: say something, and hear what others say.
//
//   npm install ws
//   export FOLKMOOT=https://moot.example TOKEN=…        folkmoot token prints one
//   node client.mjs groups                              the groups you sit in
//   node client.mjs topics GROUP                        the topics of one
//   node client.mjs say TOPIC "Words in Markdown."      a reply
//   node client.mjs hear                                every new post, until you end it
import { randomBytes } from "node:crypto";

import WebSocket from "ws";

const { FOLKMOOT: address, TOKEN: token } = process.env;
const authorization = { Authorization: `Bearer ${token}` };

/** One request over HTTP. */
async function call(method, params = {}) {
    const answer = await fetch(`${address}/rpc`, {
        method: "POST",
        headers: { "Content-Type": "application/json", ...authorization },
        body: JSON.stringify({ jsonrpc: "2.0", id: 1, method, params }),
    });
    const { result, error } = await answer.json();
    if (!error) return result;
    throw Object.assign(new Error(error.message), { refused: error.data?.name });
}

/** A change is sent with an id of our own until it is answered: it is carried out once, however often it
 * arrives. */
async function change(method, params) {
    const request = freshId();
    for (let wait = 1; ; wait = Math.min(2 * wait, 60)) {
        try {
            return await call(method, { request, ...params });
        } catch (problem) {
            if (problem.refused && problem.refused !== "unavailable") throw problem;
            await pause(wait * Math.random());
        }
    }
}

/** A version 7 UUID. */
function freshId() {
    const bytes = randomBytes(16);
    bytes.writeUIntBE(Date.now(), 0, 6);
    bytes[6] = 0x70 | (bytes[6] & 0x0f);
    bytes[8] = 0x80 | (bytes[8] & 0x3f);
    return bytes.toString("hex").replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}

/** Every entry of these feeds from now on, once, in order, whatever the line does. */
async function hear(feeds, tell) {
    const seen = new Map(); // feed → the last number we have
    for (let wait = 1; ; wait = Math.min(2 * wait, 60)) {
        const code = await connection(feeds, seen, tell, () => (wait = 1));
        if (code === 4001) throw new Error("The token has ended.");
        await pause(wait * Math.random());
    }
}

/** One WebSocket until it closes; gives its close code. */
function connection(feeds, seen, tell, connected) {
    return new Promise((closed) => {
        const socket = new WebSocket(address.replace(/^http/, "ws") + "/ws", "folkmoot.v1", {
            headers: authorization,
        });
        const early = []; // live entries that came while we were catching up
        let caughtUp = false;
        const take = (entry) => {
            if (entry.number <= seen.get(entry.feed)) return;
            seen.set(entry.feed, entry.number);
            tell(entry);
        };
        const begin = async ({ feeds: followed }) => {
            for (const one of followed) await catchUp(one, seen, take);
            early.forEach(take);
            caughtUp = true;
            connected();
        };
        socket.on("error", () => {});
        socket.on("close", closed);
        socket.on("open", () => {
            const params = { feeds: feeds.map((feed) => ({ feed, after: seen.get(feed) })) };
            socket.send(JSON.stringify({ jsonrpc: "2.0", id: 1, method: "feeds.follow", params }));
        });
        socket.on("message", (text) => {
            for (const message of [JSON.parse(text)].flat()) {
                if (message.id === 1 && message.result) {
                    begin(message.result).catch(() => socket.close());
                } else if (message.method === "feeds.entry") {
                    if (caughtUp) take(message.params);
                    else early.push(message.params);
                }
            }
        });
    });
}

/** What we missed while there was no line. */
async function catchUp({ feed, last, afresh }, seen, take) {
    if (!seen.has(feed) || afresh) seen.set(feed, last);
    while (seen.get(feed) < last) {
        const { entries } = await call("feeds.entries", { feed, after: seen.get(feed) });
        if (entries.length === 0) return;
        entries.forEach(take);
    }
}

function pause(seconds) {
    return new Promise((done) => setTimeout(done, seconds * 1000));
}

const [command, ...words] = process.argv.slice(2);
if (command === "groups") {
    const { groups } = await call("groups.list");
    for (const { group, name, role } of groups) if (role) console.log(group, name);
} else if (command === "topics") {
    const { topics } = await call("forum.topics", { group: words[0] });
    for (const { topic, title } of topics) console.log(topic, title);
} else if (command === "say") {
    const { post } = await change("forum.reply", { topic: words[0], text: words[1] });
    console.log(post);
} else if (command === "hear") {
    const { groups } = await call("groups.list");
    const mine = groups.filter(({ role }) => role);
    const pages = mine.map(({ group }) => call("groups.group", { group }));
    const feeds = (await Promise.all(pages)).map(({ feed }) => feed);
    await hear(feeds, ({ kind, by, post }) => {
        if (kind === "post_added" || kind === "topic_started") console.log(by.name, post.html);
    });
} else {
    console.error("Say groups, topics GROUP, say TOPIC WORDS or hear.");
    process.exitCode = 2;
}
