// How soon somebody on another node sees a post: two nodes on one PostgreSQL with fsync, one post after the
// other on the first, and a listener on each. From the moment the request leaves to the moment the entry
// is there. node tests/bench/across_nodes.mjs
import { Demo } from "../harness/demo.mjs";
import { Postgres } from "../harness/postgres.mjs";
import { freshId } from "../harness/random.mjs";
import { Caller } from "../harness/rpc.mjs";
import { Server } from "../harness/server.mjs";
import { Socket } from "../harness/socket.mjs";

const posts = 500;
const warming = 50;

const cluster = await Postgres.start({ fsync: true });
const demo = await Demo.make(undefined, { cluster });
const nodes = [await Server.start(demo.data), await Server.start(demo.node().data)];
const { caller, feed, topic, token } = await somewhereToWrite();
const listeners = await Promise.all(nodes.map(({ address }) => listener(address)));
const places = ["on the same node", "on the other node"];
const times = places.map(() => []);

for (let number = 0; number < warming + posts; number += 1) {
    const from = performance.now();
    const seen = listeners.map(({ next }) => next());
    const said = { request: freshId(), topic, text: `Post ${number}` };
    const { post } = await caller.call("forum.reply", said);
    for (const [place, entry] of (await Promise.all(seen)).entries()) {
        if (entry.post !== post) throw new Error(`${places[place]} another post came`);
        if (number >= warming) times[place].push(entry.at - from);
    }
}
for (const [place, name] of places.entries()) {
    times[place].sort((one, other) => one - other);
    const at = (part) => times[place][Math.ceil(part * posts) - 1].toFixed(1);
    console.log(`seen ${name}: p50 ${at(0.5)} ms, p99 ${at(0.99)} ms, of ${posts} posts`);
}
process.exit(0);

async function somewhereToWrite() {
    for (const token of (await demo.tokens()).values()) {
        const caller = new Caller(nodes[0].address, token);
        const { groups } = await caller.call("groups.list");
        const group = groups.find(({ role, archived }) => role && !archived)?.group;
        if (!group) continue;
        const { feed } = await caller.call("groups.group", { group });
        const said = { group, title: "How soon", text: "Is it seen?", question: false, labels: [] };
        const started = await caller.call("forum.start_topic", { request: freshId(), ...said });
        return { caller, feed, topic: started.topic, token };
    }
    throw new Error("nobody has somewhere to write");
}

/** next() gives the post that comes next, and when. */
async function listener(address) {
    const socket = await Socket.open(address, token, { keepBytes: false });
    await socket.call("feeds.follow", { feeds: [{ feed }] });
    let waiting = null;
    socket.watch(() => {
        for (const { kind, post } of socket.entries.splice(0)) {
            if (kind === "post_added") waiting?.({ post: post.post, at: performance.now() });
        }
    });
    return { next: () => new Promise((done) => (waiting = done)) };
}
