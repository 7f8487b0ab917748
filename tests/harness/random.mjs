// Numbers from a seed, so that a run can be repeated (SEED=… in the environment), and ids.
import { randomBytes } from "node:crypto";

export class Random {
    #state;

    constructor(seed = Number(process.env.SEED) || randomBytes(4).readUInt32LE()) {
        this.seed = seed;
        this.#state = seed >>> 0;
    }

    /** From 0 up to, but not reaching, 1 (mulberry32). */
    fraction() {
        this.#state = (this.#state + 0x6d2b79f5) >>> 0;
        let mixed = this.#state;
        mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
        mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
        return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
    }

    /** A whole number from `low` to `high`. */
    between(low, high) {
        return low + Math.floor(this.fraction() * (high - low + 1));
    }

    of(list) {
        return list[this.between(0, list.length - 1)];
    }

    /** At most `count` of them, each once. */
    some(list, count) {
        const rest = [...list];
        const taken = [];
        while (taken.length < count && rest.length > 0) {
            taken.push(rest.splice(this.between(0, rest.length - 1), 1)[0]);
        }
        return taken;
    }
}

/** A version 7 UUID, as clients make one for each thing a person does. Never from the seed: a repeated
 * run must not look like a repeated request. */
export function freshId() {
    const bytes = randomBytes(16);
    bytes.writeUIntBE(Date.now(), 0, 6);
    bytes[6] = 0x70 | (bytes[6] & 0x0f);
    bytes[8] = 0x80 | (bytes[8] & 0x3f);
    return bytes.toString("hex").replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}
