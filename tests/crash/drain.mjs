// SIGTERM while everybody writes: the server says so, finishes, and ends by itself.
import { sure } from "../harness/report.mjs";
import { Server } from "../harness/server.mjs";
import { Socket } from "../harness/socket.mjs";
import { differences, lookInto } from "./compare.mjs";
import { Journal } from "./journal.mjs";
import { writersAmong, writingPeople } from "./writers.mjs";

const comeBack = 4000;
const secondsMax = 10;

export async function drain(demo, tokens, random) {
    const journal = new Journal();
    const server = await Server.start(demo.data);
    const people = await writingPeople(server.address, tokens);
    const writers = writersAmong(people, journal, random);
    const sockets = await Promise.all(
        people.map(({ token }) => Socket.open(server.address, token)),
    );
    await Promise.all(sockets.map(followEverything));

    const writing = Promise.all(writers.map((writer) => writer.write(server.address)));
    await Promise.race([
        sockets[0].until(({ entries }) => entries.length > 200, "much is written"),
        writing,
    ]);
    const end = await server.stop();
    await writing;
    const closed = await Promise.all(sockets.map((socket) => socket.closed));

    sure(
        end.code === 0,
        `the server ended with ${end.code ?? end.signal}:\n${server.said.join("")}`,
    );
    sure(end.milliseconds < secondsMax * 1000, `it took ${Math.round(end.milliseconds)} ms to end`);
    const codes = [...new Set(closed.map(({ code }) => code))];
    sure(
        codes.join() === String(comeBack),
        `WebSockets were closed with ${codes}, not ${comeBack}`,
    );
    const wrong = differences(journal, await lookInto(demo.data));
    sure(wrong.length === 0, wrong.join("\n"));
    const acknowledged = journal.in("acknowledged").length;
    sure(acknowledged > 200, `only ${acknowledged} changes were under way`);
    return { acknowledged, sockets: sockets.length, milliseconds: end.milliseconds };
}

async function followEverything(socket) {
    const { groups } = await socket.call("home.page");
    await socket.call("feeds.follow", { feeds: groups.map(({ feed }) => ({ feed })) });
}
