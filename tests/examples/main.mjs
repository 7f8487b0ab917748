// docs/examples/client.mjs against a real server, whose line is taken away while it listens.
import { cpSync, symlinkSync } from "node:fs";
import { join } from "node:path";

import { Demo, temporaryFolder } from "../harness/demo.mjs";
import { begin, root } from "../harness/program.mjs";
import { Report, sure } from "../harness/report.mjs";
import { Server } from "../harness/server.mjs";

const report = new Report();
const folder = temporaryFolder();
cpSync(join(root, "docs/examples/client.mjs"), join(folder, "client.mjs"));
symlinkSync(join(root, "tests/node_modules"), join(folder, "node_modules")); // npm install ws

const demo = await Demo.make();
let server = await Server.start(demo.data);
const [mine, theirs] = await twoOfOneGroup();
let topic = null;

await report.promise("it lists groups and topics, and says something there", async () => {
    for (const group of ids(await client(mine, "groups"))) {
        if (!ids(await client(theirs, "groups")).includes(group)) continue;
        topic ??= ids(await client(mine, "topics", group))[0];
    }
    sure(topic, "the two of them share no group with a topic");
    const [post] = ids(await client(mine, "say", topic, "Said by *client.mjs*."));
    sure(post, "it does not print its post");
});

await report.promise("it hears everything once and in order, across a restart", async () => {
    const hearing = started(theirs, "hear");
    const heard = () => hearing.said().match(/Word number [0-9]+/g) ?? [];
    await until(async () => {
        await client(mine, "say", topic, "Are you there?");
        return hearing.said().includes("Are you there?");
    });
    await client(mine, "say", topic, "Word number 1.");
    await until(() => heard().length > 0);
    await server.stop();
    server = await Server.start(demo.data, undefined, new URL(server.address).host);
    for (const number of [2, 3]) await client(mine, "say", topic, `Word number ${number}.`);
    await until(() => heard().length >= 3);
    sure(heard().join() === [1, 2, 3].map((n) => `Word number ${n}`).join(), hearing.said());
    hearing.end();
});

await report.promise("a refusal is told and ends it", async () => {
    const problem = await client("x".repeat(43), "groups").catch((refusal) => refusal);
    sure(problem instanceof Error, "a token that is none was taken");
});

await server.stop();
report.end();

/** Tokens of two who sit together. */
async function twoOfOneGroup() {
    const sitting = [];
    for (const token of (await demo.tokens()).values()) {
        const groups = ids(await client(token, "groups"));
        const other = sitting.find((one) => one.groups.some((group) => groups.includes(group)));
        if (other) return [other.token, token];
        sitting.push({ token, groups });
    }
    throw new Error("nobody sits with anybody");
}

function ids(printed) {
    return printed.match(/^[0-9a-f-]{36}/gm) ?? [];
}

function started(token, ...words) {
    const environment = { ...process.env, FOLKMOOT: server.address, TOKEN: token };
    const child = begin(process.execPath, [join(folder, "client.mjs"), ...words], {
        env: environment,
    });
    let said = "";
    for (const stream of [child.stdout, child.stderr]) {
        stream.on("data", (bytes) => (said += bytes));
    }
    const ended = new Promise((done) => child.once("close", done));
    return { ended, said: () => said, end: () => child.kill() };
}

async function client(token, ...words) {
    const program = started(token, ...words);
    const code = await program.ended;
    if (code !== 0) throw new Error(`client.mjs ${words[0]} ended with ${code}: ${program.said()}`);
    return program.said();
}

async function until(holds) {
    const late = Date.now() + 30_000;
    while (!(await holds())) {
        if (Date.now() > late) throw new Error("it did not come in 30 s");
        await new Promise((done) => setTimeout(done, 100));
    }
}
