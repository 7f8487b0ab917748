// People of the demonstration network as somebody to act with: calls, a socket, and every byte of both.
import { freshId } from "../harness/random.mjs";
import { Caller } from "../harness/rpc.mjs";
import { Socket } from "../harness/socket.mjs";

export class Person {
    static async of(address, mail, token) {
        const person = new Person();
        Object.assign(person, { address, mail, token });
        person.http = new Caller(address, token, { keepBytes: true });
        Object.assign(person, { me: await person.http.call("people.me") });
        person.groups = (await person.http.call("groups.list")).groups;
        return person;
    }

    get id() {
        return this.me.person;
    }

    sits(group) {
        return this.groups.some((row) => row.group === group && row.role);
    }

    /** A change, with a request id of its own. */
    async does(method, parameters) {
        return this.http.call(method, { request: freshId(), ...parameters });
    }

    async socket(token = this.token) {
        return Socket.open(this.address, token);
    }

    /** A socket that hears these feeds. */
    async hears(...feeds) {
        const socket = await this.socket();
        await socket.call("feeds.follow", { feeds: feeds.map((feed) => ({ feed })) });
        return socket;
    }

    /** Every byte that this person's calls have brought so far. */
    bytes() {
        return Buffer.concat(this.http.received);
    }

    forget() {
        this.http.received.length = 0;
    }
}

/** A group made for a test, of which all ids and words are known. */
export class Room {
    /** `words` stand in whatever is written here: a marker. */
    static async made(by, kind, words) {
        const room = new Room();
        const { group } = await by.does("groups.make", {
            name: `Group ${words}`,
            purpose: `Purpose ${words}`,
            kind,
        });
        const page = await by.http.call("groups.group", { group });
        Object.assign(room, { by, words, group, feed: page.feed, desk: page.desk });
        room.ids = new Set([group, page.feed, page.desk, ...page.own_seats.map((row) => row.seat)]);
        await room.starts(by);
        return room;
    }

    async starts(person, words = this.words) {
        const started = await person.does("forum.start_topic", {
            group: this.group,
            title: `Title ${words}`,
            text: `Text ${words}`,
            question: false,
            labels: [],
        });
        this.topic = started.topic;
        this.ids.add(started.topic).add(started.post);
        return started;
    }

    async replies(person, words = this.words) {
        const { topic } = this;
        const added = await person.does("forum.reply", { topic, text: `Reply ${words}` });
        this.ids.add(added.post);
        return added;
    }

    async adds(person, role = "member") {
        const { group } = this;
        const { seat } = await this.by.does("groups.add_member", {
            group,
            person: person.id,
            role,
        });
        this.ids.add(seat);
        return seat;
    }

    async removes(seat) {
        return this.by.does("groups.remove_member", { seat });
    }

    /** `people` reply and edit as fast as they can, until the returned function is awaited; what is
     * begun after `say(words)` says these words. */
    busy(people, words) {
        let goesOn = true;
        const say = { words };
        const loops = people.map(async (person) => {
            const topic = (await this.starts(person, say.words)).topic;
            while (goesOn) {
                const said = say.words;
                const { post } = await person.does("forum.reply", { topic, text: `Reply ${said}` });
                this.ids.add(post);
                if (!goesOn) break;
                const text = `Edited ${say.words}`;
                await person.does("forum.edit_post", { post, revision: 1, text });
            }
        });
        const all = Promise.all(loops);
        all.catch(() => {}); // told by quiet()
        return {
            say: (words) => (say.words = words),
            quiet: () => ((goesOn = false), all),
        };
    }
}

/** Which of the markers stand in these bytes. */
export function found(bytes, markers) {
    return [...markers].filter((marker) => bytes.includes(marker));
}
