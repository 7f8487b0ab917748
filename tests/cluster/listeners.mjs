// Listeners: each is one person's WebSocket on some node. When it is gone they connect to another, catch up
// by pages from the last number they have, and go on. They write down all that they are told.
import { Socket } from "../harness/socket.mjs";
import { pause } from "./nodes.mjs";

export const listenerCount = 64;
const theEnd = Symbol("the right to a feed ended");

export class Listener {
    problems = []; // what is wrong whatever the database holds
    closed = 0; // how often the connection went away
    heard = new Map(); // feed → {from, last, entries, ended}
    #goesOn = true;
    #socket = null;
    #running;

    constructor(nodes, person, feeds, random) {
        Object.assign(this, { nodes, person, random });
        for (const feed of feeds) {
            this.heard.set(feed, { from: null, last: 0, entries: [], ended: false, waiting: [] });
        }
    }

    /** Ready when it has followed once. */
    async begin() {
        const followed = new Promise((done) => (this.followed = done));
        this.#running = this.#listen();
        await Promise.race([followed, this.#running]);
    }

    async end() {
        this.#goesOn = false;
        this.#socket?.close();
        await this.#running;
    }

    /** Whether it has all there is of a feed, or its right to it has ended. */
    has(feed, last) {
        const { ended, last: mine } = this.heard.get(feed);
        return ended || mine >= last;
    }

    async #listen() {
        while (this.#goesOn) {
            try {
                const address = await this.nodes.address();
                this.#socket = await Socket.open(address, this.person.token, { keepBytes: false });
                const gone = this.#socket.closed.then(() => false);
                if (await Promise.race([this.#follow(this.#socket), gone])) await gone;
                this.closed += 1;
            } catch {
                // The node went away in the midst of it.
            }
            this.#socket?.close();
            await pause(this.random.between(5, 50));
        }
    }

    async #follow(socket) {
        const wanted = [...this.heard].filter(([, state]) => !state.ended);
        for (const [, state] of wanted) state.waiting = []; // what comes before it has caught up
        socket.watch(() => this.#take(socket));
        const { feeds } = await socket.call("feeds.follow", {
            feeds: wanted.map(([feed, { from, last }]) =>
                from === null ? { feed } : { feed, after: last },
            ),
        });
        for (const [feed, state] of wanted) {
            const followed = feeds.find((one) => one.feed === feed);
            if (followed) await this.#catchUp(socket, feed, state, followed.last);
            else this.#ends(feed);
        }
        this.followed();
        return true;
    }

    async #catchUp(socket, feed, state, last) {
        if (state.from === null) state.from = state.last = last;
        while (state.last < last && !state.ended) {
            const { entries } = await socket.call("feeds.entries", { feed, after: state.last });
            if (entries.length === 0) {
                this.problems.push(
                    `${feed}: nothing after ${state.last}, where ${last} was promised`,
                );
                return;
            }
            // Later ones come live.
            for (const entry of entries.filter(({ number }) => number <= last))
                this.#add(state, entry);
        }
        const waiting = state.waiting ?? [];
        state.waiting = null;
        for (const told of waiting) told === theEnd ? this.#ends(feed) : this.#add(state, told);
    }

    #take(socket) {
        if (socket !== this.#socket) return;
        for (const entry of socket.entries.splice(0)) {
            const state = this.heard.get(entry.feed);
            if (state.waiting) state.waiting.push(entry);
            else this.#add(state, entry);
        }
        for (const feed of socket.ended.splice(0)) {
            const { waiting } = this.heard.get(feed);
            if (waiting) waiting.push(theEnd);
            else this.#ends(feed);
        }
    }

    #ends(feed) {
        this.heard.get(feed).ended = true;
    }

    #add(state, { feed, number, kind, post }) {
        if (number !== state.last + 1) {
            this.problems.push(`${feed}: ${number} came after ${state.last}`);
        }
        if (state.ended) this.problems.push(`${feed}: ${number} came after the end`);
        state.last = number;
        state.entries.push({ number, kind, post: post?.post });
    }
}
