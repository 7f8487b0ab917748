// Live delivery and catching up: what comes to somebody is theirs to know, from the entry at which their
// right began to the one at which it ended. Looked for in the bytes as they came on the line.
import { Demo } from "../harness/demo.mjs";
import { freshId } from "../harness/random.mjs";
import { sure } from "../harness/report.mjs";
import { Server } from "../harness/server.mjs";
import { found, Person, Room } from "./people.mjs";
import { rights } from "./rights.mjs";
import { guests } from "./guests.mjs";

export async function live(report) {
    const demo = await Demo.make();
    const tokens = await demo.tokens();
    const spare = await demo.tokens(); // a second sign-in of everybody
    const server = await Server.start(demo.data);
    const people = [];
    for (const mail of demo.mails) {
        people.push(await Person.of(server.address, mail, tokens.get(mail)));
    }
    const cast = castOf(people);

    await report.promise("a foreign person's bytes hold nothing of a group", () => foreign(cast));
    await guests(report, people);
    await rights(report, cast, spare);
    await server.stop();
}

/** Who plays what. */
function castOf(people) {
    const one = (what, fits) => {
        const person = people.find(fits);
        sure(person, `the demonstration network has no ${what}`);
        return person;
    };
    const administrator = one("administrator", ({ me }) => me.administrator);
    const guest = one("guest", ({ me }) => me.guest);
    const apart = people.filter((person) => person !== administrator && !sharesWith(person, guest));
    sure(apart.length >= 2, "everybody shares a group with the guest");
    const [member, newcomer] = apart;
    const others = people.filter(
        (person) => ![administrator, guest, member, newcomer].includes(person) && !person.me.guest,
    );
    return {
        administrator,
        guest,
        member,
        newcomer,
        outsider: others[0],
        writers: others.slice(1, 5),
    };
}

function sharesWith(one, other) {
    return other.groups.some(({ group, role }) => role && one.sits(group));
}

/** Somebody who asks for all there is, and knocks at every door of a group that is not theirs. */
async function foreign({ administrator, member, outsider, guest }) {
    const name = "zqmembername";
    const { language, zone, theme, revision } = member.me;
    await member.does("people.change_me", { revision, name, language, zone, theme });
    const listeners = await Promise.all([outsider, guest].map(listensToAll));
    for (const { person } of listeners) person.forget();

    const room = await Room.made(administrator, "by_invitation", "zqsecretwords");
    await room.adds(member);
    const inside = await member.hears(room.feed);
    const busy = room.busy([administrator, member], room.words);
    await happenings(room, member);
    for (const { person, socket } of listeners) await knocks(room, person, socket);
    await inside.until(({ entries }) => entries.length > 200, "much is written");
    await busy.quiet();
    for (const { person, socket, group } of listeners) await canary(person, socket, group);
    sure(found(inside.bytes(), [room.words, ...room.ids]).length > 50, "a member is told nothing");
    inside.close();

    for (const { person, socket } of listeners) {
        const hidden = [room.words, ...room.ids];
        if (person === guest) hidden.push(name, member.id, administrator.me.name, administrator.id);
        const told = found(Buffer.concat([socket.bytes(), person.bytes()]), hidden);
        sure(told.length === 0, `${person.mail} was told ${told}`);
        sure(socket.entries.length > 0, `${person.mail} heard nothing at all`);
        socket.close();
    }
}

async function listensToAll(person) {
    const { groups } = await person.http.call("home.page");
    const feeds = [...groups.map(({ feed }) => feed), person.me.feed, person.me.network_feed];
    const socket = await person.hears(...feeds);
    return { person, socket, group: groups[0].group.group };
}

/** One of each thing that can happen in a group. */
async function happenings(room, member) {
    const { by, group, topic } = room;
    const { post } = await room.replies(member);
    await by.does("forum.thank", { post, thanks: true });
    await by.does("forum.pin", { topic, pinned: true });
    const { label } = await by.does("groups.add_label", { group, name: "zqlabelword" });
    const { report } = await by.does("forum.report", { post, why: "zqreportwords" });
    await by.does("forum.delete_post", { post, why: "zqdeletedwhy" });
    for (const id of [label, report, "zqlabelword", "zqreportwords", "zqdeletedwhy"]) {
        room.ids.add(id);
    }
}

/** Whatever is asked about the group answers like something that never was. */
async function knocks(room, person, socket) {
    const asks = [
        ["groups.group", { group: room.group }],
        ["groups.members", { group: room.group }],
        ["forum.topics", { group: room.group }],
        ["forum.topic", { topic: room.topic }],
        ["feeds.entries", { feed: room.feed, after: 0 }],
        ["feeds.entries", { feed: room.desk, after: 0 }],
    ];
    for (const [method, parameters] of asks) {
        const nothing = Object.fromEntries(
            Object.entries(parameters).map(([key, value]) => [key, value === 0 ? 0 : freshId()]),
        );
        const told = await person.http.bytes(method, parameters, 1);
        const other = await person.http.bytes(method, nothing, 1);
        sure(told === other, `${method}: ${told} where nothing is: ${other}`);
    }
    const { feeds } = await socket.call("feeds.follow", {
        feeds: [{ feed: room.feed }, { feed: room.desk, after: 0 }],
    });
    sure(feeds.length === 0, "a foreign feed can be followed");
    await person.http.call("groups.list");
    await person.http.call("home.page");
    await person.http.call("authorities.list");
    for (const words of ["", "zq", "a", "e"]) await person.http.call("people.find", { words });
}

/** Posts where the person does hear: once that has come, whatever was told before it has come too. */
async function canary(person, socket, group) {
    const { post } = await person.does("forum.start_topic", {
        group,
        title: "A canary",
        text: "It sings",
        question: false,
        labels: [],
    });
    const sings = ({ entries }) => entries.some((entry) => entry.post?.post === post);
    await socket.until(sings, "a post in one's own group is told");
}
