// SIGKILL at a random moment, again and again.
import { Caller } from "../harness/rpc.mjs";
import { sure } from "../harness/report.mjs";
import { Server } from "../harness/server.mjs";
import { differences, lookInto } from "./compare.mjs";
import { Journal } from "./journal.mjs";
import { writersAmong, writingPeople } from "./writers.mjs";

/** One network that is killed again and again: each round continues where the one before ended. */
export class Rounds {
    journal = new Journal();
    #people = [];
    #server = null;

    constructor(demo, tokens, random, folkmoot) {
        Object.assign(this, { demo, tokens, random, folkmoot });
    }

    async begin() {
        await this.#restart();
        this.#people = await writingPeople(this.#server.address, this.tokens);
        sure(this.#people.length > 3, "hardly anybody of the demonstration network may write");
        this.writers = writersAmong(this.#people, this.journal, this.random);
    }

    /** Writers write, the server dies under them. Gives how many requests were acknowledged. */
    async kill() {
        const before = this.journal.requests.length;
        const { address } = this.#server;
        const writing = Promise.all(this.writers.map((writer) => writer.write(address)));
        const moment = new Promise((done) => setTimeout(done, this.random.between(100, 900)));
        await Promise.race([moment, writing]); // a writer that fails ends the round at once
        await this.#server.kill();
        await writing;
        const sent = this.journal.requests.slice(before);
        return sent.filter((request) => request.state === "acknowledged").length;
    }

    /** What the dead server left behind that is not as it was promised. */
    async differences() {
        return differences(this.journal, await lookInto(this.demo.data));
    }

    /** A new server repeats what is not known and some of what is: each is one thing, done once. */
    async repeat() {
        await this.#restart();
        const callers = new Map(
            this.#people.map(({ person, token }) => [
                person,
                [new Caller(this.#server.address, token), new Caller(this.#server.address, token)],
            ]),
        );
        const known = this.random.some(this.journal.in("acknowledged").slice(-4000), 100);
        for (const request of this.journal.in("sent")) {
            await this.#sameTwice(request, callers.get(request.person));
        }
        for (const request of known) await this.#sameAgain(request, callers.get(request.person));
        for (const pair of callers.values()) pair.forEach((caller) => caller.close());
    }

    async end() {
        const { code } = await this.#server.stop();
        sure(code === 0, `the server ended with ${code}`);
    }

    /** Both at once: neither may see the other half done. */
    async #sameTwice(request, callers) {
        const { method, parameters, id } = request;
        const [first, second] = await Promise.all(
            callers.map((caller) => caller.bytes(method, parameters, id)),
        );
        sure(first === second, () => `${method} ${id} was answered\n${first}and then\n${second}`);
        this.journal.settle(request, first);
    }

    async #sameAgain(request, [caller]) {
        const { method, parameters, id, answer } = request;
        const again = await caller.bytes(method, parameters, id);
        sure(again === answer, () => `${method} ${id} was answered\n${answer}and then\n${again}`);
        const other = await caller.ask(method, changed(parameters), id);
        sure(
            other.error?.data?.name === "conflict",
            () => `${method} ${id} with other content was answered ${JSON.stringify(other)}`,
        );
    }

    async #restart() {
        this.#server = await Server.start(this.demo.data, this.folkmoot);
    }
}

function changed(parameters) {
    return "text" in parameters
        ? { ...parameters, text: `${parameters.text} and more` }
        : { ...parameters, thanks: !parameters.thanks };
}
