// SIGKILL while files come and go: uploads that go on where they were, versions made of them, and downloads
// that are compared with what was sent.
import { randomBytes } from "node:crypto";

import { program, run } from "../harness/program.mjs";
import { sure } from "../harness/report.mjs";
import { Caller, LineDown } from "../harness/rpc.mjs";
import { Server } from "../harness/server.mjs";
import { few } from "./compare.mjs";
import { SentFile } from "../harness/sent_file.mjs";
import { writingPeople } from "./writers.mjs";

const senderCount = 6;
const largest = 3 * 1024 * 1024;

/** Sends one file after the other, each of which becomes a resource, and reads what there is. */
class Sender {
    kept = [];
    wrong = []; // what nobody should be answered, as sentences
    #file = null;

    constructor(person, random) {
        Object.assign(this, { person, random });
    }

    /** Until the line goes down. */
    async work(address) {
        await this.#asking(address, async (caller) => {
            for (;;) {
                this.#file ??= this.#fresh();
                await this.#file.send(address);
                await this.#putIn(caller);
                await this.random.of(this.kept).sureItIsKept(caller);
            }
        });
    }

    /** A new server has all that the one before has acknowledged; else `wrong` says so. */
    async look(address) {
        await this.#asking(address, async (caller) => {
            if (this.#file?.upload) await this.#putIn(caller); // it may have been, without our knowing
            await this.#file?.sureItIsThere(caller);
            for (const file of this.random.some(this.kept, 5)) await file.sureItIsKept(caller);
        });
    }

    async #asking(address, work) {
        const caller = new Caller(address, this.person.token);
        try {
            await work(caller);
        } catch (problem) {
            if (!(problem instanceof LineDown)) this.wrong.push(problem.message);
        }
        caller.close();
    }

    #fresh() {
        const bytes = randomBytes(this.random.between(1, largest));
        return new SentFile(this.person.token, this.random.of(this.person.groups), bytes);
    }

    async #putIn(caller) {
        await this.#file.putIn(caller);
        this.kept.push(this.#file);
        this.#file = null;
    }
}

/** One network whose server is killed again and again; uploads go on in the next round. */
export class FileRounds {
    #senders = [];
    #server = null;

    constructor(demo, tokens, random, folkmoot) {
        Object.assign(this, { demo, tokens, random, folkmoot });
    }

    async begin() {
        await this.#restart();
        const people = await writingPeople(this.#server.address, this.tokens);
        this.#senders = Array.from(
            { length: senderCount },
            (_, number) => new Sender(people[number % people.length], this.random),
        );
    }

    /** The server dies under the senders, and a new one takes its place. Gives what was acknowledged and is
     * not as it was promised, as sentences. */
    async kill() {
        const { address } = this.#server;
        const sending = Promise.all(this.#senders.map((sender) => sender.work(address)));
        const moment = new Promise((done) => setTimeout(done, this.random.between(100, 900)));
        await Promise.race([moment, sending]);
        await this.#server.kill();
        await sending;
        await this.#restart();
        await Promise.all(this.#senders.map((sender) => sender.look(this.#server.address)));
        return few(this.#senders.flatMap(({ wrong }) => wrong));
    }

    /** Ends the server; throws when something of the folder is not whole. Gives how many files it has. */
    async end() {
        const { code } = await this.#server.stop();
        sure(code === 0, `the server ended with ${code}`);
        await run(program("folkmoot"), "verify", "--data", this.demo.data);
        return this.#senders.flatMap(({ kept }) => kept).length;
    }

    async #restart() {
        this.#server = await Server.start(this.demo.data, this.folkmoot);
    }
}
