// Rights begin and end at an entry, for live delivery as for catching up.
import { password } from "../harness/demo.mjs";
import { sure } from "../harness/report.mjs";
import { found, Person, Room } from "./people.mjs";

const rounds = process.env.LONG === "1" ? 400 : 40;
const closeMilliseconds = 1000;
const signInEnded = 4001;

export async function rights(report, cast, spare) {
    await report.promise("who joins is told nothing from before, live or catching up", () =>
        joining(cast),
    );
    await report.promise("who is removed under load is told nothing from after", () =>
        removing(cast),
    );
    await report.promise("a group that is open no longer is not told to those without a seat", () =>
        closing(cast),
    );
    await report.promise("who is only a guest from now on hears no open group any more", () =>
        becomingGuest(cast),
    );
    await report.promise("a sign-in that ends closes its sockets within a second", () =>
        signingOut(cast.writers, spare),
    );
}

async function joining({ administrator, member, newcomer }) {
    const room = await Room.made(administrator, "by_invitation", "zqbefore");
    await room.adds(member);
    const socket = await newcomer.hears(room.feed); // too early: it is left out
    const busy = room.busy([administrator, member], "zqbefore");
    for (let times = 0; times < 20; times += 1) await room.replies(member, "zqbefore");
    newcomer.forget();
    const seat = await room.adds(newcomer);
    const { feeds } = await socket.call("feeds.follow", { feeds: [{ feed: room.feed, after: 0 }] });
    sure(feeds.length === 1, "who has joined may not follow");
    await busy.quiet();
    await room.starts(administrator, "zqafterwards");
    const last = await room.replies(administrator, "zqafterwards");
    await socket.until(heard(last.entry), "what is written afterwards is told");

    const caughtUp = await newcomer.http.call("feeds.entries", { feed: room.feed, after: 0 });
    const [joined] = caughtUp.entries;
    sure(joined.kind === "member_joined" && joined.seat.seat === seat, "it does not begin there");
    const early = socket.entries.filter(({ number }) => number < joined.number);
    sure(early.length === 0, `told live: ${JSON.stringify(early[0])}`);
    // Posts that were begun before and acknowledged after have a later number: theirs to know.
    const all = await administrator.http.call("feeds.entries", { feed: room.feed, after: 0 });
    const before = all.entries.filter(({ number, post }) => post && number < joined.number);
    const after = new Set(
        all.entries.filter((e) => e.number >= joined.number).map((e) => e.post?.post),
    );
    const hidden = before.map(({ post }) => post.post).filter((post) => !after.has(post));
    sure(hidden.length > 20, "nothing was written before");
    sure(found(administrator.bytes(), hidden).length === hidden.length, "nobody was told of it");
    const told = found(Buffer.concat([socket.bytes(), newcomer.bytes()]), hidden);
    sure(told.length === 0, `posts from before were told: ${told}`);
    socket.close();
}

/** Again and again: added, hears, removed in the midst of writing. */
async function removing({ administrator, member, newcomer, writers }) {
    const room = await Room.made(administrator, "by_invitation", "zqmidst");
    for (const person of [member, ...writers]) await room.adds(person);
    const busy = room.busy([administrator, member, ...writers], "zqmidst0.");
    for (let round = 1; round <= rounds; round += 1) {
        const seat = await room.adds(newcomer);
        const socket = await newcomer.hears(room.feed, newcomer.me.feed);
        const { length } = socket.entries;
        await socket.until(({ entries }) => entries.length > length + 5, "it is told at all");
        await room.removes(seat);
        busy.say(`zqmidst${round}.`); // begun after the removal was acknowledged
        await nothingFromAfter(room, newcomer, socket, `zqmidst${round}.`, seat);
        socket.close();
    }
    await busy.quiet();
}

async function nothingFromAfter(room, person, socket, words, seat) {
    await socket.until(({ ended }) => ended.includes(room.feed), "the end is told");
    const ear = await room.by.hears(room.feed);
    const saysIt = (entry) => entry.post?.html.includes(words);
    await ear.until(({ entries }) => entries.filter(saysIt).length > 5, "others hear on");
    await socket.call("people.me"); // whatever was on its way has come before this answer
    const refused = await person.http.ask("feeds.entries", { feed: room.feed, after: 0 });
    sure(
        refused.error?.data.name === "not_found",
        `catching up answers ${JSON.stringify(refused)}`,
    );
    const again = await socket.call("feeds.follow", { feeds: [{ feed: room.feed, after: 0 }] });
    sure(again.feeds.length === 0, "it may be followed again");

    const told = found(Buffer.concat([socket.bytes(), person.bytes()]), [words]);
    sure(told.length === 0, `what was written after the removal was told: ${told}`);
    sure(found(ear.bytes(), [words]).length === 1, "nobody was told of it");
    const here = socket.entries.filter(({ feed }) => feed === room.feed);
    const left = await entryOfLeaving(room, seat, here[0].number);
    const late = here.filter(({ number }) => number >= left);
    sure(late.length === 0, `entry ${late[0]?.number} was told, the right ended at ${left}`);
    ear.close();
}

async function entryOfLeaving({ by, feed }, seat, after) {
    for (let more = true; more;) {
        const page = await by.http.call("feeds.entries", { feed, after });
        const left = page.entries.find((e) => e.kind === "member_left" && e.seat?.seat === seat);
        if (left) return left.number;
        more = page.more;
        after = page.entries.at(-1)?.number;
    }
    throw new Error("nobody has left");
}

async function closing({ administrator, member, outsider }) {
    const room = await Room.made(administrator, "open", "zqopen");
    await room.adds(member);
    const socket = await outsider.hears(room.feed);
    const busy = room.busy([administrator, member], "zqopen");
    await socket.until(({ entries }) => entries.length > 5, "an open group is told");
    const { group } = room;
    const { revision, name, purpose } = await administrator.http.call("groups.group", { group });
    const closed = { group, revision, name, purpose, kind: "by_invitation" };
    await administrator.does("groups.change", closed);
    busy.say("zqclosed");
    await endsSilently(room, outsider, socket, "zqclosed");
    await busy.quiet();
    socket.close();
}

async function becomingGuest({ administrator, member, newcomer }) {
    const open = await Room.made(administrator, "open", "zqeverybody");
    const own = await Room.made(administrator, "by_invitation", "zqown");
    const invited = await Room.made(administrator, "by_invitation", "zqinvited");
    await open.adds(member);
    const seats = await seatsOf(newcomer);
    await invited.adds(newcomer, "guest");
    seats.push(await own.adds(newcomer));
    const socket = await newcomer.hears(open.feed);
    const busy = open.busy([administrator, member], "zqeverybody");
    await socket.until(({ entries }) => entries.length > 5, "an open group is told");
    for (const seat of seats) await administrator.does("groups.remove_member", { seat });
    busy.say("zqnotguests");
    await endsSilently(open, newcomer, socket, "zqnotguests");
    await busy.quiet();
    socket.close();
}

async function seatsOf(person) {
    const seats = [];
    const { groups } = await person.http.call("groups.list");
    for (const { group } of groups.filter(({ role }) => role)) {
        const page = await person.http.call("groups.group", { group });
        seats.push(...page.own_seats.map(({ seat }) => seat));
    }
    return seats;
}

async function endsSilently(room, person, socket, words) {
    await socket.until(({ ended }) => ended.includes(room.feed), "the end is told");
    const ear = await room.by.hears(room.feed);
    const saysIt = (entry) => entry.post?.html.includes(words);
    await ear.until(({ entries }) => entries.filter(saysIt).length > 20, "others hear on");
    await socket.call("people.me");
    const refused = await person.http.ask("feeds.entries", { feed: room.feed, after: 0 });
    sure(
        refused.error?.data.name === "not_found",
        `catching up answers ${JSON.stringify(refused)}`,
    );
    const told = found(Buffer.concat([socket.bytes(), person.bytes()]), [words]);
    sure(told.length === 0, `what was written after the end was told: ${told}`);
    sure(found(ear.bytes(), [words]).length === 1, "nobody was told of it");
    ear.close();
}

/** By oneself, by ending it from elsewhere, and by changing one's password. */
async function signingOut(people, spare) {
    const ways = [
        (person) => person.http.call("people.sign_out"),
        async (person, elsewhere) => {
            const { sign_ins } = await person.http.call("people.sign_ins");
            const { sign_in } = sign_ins.find((row) => row.this_one);
            await elsewhere.http.call("people.end_sign_in", { sign_in });
        },
        (person, elsewhere) =>
            elsewhere.http.call("people.change_password", {
                old_password: password,
                new_password: "eight unions by the old mill",
            }),
    ];
    for (const [number, way] of ways.entries()) {
        const person = people[number];
        const elsewhere = await Person.of(person.address, person.mail, spare.get(person.mail));
        const socket = await person.hears(person.me.feed);
        const kept = await elsewhere.hears(person.me.feed);
        await way(person, elsewhere);
        const from = performance.now();
        const { code, at } = await socket.closed;
        sure(code === signInEnded, `it was closed with ${code}`);
        sure(at - from < closeMilliseconds, `it took ${Math.round(at - from)} ms`);
        await kept.call("people.me"); // the other sign-in stands
        const answer = await person.http.send(
            "POST",
            "/rpc",
            {
                "Content-Type": "application/json",
                Authorization: `Bearer ${person.token}`,
            },
            `{"jsonrpc":"2.0","id":1,"method":"people.me"}`,
        );
        sure(answer.body.includes("sign_in_needed"), `afterwards it answers ${answer.body}`);
        kept.close();
    }
}

function heard(entry) {
    return ({ entries }) => entries.some(({ number }) => number === entry);
}
