// A disk without room: reads go on, changes answer `unavailable`, and go on by themselves when there is
// room. Runs in a mount namespace of its own (disk_full.mjs starts it so): the small disk ends with it.
import { execFileSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { closeSync, openSync, readdirSync, rmSync, statSync, writeSync } from "node:fs";
import { join } from "node:path";

import { Demo } from "../harness/demo.mjs";
import { Random } from "../harness/random.mjs";
import { Report, sure } from "../harness/report.mjs";
import { Caller, Refused } from "../harness/rpc.mjs";
import { Server } from "../harness/server.mjs";
import { differences, lookInto } from "./compare.mjs";
import { Journal } from "./journal.mjs";
import { SentFile } from "../harness/sent_file.mjs";
import { writersAmong, writingPeople } from "./writers.mjs";

const mebibyte = 1024 * 1024;
const ballast = 24 * mebibyte;
const room = 4 * mebibyte; // beside demo and ballast: full within a second or two
const resumeSeconds = 10;

class SmallDisk {
    #ballast;

    constructor(folder) {
        this.folder = folder;
        this.#ballast = join(folder, "ballast");
        const options = ["-t", "tmpfs", "-o", "size=256m,mode=700", "folkmoot-test", this.folder];
        execFileSync("mount", options);
    }

    /** Takes all room but a little: what is used now, the ballast, and no more than that beside. */
    tighten() {
        const file = openSync(this.#ballast, "w");
        for (let written = 0; written < ballast; written += mebibyte) {
            writeSync(file, Buffer.alloc(mebibyte, 1));
        }
        closeSync(file);
        const used = sizeOf(this.folder);
        const size = `remount,size=${Math.ceil((used + room) / 1024)}k`;
        execFileSync("mount", ["-o", size, this.folder]);
    }

    loosen() {
        rmSync(this.#ballast);
    }
}

function sizeOf(folder) {
    return readdirSync(folder, { withFileTypes: true })
        .map((entry) => join(folder, entry.name))
        .map((path) => (statSync(path).isDirectory() ? sizeOf(path) : statSync(path).blocks * 512))
        .reduce((sum, size) => sum + size, 0);
}

const report = new Report();
const random = new Random();
const disk = new SmallDisk(process.argv[2]);
const demo = await Demo.make(join(disk.folder, "data"));
const tokens = await demo.tokens();
const journal = new Journal();
const server = await Server.start(demo.data);
const people = await writingPeople(server.address, tokens);
const writers = writersAmong(people, journal, random);
const file = await begunFile();
disk.tighten();

const unavailable = () => journal.in("unavailable").length;
let writing = beginWriting();

await report.promise("a full disk: changes are answered `unavailable`", async () => {
    await untilIt("is full", () => unavailable() > 300, 60);
});

await report.promise("a full disk: pages are read, and /healthz is well", async () => {
    await readPages();
    await writing.end();
    await readPages();
});

await report.promise("a full disk: a file is refused plainly, and can go on", async () => {
    const refused = await file.send(server.address).then(
        () => null,
        (problem) => problem.originalResponse,
    );
    sure(refused, "all of the file was taken: the disk was not full");
    const { error } = JSON.parse(refused.getBody());
    sure(error.data.name === "unavailable", `a full disk is answered ${refused.getBody()}`);
});

await report.promise("a full disk: the server stays when it keeps its house", async () => {
    // With nobody writing it wants to move its log into the database, which has no room either.
    await new Promise((done) => setTimeout(done, 1500));
    await readPages();
});

await report.promise("room again: changes go on by themselves", async () => {
    writing = beginWriting();
    await untilIt("is full", () => unavailable() > 600, 20);
    const before = journal.in("acknowledged").length;
    disk.loosen();
    const goesOn = () => journal.in("acknowledged").length > before + 300;
    await untilIt("goes on", goesOn, resumeSeconds);
    await writing.end();
});

await report.promise(
    "room again: the file goes on where it was, and comes back as sent",
    async () => {
        const reader = new Caller(server.address, people[0].token);
        await file.send(server.address);
        await file.putIn(reader);
        await file.sureItIsKept(reader);
        reader.close();
    },
);

await report.promise("room again: what was `unavailable` can be sent again, once", async () => {
    const refused = journal.in("unavailable").filter(({ method }) => method === "forum.reply");
    for (const request of random.some(refused, 50)) {
        const { token } = people.find(({ person }) => person === request.person);
        const caller = new Caller(server.address, token);
        const answers = [0, 1].map(() =>
            caller.bytes(request.method, request.parameters, request.id),
        );
        const [first, second] = await Promise.all(answers);
        sure(first === second, `answered ${first} and then ${second}`);
        sure(journal.settle(request, first), `answered ${first}`);
        caller.close();
    }
});

await report.promise("after a full disk nothing is missing and nothing is doubled", async () => {
    const { code } = await server.stop();
    sure(code === 0, `the server ended with ${code}:\n${server.said.join("")}`);
    const wrong = differences(journal, await lookInto(demo.data));
    sure(wrong.length === 0, wrong.join("\n"));
});

console.log(
    `        ${journal.in("acknowledged").length} acknowledged, ${unavailable()} unavailable`,
);
report.end();

/** An upload of more than there will be room for, of which nothing has come. */
async function begunFile() {
    const [{ token, groups }] = people;
    const begun = new SentFile(token, groups[0], randomBytes(2 * room));
    const caller = new Caller(server.address, token);
    await begun.begin(caller);
    caller.close();
    return begun;
}

function beginWriting() {
    let enough = false;
    const written = Promise.all(writers.map((one) => one.write(server.address, () => enough)));
    written.catch(() => {}); // whoever waits for it is told
    return {
        written,
        end() {
            enough = true;
            return written;
        },
    };
}

async function untilIt(what, condition, seconds) {
    const until = performance.now() + seconds * 1000;
    while (!condition()) {
        sure(performance.now() < until, `in ${seconds} s it never ${what}`);
        const goesOn = Promise.race([writing.written.then(() => false), soon()]);
        sure(await goesOn, "the writers ended before");
    }
}

function soon() {
    return new Promise((done) => setTimeout(done, 20, true));
}

async function readPages() {
    const reader = new Caller(server.address, people[0].token);
    for (let times = 0; times < 20; times += 1) {
        await reader.call("home.page");
        const { posts } = await reader.call("forum.topic", { topic: random.of(people[0].topics) });
        sure(posts.length > 0, "a topic without posts was shown");
        await reader.call("groups.members", { group: people[0].groups[0] });
        const { status } = await reader.send("GET", "/healthz");
        sure(status === 200, `/healthz answers ${status}`);
    }
    await sureFull(reader);
    reader.close();
}

/** That the reading above happened while the disk was full, not after. */
async function sureFull(caller) {
    const text = "There is no room for this. ".repeat(1000);
    const { person, topics } = people[0];
    const request = journal.begin(person, "forum.reply", { topic: topics[0], text }, null);
    try {
        await caller.call("forum.reply", request.parameters);
        request.state = "sent";
    } catch (problem) {
        if (!(problem instanceof Refused) || problem.name !== "unavailable") throw problem;
        request.state = "unavailable";
        return;
    }
    throw new Error("a change was stored meanwhile: the disk was not full");
}
