// All that tests/package promises.
import { cpSync, existsSync, lstatSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";

import { temporaryFolder } from "../harness/demo.mjs";
import { root, run } from "../harness/program.mjs";
import { Random, freshId } from "../harness/random.mjs";
import { Report, sure } from "../harness/report.mjs";
import { Caller } from "../harness/rpc.mjs";
import { System } from "./system.mjs";

const data = "/var/lib/folkmoot";
const backup = "/var/backups/folkmoot";
const elsewhere = "/srv/elsewhere";
const password = "seven councils under one oak";

const random = new Random();
console.log(`SEED=${random.seed}`);
const report = new Report();
const system = await System.make();
const unit = () => readFileSync(system.path("lib/systemd/system/folkmoot.service"), "utf8");
let mail = "";

await report.promise(
    "the package installs, with all that it needs, and starts nothing",
    async () => {
        const package_ = process.env.FOLKMOOT_PACKAGE;
        cpSync(package_, system.path(`tmp/${basename(package_)}`));
        if (process.env.LONG === "1") await system.run("apt-get", "-qq", "update");
        const install = ["apt-get", "-qq", "-y", "--no-install-recommends", "install"];
        await system.run(
            "env",
            "DEBIAN_FRONTEND=noninteractive",
            ...install,
            `/tmp/${basename(package_)}`,
        );
        const folder = statSync(system.path(data));
        const user = Number(await system.run("id", "-u", "folkmoot"));
        sure(
            folder.uid === user && (folder.mode & 0o777) === 0o750,
            "the folder is not the user's own",
        );
        const settings = statSync(system.path("etc/folkmoot/folkmoot.toml"));
        sure(
            settings.uid === 0 && (settings.mode & 0o777) === 0o640,
            "anybody may read the settings",
        );
        await system.runAsService("cat", `${data}/folkmoot.toml`);
        sure((await system.run("folkmoot", "--version")).length > 0, "the program does not run");
        for (const page of ["installing.md", "configuration.md", "examples/client.mjs"]) {
            sure(existsSync(system.path(`usr/share/doc/folkmoot/${page}`)), `${page} is missing`);
        }
        const wanted = "etc/systemd/system/multi-user.target.wants/folkmoot.service";
        sure(!isThere(system.path(wanted)), "it is to be started with the system");
        sure(!system.runs("usr/bin/folkmoot"), "it was started");
    },
);

/** How much of the machine systemd thinks the service at `path` could reach, from 0 to 10. */
async function exposure(path) {
    const judged = `systemd-analyze security --offline=yes '${path}' 2>&1`;
    const printed = await run("sh", "-c", judged);
    const unread = printed.match(/^.*folkmoot\.service:[0-9]+:.*$/m)?.[0];
    sure(!unread, `a line of it is not understood: ${unread}`);
    return Number(printed.match(/exposure level for folkmoot.service: ([0-9.]+)/)?.[1]);
}

await report.promise("systemd takes the unit, and judges its service well kept in", async () => {
    if (!existsSync("/usr/bin/systemd-analyze")) return console.log("        no systemd here");
    if (existsSync(system.path("lib/systemd/system/sysinit.target"))) {
        await run("systemd-analyze", "verify", `--root=${system.root}`, "folkmoot.service");
    }
    // Half of it are the namespaces for converters of files, which docs/installing.md takes back.
    const level = await exposure(system.path("lib/systemd/system/folkmoot.service"));
    sure(level <= 2.2, `its exposure is ${level}`);
    const page = readFileSync(join(root, "docs/installing.md"), "utf8");
    const [, strict] = page.match(/server that reads no files[^`]*`[^`]*`[^`]*```ini\n(.*?)```/s);
    const path = join(temporaryFolder(), "folkmoot.service");
    writeFileSync(path, unit() + strict);
    const least = await exposure(path);
    sure(least <= 1.1, `its exposure is ${least} where it reads no files`);
});

await report.promise("served as the unit says, backed up while people write", async () => {
    const make = ["folkmoot", "demo", "--data", data, "--password", password];
    const made = await system.runAsService(...make);
    mail = made.match(/[^\s<>()]+@[^\s<>()]+\.example/)[0];
    await system.run("install", "-d", "-o", "folkmoot", backup, elsewhere);
    const server = await serve(data);
    let written = 0;
    let ended = false;
    const writing = writeUntil(
        server.address,
        data,
        () => ended,
        () => (written += 1),
    );
    while (written < 50) await pause(10);
    await system.runAsService("folkmoot", "backup", "--data", data, "--to", `${backup}/one`);
    ended = true;
    await writing;
    await server.stop();
    console.log(`        ${written} posts meanwhile`);
});

await report.promise(
    "restored elsewhere, rows and hashes are equal, and it is served",
    async () => {
        await system.runAsService(
            "folkmoot",
            "restore",
            "--from",
            `${backup}/one`,
            "--data",
            elsewhere,
        );
        const hashes = async (...words) =>
            (await system.runAsService("folkmoot", "verify", ...words)).match(
                /^.* [0-9a-f]{64}$/gm,
            );
        const there = await hashes("--data", elsewhere);
        sure(there.length > 20, "verify prints no hashes");
        sure(there.join() === (await hashes("--backup", `${backup}/one`)).join(), "they differ");
        const server = await serve(elsewhere);
        let written = 0;
        await writeUntil(
            server.address,
            elsewhere,
            () => written > 5,
            () => (written += 1),
        );
        await server.stop();
    },
);

await report.promise("one flipped byte is refused, and its file named", async () => {
    for (const name of ["manifest", "folkmoot.sqlite"]) {
        const file = system.path(`${backup}/one/${name}`);
        const whole = readFileSync(file);
        const bytes = Buffer.from(whole);
        const at = random.between(0, bytes.length - 1);
        bytes[at] ^= random.between(1, 255);
        writeFileSync(file, bytes);
        const restore = ["folkmoot", "restore", "--from", `${backup}/one`];
        const said = await system.runAsService(...restore, "--data", `${elsewhere}/again`).then(
            () => "",
            ({ message }) => message,
        );
        sure(said.includes("not as it was written") && said.includes(name), `byte ${at}: ${said}`);
        sure(!existsSync(system.path(`${elsewhere}/again/folkmoot.sqlite`)), "a network was made");
        writeFileSync(file, whole);
    }
});

await report.promise("removing and purging the package leaves the network", async () => {
    await system.run("dpkg", "--purge", "folkmoot");
    sure(!existsSync(system.path("usr/bin/folkmoot")), "the program is there still");
    sure(!existsSync(system.path("etc/folkmoot")), "the settings are there still");
    sure(existsSync(system.path(`${data}/folkmoot.sqlite`)), "the network is gone");
});

report.end();

/** ExecStart of the unit, on another folder or port where a test needs it. */
async function serve(folder) {
    const [, line] = unit().match(/^ExecStart=(.*)$/m);
    const words = line.split(" ").map((word) => (word === data ? folder : word));
    const child = system.beginAsService(...words, "--listen", "127.0.0.1:0");
    const ended = new Promise((done) => child.once("close", done));
    let said = "";
    for (const stream of [child.stdout, child.stderr]) {
        stream.on("data", (bytes) => (said += bytes));
    }
    const address = () => said.match(/http:\/\/127\.0\.0\.1:[1-9][0-9]*/)?.[0];
    const late = Date.now() + 30_000;
    while (!address()) {
        sure(Date.now() < late && child.exitCode === null, () => `it does not serve:\n${said}`);
        await pause(20);
    }
    const caller = new Caller(address());
    sure((await caller.send("GET", "/readyz")).body === "ready\n", "it is not ready");
    caller.close();
    return {
        address: address(),
        async stop() {
            child.kill("SIGTERM");
            const code = await ended;
            sure(code === 0, () => `it ended with ${code}:\n${said}`);
        },
    };
}

async function writeUntil(address, folder, ended, written) {
    const token = await system.runAsService(
        "folkmoot",
        "token",
        "--data",
        folder,
        "--person",
        mail,
    );
    const caller = new Caller(address, token.trim());
    const { groups } = await caller.call("groups.list");
    const { group } = groups.find(({ role, archived }) => role && !archived);
    const { topics } = await caller.call("forum.topics", { group });
    const { topic } = topics.find(({ closed }) => !closed);
    while (!ended()) {
        await caller.call("forum.reply", { request: freshId(), topic, text: "Written meanwhile." });
        written();
    }
    caller.close();
}

/** Also a link that leads nowhere on this side. */
function isThere(path) {
    return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
}

function pause(milliseconds) {
    return new Promise((done) => setTimeout(done, milliseconds));
}
