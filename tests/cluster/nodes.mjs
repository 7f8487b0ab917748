// Three nodes on one database, that come and go; and calls that go to whichever node is there.
import { Caller, LineDown } from "../harness/rpc.mjs";
import { Server } from "../harness/server.mjs";

const answerSeconds = 20;
const startsAtMost = 20;

export const pause = (milliseconds) => new Promise((done) => setTimeout(done, milliseconds));

export class Nodes {
    problems = []; // what no node may do
    kills = 0;
    #servers = [null, null, null];
    #coming = new Set();
    #dying = new Set();

    constructor(demo, random, folkmoot) {
        Object.assign(this, { random, folkmoot });
        this.folders = [demo, demo.node(), demo.node()].map((node) => node.data);
    }

    async begin() {
        await Promise.all(this.#servers.map((_, place) => this.#start(place)));
    }

    /** Of a node that is there; waits for one. */
    async address() {
        for (;;) {
            const there = this.#servers.filter(Boolean);
            if (there.length > 0) return this.random.of(there).address;
            await pause(20);
        }
    }

    /** Kills one that is there, even the last. It comes back by itself. */
    async kill() {
        const there = this.#servers.filter(Boolean);
        if (there.length === 0) return;
        const server = this.random.of(there);
        const place = this.#servers.indexOf(server);
        this.#servers[place] = null;
        this.kills += 1;
        this.#dying.add(server);
        await server.kill();
        const back = pause(this.random.between(0, 500)).then(() => this.#start(place));
        this.#coming.add(back);
        back.finally(() => this.#coming.delete(back)).catch(() => {}); // told by allThere()
    }

    async allThere() {
        await Promise.all(this.#coming);
    }

    async end() {
        await Promise.allSettled(this.#coming);
        const servers = this.#servers.filter(Boolean);
        for (const server of servers) this.#dying.add(server);
        await Promise.all(servers.map((server) => server.kill()));
    }

    /** As whoever looks after it would: again, when the database was not there for it. */
    async #start(place) {
        for (let tries = 1; ; tries += 1) {
            try {
                const server = await Server.start(this.folders[place], this.folkmoot);
                this.#servers[place] = server;
                this.#watch(server, place);
                return;
            } catch (problem) {
                if (tries === startsAtMost) throw problem;
                await pause(100);
            }
        }
    }

    async #watch(server, place) {
        const { code, signal } = await server.ended;
        if (this.#dying.delete(server)) return;
        this.#servers[place] = null;
        const said = server.said.join("").slice(-2000);
        this.problems.push(`node ${place + 1} ended by itself, ${code ?? signal}:\n${said}`);
    }
}

/** Asks any node, and the next when that one went away or could not, until there is an answer. */
export class AnyNode {
    retries = 0;
    #caller = null;

    /** `pace`: how many milliseconds pass before each request, at most. */
    constructor(nodes, token, random, pace = 0) {
        Object.assign(this, { nodes, token, random, pace });
    }

    async bytes(method, parameters, id) {
        await pause(this.random.between(0, this.pace));
        if (this.random.fraction() < 0.05) this.close();
        for (let tried = 0; ; tried += 1) {
            const answer = await this.#once(method, parameters, id);
            if (answer !== null) return answer;
            this.retries += 1;
            this.close();
            await pause(this.random.between(5, 20 + 10 * Math.min(tried, 20)));
        }
    }

    async call(method, parameters) {
        const answer = JSON.parse(await this.bytes(method, parameters, 1));
        if (answer.error) throw new Error(`${method}: ${JSON.stringify(answer.error)}`);
        return answer.result;
    }

    close() {
        this.#caller?.close();
        this.#caller = null;
    }

    /** Nothing when nobody knows whether it was carried out. */
    async #once(method, parameters, id) {
        this.#caller ??= new Caller(await this.nodes.address(), this.token);
        let late;
        const tooLate = new Promise((_, failed) => {
            const problem = new Error(`${method} had no answer in ${answerSeconds} s`);
            late = setTimeout(() => failed(problem), answerSeconds * 1000);
        });
        try {
            const answer = await Promise.race([
                this.#caller.bytes(method, parameters, id),
                tooLate,
            ]);
            return JSON.parse(answer).error?.data?.name === "unavailable" ? null : answer;
        } catch (problem) {
            if (problem instanceof LineDown) return null;
            throw problem;
        } finally {
            clearTimeout(late);
        }
    }
}
