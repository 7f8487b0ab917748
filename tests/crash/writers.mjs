// Writers: each is one connection of one person of the demonstration network that changes things in a
// loop, as fast as it is answered.
import { Caller, LineDown } from "../harness/rpc.mjs";

export const writerCount = 32;

/** What somebody may write to: their open groups and the topics there that take replies. */
export async function placesOf(address, token) {
    const caller = new Caller(address, token);
    const places = { groups: [], topics: [] };
    const me = await caller.call("people.me");
    const { groups } = await caller.call("groups.list");
    for (const { group } of groups.filter((row) => row.role && !row.archived)) {
        const { topics } = await caller.call("forum.topics", { group });
        places.groups.push(group);
        places.topics.push(...topics.filter((row) => !row.closed).map((row) => row.topic));
    }
    caller.close();
    return { person: me.person, token, ...places };
}

/** Those of the network's people who have somewhere to write. */
export async function writingPeople(address, tokens) {
    const people = [];
    for (const token of tokens.values()) people.push(await placesOf(address, token));
    return people.filter((person) => person.topics.length > 0);
}

export class Writer {
    #own = []; // posts of this writer: nobody else edits them
    #thanked = new Set();

    constructor(number, person, journal, random) {
        this.number = number;
        this.person = person;
        this.journal = journal;
        this.random = random;
        this.answered = 0;
    }

    /** Writes until the line goes down, or `stop()` says so. `failed` answers stop it too. */
    async write(address, stop = () => false) {
        try {
            await this.writeBy(new Caller(address, this.person.token), stop);
        } catch (problem) {
            if (!(problem instanceof LineDown)) throw problem;
        }
    }

    /** Until `stop()` says so, by anything that calls; it is closed in the end. */
    async writeBy(caller, stop) {
        try {
            while (!stop()) await this.#step(caller);
        } finally {
            caller.close();
        }
    }

    async #step(caller) {
        const request = this.#next();
        const result = this.journal.settle(
            request,
            await caller.bytes(request.method, request.parameters, request.id),
        );
        this.answered += 1;
        if (!result) return; // unavailable
        if (result.topic) this.person.topics.push(result.topic);
        if (result.post) this.#own.push(result.post);
    }

    #next() {
        const choice = this.random.fraction();
        if (choice < 0.1) return this.#startTopic();
        if (choice < 0.3) return this.#edit() ?? this.#reply();
        if (choice < 0.4) return this.#thank() ?? this.#reply();
        return this.#reply();
    }

    #reply() {
        const topic = this.random.of(this.person.topics);
        return this.#begin("forum.reply", { topic });
    }

    #startTopic() {
        const group = this.random.of(this.person.groups);
        const title = `Topic of writer ${this.number}, ${this.journal.requests.length}`;
        return this.#begin("forum.start_topic", { group, title, question: false, labels: [] });
    }

    #edit() {
        // One whose last edit is unknown would be refused, rightly, for its revision.
        const post = this.random.some(this.#own.slice(-50), 1)[0];
        const known = this.journal.posts.get(post);
        if (!known || known.maybe !== null) return null;
        return this.#begin("forum.edit_post", { post, revision: known.revision });
    }

    #thank() {
        const others = [...this.journal.posts].slice(-200);
        const [post] = this.random.of(others.length ? others : [[]]);
        const known = this.journal.posts.get(post);
        if (!known || known.author === this.person.person) return null;
        if (!this.person.topics.includes(known.topic) || this.#thanked.has(post)) return null;
        this.#thanked.add(post);
        const parameters = { post, thanks: true };
        return this.journal.begin(this.person.person, "forum.thank", parameters, null);
    }

    #begin(method, parameters) {
        const marker = `marker-${this.number}-${this.journal.requests.length}.`;
        const long = this.random.fraction() < 0.02 ? 20_000 : this.random.between(0, 400);
        const text = `${marker} ${"word ".repeat(long / 5)}end`;
        return this.journal.begin(this.person.person, method, { ...parameters, text }, marker);
    }
}

/** 32 writers among these people. */
export function writersAmong(people, journal, random) {
    return Array.from(
        { length: writerCount },
        (_, number) => new Writer(number, people[number % people.length], journal, random),
    );
}
