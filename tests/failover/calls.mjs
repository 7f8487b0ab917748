// Calls to two nodes, each repeated with the same id until it is carried out; and what was answered
// meanwhile, to whom, after how long.
import { pause } from "../cluster/nodes.mjs";
import { Caller, LineDown } from "../harness/rpc.mjs";

const answerSeconds = 45; // whoever waits longer than this was left alone

/** What everybody was told. */
export class Told {
    unavailable = 0;
    lineDown = 0;
    slowest = 0; // milliseconds
    sentences = new Set();
    served = new Map(); // who → when they last sent something that was carried out

    answered(who, from, error) {
        this.slowest = Math.max(this.slowest, performance.now() - from);
        if (error) {
            this.unavailable += 1;
            this.sentences.add(error.message);
        } else {
            this.served.set(who, from);
        }
    }

    /** Whether all of them sent something after `moment` that was carried out. */
    servedSince(moment, everybody) {
        return everybody.every((who) => this.served.get(who) > moment);
    }
}

/** One connection of somebody, for tests/crash/writers.mjs. */
export class Patient {
    #caller = null;

    /** `pace`: how many milliseconds pass before each request, at most. */
    constructor(who, addresses, token, told, random, pace) {
        Object.assign(this, { who, addresses, token, told, random, pace });
    }

    async bytes(method, parameters, id) {
        await pause(this.random.between(0, this.pace));
        for (let tried = 0; ; tried += 1) {
            const answer = await this.#once(method, parameters, id);
            if (answer !== null) return answer;
            this.close(); // the other one, perhaps
            await pause(this.random.between(5, 20 + 20 * Math.min(tried, 20)));
        }
    }

    close() {
        this.#caller?.close();
        this.#caller = null;
    }

    /** Nothing when it may not have been carried out. */
    async #once(method, parameters, id) {
        this.#caller ??= new Caller(this.random.of(this.addresses), this.token);
        const from = performance.now();
        try {
            const answer = await inTime(this.#caller.bytes(method, parameters, id), method);
            const { error } = JSON.parse(answer);
            const unavailable = error?.data?.name === "unavailable";
            // Whatever else they refuse is told by whoever asked.
            if (!error || unavailable) this.told.answered(this.who, from, error);
            return unavailable ? null : answer;
        } catch (problem) {
            if (!(problem instanceof LineDown)) throw problem;
            this.told.lineDown += 1;
            return null;
        }
    }
}

async function inTime(answer, method) {
    let late;
    const tooLate = new Promise((_, failed) => {
        const problem = new Error(`${method} had no answer in ${answerSeconds} s`);
        late = setTimeout(() => failed(problem), answerSeconds * 1000);
    });
    return Promise.race([answer, tooLate]).finally(() => clearTimeout(late));
}
