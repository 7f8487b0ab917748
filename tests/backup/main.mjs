// All that tests/backup promises. FOLKMOOT_BROKEN names the program that restores without looking.
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { Demo, temporaryFolder } from "../harness/demo.mjs";
import { Postgres } from "../harness/postgres.mjs";
import { begin, program, run } from "../harness/program.mjs";
import { Random } from "../harness/random.mjs";
import { Report, sure } from "../harness/report.mjs";
import { Caller } from "../harness/rpc.mjs";
import { Server } from "../harness/server.mjs";
import { lookInto } from "../crash/compare.mjs";
import { timesWritten, underLoad } from "./load.mjs";

const flips = process.env.LONG === "1" ? 500 : 30;
const folkmoot = program("folkmoot");

const random = new Random();
console.log(`SEED=${random.seed}`);
const report = new Report();
const cluster = await Postgres.start();
const engines = { SQLite: null, PostgreSQL: cluster };
let backup = null;

for (const [name, at] of Object.entries(engines)) {
    await report.promise(`${name}: a backup under load has all that was acknowledged`, async () => {
        const demo = await Demo.make(undefined, { cluster: at });
        backup = join(temporaryFolder(), "backup");
        const known = await underLoad(demo, random, () => backUp(demo.data, backup));
        const restored = folderFor(null);
        await run(folkmoot, "restore", "--from", backup, "--data", restored);
        await holdsWhatIsKnown(restored, known);
        console.log(
            `        ${known.before.length} acknowledged before, ` +
                `${known.during.length - known.before.length} meanwhile`,
        );
    });
}

for (const [name, at] of Object.entries(engines)) {
    await report.promise(
        `restored on ${name}, it is the same, and a server runs on it`,
        async () => {
            const restored = folderFor(at);
            await run(folkmoot, "restore", "--from", backup, "--data", restored);
            const [here, there] = [
                await run(folkmoot, "verify", "--backup", backup),
                await run(folkmoot, "verify", "--data", restored),
            ].map((printed) => printed.match(/^.* [0-9a-f]{64}$/gm));
            sure(here.length > 20, "verify prints no hashes");
            sure(here.join("\n") === there.join("\n"), `${here.join("\n")}\n\n${there.join("\n")}`);
            await runsOn(restored);
        },
    );
}

await report.promise(`${flips} flipped bytes: each is refused, and its file named`, async () => {
    const copy = join(temporaryFolder(), "copy");
    cpSync(backup, copy, { recursive: true });
    for (let flip = 0; flip < flips; flip += 1) {
        const name = random.of(readdirSync(copy));
        const file = join(copy, name);
        const bytes = readFileSync(file);
        const at = random.between(0, bytes.length - 1);
        bytes[at] ^= random.between(1, 255);
        writeFileSync(file, bytes);
        await refused(copy, name, `byte ${at} of ${name}`);
        cpSync(join(backup, name), file);
    }
    await run(folkmoot, "verify", "--backup", copy);
});

await report.promise("a build that restores a changed backup is caught", async () => {
    const broken = process.env.FOLKMOOT_BROKEN;
    sure(broken, "FOLKMOOT_BROKEN names no program. Run tests/backup/run.");
    const copy = join(temporaryFolder(), "copy");
    cpSync(backup, copy, { recursive: true });
    const file = join(copy, "folkmoot.sqlite");
    const bytes = readFileSync(file);
    bytes[bytes.indexOf(".example")] ^= 1; // a letter of an address: SQLite minds nothing
    writeFileSync(file, bytes);
    const caught = await refused(copy, "folkmoot.sqlite", "a changed letter", broken).then(
        () => null,
        (problem) => String(problem),
    );
    sure(caught?.includes("restore took a changed letter"), `it was not: ${caught}`);
});

await report.promise("killed at any time, there is a whole backup or none", async () => {
    const demo = await Demo.make(undefined, { cluster: null });
    let whole = 0;
    for (let round = 0; round < 12; round += 1) {
        const to = join(temporaryFolder(), "backup");
        await killedWithin(700, "backup", "--data", demo.data, "--to", to);
        if (!existsSync(to)) continue;
        whole += 1;
        await run(folkmoot, "verify", "--backup", to);
    }
    console.log(`        ${whole} of 12 were whole`);
});

await report.promise("a killed restore leaves no network, and can be made again", async () => {
    for (let round = 0; round < 12; round += 1) {
        const data = folderFor(null);
        await killedWithin(60, "restore", "--from", backup, "--data", data);
        if (!existsSync(join(data, "folkmoot.sqlite"))) {
            await run(folkmoot, "restore", "--from", backup, "--data", data);
        }
        await run(folkmoot, "verify", "--data", data);
    }
});

for (const [name, at] of Object.entries(engines)) {
    await report.promise(`${name}: what was erased since a backup does not come back`, async () => {
        const demo = await Demo.make(undefined, { cluster: at });
        const mail = demo.mails.at(-1);
        const backups = temporaryFolder();
        await backUp(demo.data, join(backups, "before"));
        const holds = (file) => readFileSync(file).includes(mail);
        sure(holds(join(backups, "before", "folkmoot.sqlite")), "the address was never there");
        await run(folkmoot, "person", "erase", mail, "--data", demo.data, "--writings", "erase");
        await backUp(demo.data, join(backups, "after"));
        sure(!holds(join(backups, "after", "folkmoot.sqlite")), "the new backup has it still");
        const list = readdirSync(backups).find((file) => file.startsWith("erasures-"));
        sure(list && !holds(join(backups, list)), "there is no list beside them, or it says who");

        const restored = folderFor(null);
        await run(folkmoot, "restore", "--from", join(backups, "before"), "--data", restored);
        const left = readdirSync(restored).filter((file) => holds(join(restored, file)));
        sure(left.length === 0, `it came back in ${left}`);
        const again = await run(folkmoot, "person", "erasures", "--data", restored);
        sure(again.split("\n").length > 1, "the restored network does not know of it");
        const moved = folderFor(cluster);
        await run(folkmoot, "restore", "--from", join(backups, "before"), "--data", moved);
        await backUp(moved, join(backups, "moved"));
        sure(!holds(join(backups, "moved", "folkmoot.sqlite")), "it came back on PostgreSQL");
    });
}

report.end();

async function backUp(data, to) {
    await run(folkmoot, "backup", "--data", data, "--to", to);
}

/** A folder for a network that is to be there, perhaps naming a new database. */
function folderFor(at) {
    const folder = join(temporaryFolder(), "data");
    mkdirSync(folder);
    if (at) {
        const line = `database = "${at.url(at.freshDatabase())}"\n`;
        writeFileSync(join(folder, "folkmoot.toml"), line);
    }
    return folder;
}

async function holdsWhatIsKnown(data, { before, during, after }) {
    const found = await lookInto(data);
    sure(found.problems.length === 0, () => found.problems.join("\n"));
    const times = timesWritten(found);
    const written = (requests) => requests.filter(({ marker }) => marker);
    const wrong = [
        ...written(before).filter(({ marker }) => times.get(marker) !== 1),
        ...written(during).filter(({ marker }) => (times.get(marker) ?? 0) > 1),
        ...written(after).filter(({ marker }) => times.has(marker)),
    ];
    sure(wrong.length === 0, () => `wrong: ${JSON.stringify(wrong.slice(0, 3))}`);
    const thanks = new Set(found.thanks.map(({ post, person }) => `${person} ${post}`));
    const lost = before
        .filter(({ method }) => method === "forum.thank")
        .filter(({ person, parameters }) => !thanks.has(`${person} ${parameters.post}`));
    sure(lost.length === 0, () => `thanks are lost: ${JSON.stringify(lost[0])}`);
}

async function runsOn(data) {
    const people = [...(await Demo.make(undefined, { cluster: null })).mails];
    const token = await new Demo(data, people).token(people[0]);
    const server = await Server.start(data);
    const caller = new Caller(server.address, token);
    const { groups } = await caller.call("groups.list");
    sure(groups.length > 0, "nobody's groups are there");
    caller.close();
    sure((await server.stop()).code === 0, "the server did not end well");
}

async function refused(from, name, what, by = folkmoot) {
    const data = join(temporaryFolder(), "data");
    for (const words of [
        ["verify", "--backup", from],
        ["restore", "--from", from, "--data", data],
    ]) {
        const said = await run(by, ...words).then(
            () => "",
            (problem) => problem.message,
        );
        sure(said.includes("is not as it was written"), `${words[0]} took ${what}:\n${said}`);
        sure(said.includes(name), `${words[0]} does not name ${name}: ${said}`);
    }
    sure(!existsSync(join(data, "folkmoot.sqlite")), `a network was made in spite of ${what}`);
}

async function killedWithin(milliseconds, ...words) {
    const child = begin(folkmoot, words);
    const ended = new Promise((done) => child.once("close", done));
    const moment = random.between(0, milliseconds);
    await Promise.race([new Promise((done) => setTimeout(done, moment)), ended]);
    child.kill("SIGKILL");
    await ended;
}
