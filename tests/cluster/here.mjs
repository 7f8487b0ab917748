// Who is here, told from node to node: two nodes, people at one or both, and one node is killed.
import { password } from "../harness/demo.mjs";
import { Caller } from "../harness/rpc.mjs";
import { sure } from "../harness/report.mjs";
import { Server } from "../harness/server.mjs";
import { Socket } from "../harness/socket.mjs";

const soonSeconds = 5;
/** What a killed node told is believed for 40 s, from its last word on; plus a little for a busy machine. */
const forgottenSeconds = 50;

/** Somebody with a browser's sign-in, at any node. */
class Visitor {
    static async of(address, mail) {
        const caller = new Caller(address);
        const body = { jsonrpc: "2.0", id: 1, method: "people.sign_in" };
        const answer = await caller.send(
            "POST",
            "/rpc",
            { "Content-Type": "application/json", Origin: address },
            JSON.stringify({ ...body, params: { mail, password } }),
        );
        caller.close();
        const visitor = new Visitor();
        visitor.cookie = answer.headers["set-cookie"][0].split(";")[0];
        visitor.person = JSON.parse(answer.body).result.person;
        return visitor;
    }

    at(node) {
        return Socket.open(node.address, null, { cookie: this.cookie, keepBytes: false });
    }
}

/** What somebody who looks sees, from the first answer on; and everything they were told. */
async function look(socket, group) {
    const { people } = await socket.call("here.look", { group });
    const seen = new Set(people.map(({ person }) => person));
    const gone = [];
    socket.watch(() => {
        for (const change of socket.here.splice(0)) {
            for (const { person } of change.came) seen.add(person);
            for (const person of change.gone) seen.delete(person) && gone.push(person);
        }
    });
    const until = async (holds, seconds, what) => {
        const deadline = performance.now() + seconds * 1000;
        while (!holds(seen)) {
            sure(performance.now() < deadline, () => `${what}; here are ${[...seen]}`);
            await new Promise((done) => setTimeout(done, 50));
        }
    };
    return { until, gone, seen };
}

/** A group that at least three sit in, by their mails. */
async function company(address, tokens) {
    const groups = new Map();
    for (const [mail, token] of tokens) {
        const caller = new Caller(address, token);
        for (const { group, role } of (await caller.call("groups.list")).groups) {
            if (role) groups.set(group, [...(groups.get(group) ?? []), mail]);
        }
        caller.close();
    }
    const [group, mails] = [...groups].find(([, sitting]) => sitting.length >= 4);
    return { group, mails };
}

export async function whoIsHere(demo, tokens) {
    const here = await Server.start(demo.data);
    const there = await Server.start(demo.node().data);
    const { group, mails } = await company(here.address, tokens);
    const [one, both, moving, killed] = await Promise.all(
        mails.slice(0, 4).map((mail) => Visitor.of(here.address, mail)),
    );
    const thereFirst = await killed.at(there);
    const view = await look(await one.at(here), group);
    const has = (visitor) => (seen) => seen.has(visitor.person);
    await view.until(has(killed), soonSeconds, "who is at another node is not here");

    const tabs = [await both.at(here), await both.at(there)];
    let line = await moving.at(there);
    await view.until(has(both), soonSeconds, "who is at both nodes is not here");
    await view.until(has(moving), soonSeconds, "who came to another node is not here");
    tabs[0].close();

    await there.kill();
    const from = performance.now();
    line.close();
    line = await moving.at(here);
    await view.until(
        (seen) => !seen.has(killed.person) && !seen.has(both.person),
        forgottenSeconds,
        "who was at a killed node is still here",
    );
    const seconds = (performance.now() - from) / 1000;
    console.log(`        forgotten ${seconds.toFixed(1)} s after their node was killed`);
    sure(seconds > 15, "a node was given up before it could have told again");
    sure(has(moving)(view.seen), "who went from one node to the other is not here");
    sure(!view.gone.includes(moving.person), "who went from one node to the other was told to go");
    thereFirst.close();
    await here.kill();
}
