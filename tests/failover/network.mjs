// One network on a pair, two nodes in front of it, and those who write, read and listen there.
import { wrongTellings, wrongWrites } from "../cluster/compare.mjs";
import { Listener } from "../cluster/listeners.mjs";
import { lookInto, newestNumbers } from "../cluster/look.mjs";
import { pause } from "../cluster/nodes.mjs";
import { Journal } from "../crash/journal.mjs";
import { writersAmong, writingPeople } from "../crash/writers.mjs";
import { sure } from "../harness/report.mjs";
import { Caller } from "../harness/rpc.mjs";
import { Server } from "../harness/server.mjs";
import { Patient, Told } from "./calls.mjs";

const listenerCount = 8;
const paceOfWriters = 120; // milliseconds at most between two requests: 32 of them are still many
const paceOfReaders = 100;
const catchUpSeconds = 15;
export const resumeSeconds = 30;

export class Network {
    journal = new Journal();

    constructor(demo, tokens, random) {
        Object.assign(this, { demo, tokens, random, pair: demo.cluster });
    }

    async begin() {
        const folders = [this.demo.data, this.demo.node().data];
        this.nodes = await Promise.all(folders.map((folder) => Server.start(folder)));
        this.ended = [];
        for (const node of this.nodes) node.ended.then((end) => this.ended.push(end));
        this.addresses = this.nodes.map(({ address }) => address);
        this.people = await writingPeople(this.addresses[0], this.tokens);
        sure(this.people.length > 3, "hardly anybody of the demonstration network may write");
        this.writers = writersAmong(this.people, this.journal, this.random);
        this.listeners = await Promise.all(
            this.people.slice(0, listenerCount).map((person) => this.#listener(person)),
        );
        await Promise.all(this.listeners.map((listener) => listener.begin()));
    }

    async end() {
        await this.endListening();
        await Promise.all(this.nodes.map((node) => node.kill()));
    }

    async endListening() {
        await Promise.all(this.listeners.splice(0).map((listener) => listener.end()));
    }

    /** All write, and some read at each node, until stop(). `failed` is rejected when one of them is told
     * what nobody may be told. */
    work() {
        const told = { writers: new Told(), readers: new Told() };
        let goesOn = true;
        const stopped = () => !goesOn;
        const all = Promise.all([
            ...this.writers.map((writer) => this.#write(writer, told.writers, stopped)),
            ...this.addresses.map((address) => this.#read(address, told.readers, stopped)),
        ]);
        const failed = new Promise((_, reject) => all.catch(reject));
        failed.catch(() => {}); // told by whoever waits
        return { told, failed, stop: () => ((goesOn = false), all) };
    }

    async #write(writer, told, stopped) {
        const { token } = writer.person;
        const { addresses, random } = this;
        const calls = new Patient(writer, addresses, token, told, random, paceOfWriters);
        await writer.writeBy(calls, stopped);
    }

    async #read(address, told, stopped) {
        const { token } = this.people[0];
        const calls = new Patient(address, [address], token, told, this.random, paceOfReaders);
        while (!stopped()) {
            const answer = await calls.bytes("home.page", {}, 1);
            sure(!JSON.parse(answer).error, `home.page was refused: ${answer}`);
        }
        calls.close();
    }

    /** Waits until everybody who writes, and each node, has been served after `moment`; the seconds until
     * the first of the writers was, and until all were. */
    async resumed(told, moment) {
        const since = () => (performance.now() - moment) / 1000;
        const done = (calls, everybody) => calls.servedSince(moment, everybody);
        let first = null;
        for (;;) {
            first ??= this.writers.some((writer) => done(told.writers, [writer])) ? since() : null;
            if (done(told.writers, this.writers) && done(told.readers, this.addresses)) break;
            sure(since() < resumeSeconds, () => `not all were served again in ${resumeSeconds} s`);
            await pause(10);
        }
        return { first, all: since() };
    }

    /** How many requests the standby knows that nobody has had an answer to: repeated, they must not be
     * done again. */
    async unheard() {
        const sql = "SELECT to_json(CAST(encode(request, 'hex') AS uuid)) FROM folkmoot.receipts";
        const stored = new Set(await this.pair.standby.rows(this.demo.database, sql));
        return this.journal.in("sent").filter(({ id }) => stored.has(id)).length;
    }

    /** Everything that is not as it was promised, as sentences. */
    async wrong() {
        const { database } = this.demo;
        const newest = await newestNumbers(this.pair, database);
        const behind = () =>
            this.listeners.some((listener) =>
                [...listener.heard.keys()].some((feed) => !listener.has(feed, newest.get(feed))),
            );
        const deadline = performance.now() + catchUpSeconds * 1000;
        while (behind() && performance.now() < deadline) await pause(20);
        const found = await lookInto(this.pair, database);
        return {
            writes: wrongWrites(this.journal, found),
            tellings: wrongTellings(this.listeners, found),
            nodes: this.ended.map(({ code, signal }) => `a node ended with ${code ?? signal}`),
            found,
        };
    }

    /** A person's, to all of their groups. */
    async #listener(person) {
        const caller = new Caller(this.addresses[0], person.token);
        const me = await caller.call("people.me");
        const feeds = [];
        for (const group of person.groups) {
            feeds.push((await caller.call("groups.group", { group })).feed);
        }
        caller.close();
        const nodes = { address: async () => this.random.of(this.addresses) };
        return new Listener(nodes, { ...person, me }, [...feeds, me.feed], this.random);
    }
}
