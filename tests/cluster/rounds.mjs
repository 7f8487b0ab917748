// One network that is treated badly, round after round, while 32 write and 64 listen: nodes die and come
// back, connections to the database are ended, news are lost, somebody is removed.
import { Journal } from "../crash/journal.mjs";
import { writersAmong, writingPeople } from "../crash/writers.mjs";
import { freshId } from "../harness/random.mjs";
import { Caller } from "../harness/rpc.mjs";
import { sure } from "../harness/report.mjs";
import { wrongAfterTheEnd, wrongTellings, wrongWrites } from "./compare.mjs";
import { Listener, listenerCount } from "./listeners.mjs";
import { lookInto, newestNumbers } from "./look.mjs";
import { AnyNode, Nodes, pause } from "./nodes.mjs";

const calmSeconds = 1;
const roughSeconds = 4;
const deafSeconds = 1;
const catchUpSeconds = 10;
/** The last statement of a connection that brings news, or has just sent some. */
const listening = ["SET synchronous_commit = off; LISTEN", "SELECT pg_notify"];
const paceOfWriters = 80; // milliseconds at most between two requests: 32 of them are still many

export class Rounds {
    journal = new Journal();
    wrong = { writes: [], tellings: [], removed: [], calm: [], nodes: [] };
    counts = { rounds: 0, kills: 0, ended: 0, reconnected: 0, retries: 0, heard: 0 };
    #leavers = [];

    constructor(demo, tokens, random, folkmoot) {
        Object.assign(this, { demo, tokens, random });
        this.nodes = new Nodes(demo, random, folkmoot);
    }

    async begin() {
        await this.nodes.begin();
        const address = await this.nodes.address();
        this.people = await writingPeople(address, this.tokens);
        for (const person of this.people) await addGroups(person, address);
        this.writers = writersAmong(this.people, this.journal, this.random);
        this.listeners = Array.from({ length: listenerCount }, (_, number) =>
            this.#listener(this.people[number % this.people.length]),
        );
        await Promise.all(this.listeners.map((listener) => listener.begin()));
    }

    /** Whether all that was promised held, so far. */
    async round() {
        this.counts.rounds += 1;
        await this.#calm();
        const leavers = await this.#letSomebodyIn();
        const writing = this.#write();
        await Promise.race([this.#rough(leavers), writing.failed]);
        await Promise.race([this.#deaf(writing), writing.failed]);
        await this.#catchUp();
        await this.#compare();
        return Object.values(this.wrong).every((sentences) => sentences.length === 0);
    }

    async end() {
        const all = [...this.listeners, ...this.#leavers.map(({ listener }) => listener)];
        await Promise.all(all.map((listener) => listener.end()));
        await this.nodes.end();
    }

    /** All write until stop(); `failed` is rejected when one of them is told what it must not be told. */
    #write() {
        let goesOn = true;
        const all = Promise.all(
            this.writers.map(async (writer) => {
                const { token } = writer.person;
                const caller = new AnyNode(this.nodes, token, this.random, paceOfWriters);
                await writer.writeBy(caller, () => !goesOn);
                this.counts.retries += caller.retries;
            }),
        );
        const failed = new Promise((_, reject) => all.catch(reject));
        failed.catch(() => {}); // told by whoever waits
        return { failed, stop: () => ((goesOn = false), all) };
    }

    /** Nothing is taken away: nobody is sent away either. */
    async #calm() {
        const before = this.#closed();
        const writing = this.#write();
        await Promise.race([pause(calmSeconds * 1000), writing.failed]);
        await writing.stop();
        const closed = this.#closed() - before;
        if (closed > 0) this.wrong.calm.push(`${closed} listeners were sent away without a reason`);
    }

    #closed() {
        return this.listeners.reduce((sum, { closed }) => sum + closed, 0);
    }

    async #rough(leavers) {
        const until = performance.now() + roughSeconds * 1000;
        const removal = pause((roughSeconds / 2) * 1000).then(() => this.#remove(leavers));
        while (performance.now() < until) {
            await pause(this.random.between(50, 400));
            if (this.random.fraction() < 0.4) await this.nodes.kill();
            else await this.#endConnections({ percent: this.random.of([10, 30, 100]) });
        }
        await removal;
        await this.nodes.allThere();
    }

    /** All nodes are there and write, but hardly hear of each other, to the last word that is written. */
    async #deaf(writing) {
        let written = false;
        const cutting = (async () => {
            while (!written)
                for (const statement of listening) await this.#endConnections({ statement });
        })();
        await pause(deafSeconds * 1000);
        await writing.stop();
        written = true;
        await cutting;
    }

    async #endConnections(which) {
        const { cluster, database } = this.demo;
        this.counts.ended += (await cluster.terminateBackends(database, which)).length;
    }

    /** Gives somebody a seat, has them listen at two nodes. */
    async #letSomebodyIn() {
        const { facilitator, group, person } = this.#someGroup();
        const by = new AnyNode(this.nodes, facilitator.token, this.random);
        const seatOf = { group: group.group, person: person.person, role: "member" };
        const { seat } = await by.call("groups.add_member", { request: freshId(), ...seatOf });
        const listeners = [0, 1].map(
            () => new Listener(this.nodes, person, [group.feed], this.random),
        );
        await Promise.all(listeners.map((listener) => listener.begin()));
        const leavers = listeners.map((listener) => ({ seat, feed: group.feed, listener }));
        this.#leavers.push(...leavers);
        return { by, seat };
    }

    async #remove({ by, seat }) {
        await by.call("groups.remove_member", { request: freshId(), seat });
        by.close();
    }

    /** One that not everybody may read, with its facilitator and somebody who has no seat there. */
    #someGroup() {
        const all = this.people.flatMap((facilitator) =>
            facilitator.seats
                .filter(({ role, kind }) => role === "facilitator" && kind !== "open")
                .map((group) => ({ facilitator, group })),
        );
        sure(all.length > 0, "nobody facilitates a group that is not open");
        const { facilitator, group } = this.random.of(all);
        const others = this.people.filter(
            ({ me, seats }) => !me.guest && !seats.some((seat) => seat.group === group.group),
        );
        sure(others.length > 0, "everybody sits in every group");
        return { facilitator, group, person: this.random.of(others) };
    }

    #listener(person) {
        const feeds = this.random.some(person.seats, 2).map(({ feed }) => feed);
        return new Listener(this.nodes, person, [...feeds, person.me.feed], this.random);
    }

    /** Until everybody has heard everything, or has had time enough. */
    async #catchUp() {
        const { cluster, database } = this.demo;
        const newest = await newestNumbers(cluster, database);
        const behind = () =>
            this.listeners.some((listener) =>
                [...listener.heard.keys()].some((feed) => !listener.has(feed, newest.get(feed))),
            ) || this.#leavers.some(({ listener, feed }) => !listener.heard.get(feed).ended);
        const deadline = performance.now() + catchUpSeconds * 1000;
        while (behind() && performance.now() < deadline) await pause(20);
    }

    async #compare() {
        const { cluster, database } = this.demo;
        const found = await lookInto(cluster, database);
        this.wrong.writes.push(...wrongWrites(this.journal, found));
        this.wrong.tellings.push(...wrongTellings(this.listeners, found));
        this.wrong.removed.push(...wrongAfterTheEnd(this.#leavers, found));
        this.wrong.nodes = this.nodes.problems;
        this.counts.kills = this.nodes.kills;
        this.counts.reconnected = this.#closed();
        this.counts.heard = this.listeners.reduce((sum, { heard }) => sum + heardIn(heard), 0);
    }
}

function heardIn(heard) {
    return [...heard.values()].reduce((sum, { entries }) => sum + entries.length, 0);
}

/** Where this person sits, and how these groups are told of. */
async function addGroups(person, address) {
    const caller = new Caller(address, person.token);
    person.me = await caller.call("people.me");
    const { groups } = await caller.call("groups.list");
    person.seats = groups.filter(({ role, archived }) => role && !archived);
    for (const seat of person.seats) {
        seat.feed = (await caller.call("groups.group", { group: seat.group })).feed;
    }
    caller.close();
}
