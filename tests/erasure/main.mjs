// All that tests/erasure promises. FOLKMOOT_BROKEN names the program that forgets to erase earlier texts.
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { Demo, temporaryFolder } from "../harness/demo.mjs";
import { program, run } from "../harness/program.mjs";
import { freshId } from "../harness/random.mjs";
import { Report, sure } from "../harness/report.mjs";
import { Caller } from "../harness/rpc.mjs";
import { Server } from "../harness/server.mjs";

const folkmoot = program("folkmoot");
const report = new Report();
const mark = "zqleavesnotrace";
const mail = "library.manager@eastmere.example";
const boss = "administrator@employers.example";
const onFiles = (process.env.DATABASE || "sqlite") === "sqlite";

const demo = await Demo.make();
const tokens = await demo.tokens();
const backup = join(temporaryFolder(), "backup");
const outbox = join(demo.data, "outbox");
const list = join(temporaryFolder(), "erasures.txt");
let person = null;

/** As somebody of the served network. */
async function as(server, who, act) {
    const caller = new Caller(server.address, tokens.get(who));
    const change = (method, said) => caller.call(method, { ...said, request: freshId() });
    try {
        return await act(caller, change);
    } finally {
        caller.close?.();
    }
}

async function writeEverywhere() {
    const server = await Server.start(demo.data);
    await as(server, mail, async (caller, change) => {
        const me = await caller.call("people.me");
        person = me.person;
        const settings = { revision: me.revision, language: me.language, zone: me.zone };
        await change("people.change_me", { ...settings, theme: me.theme, name: `Name ${mark}` });
        const { groups } = await caller.call("groups.list");
        const { group } = groups.find(({ role, archived }) => role === "member" && !archived);
        const { topics } = await caller.call("forum.topics", { group });
        const theirs = topics[0].topic;
        const page = await caller.call("forum.topic", { topic: theirs });
        const topic = { group, title: `Title ${mark}`, question: false, labels: [] };
        const made = await change("forum.start_topic", { ...topic, text: `Text ${mark} <first>` });
        await change("forum.edit_post", { post: made.post, revision: 1, text: `Now ${mark}` });
        await change("forum.reply", { topic: theirs, text: `Reply ${mark}` });
        await change("forum.report", { post: page.posts[0].post, why: `Why ${mark}` });
        const place = { topic: made.topic };
        await caller.call("forum.save_draft", { place, title: "", text: `Draft ${mark}` });
        for (let tries = 0; ; tries += 1) {
            const { hits } = await caller.call("search.find", { words: mark, kinds: [] });
            if (hits.length > 0) break; // the index knows the words
            if (tries > 100) throw new Error("their words are not found");
            await new Promise((done) => setTimeout(done, 50));
        }
    });
    await mailsAreWritten(server);
    await server.stop();
}

/** An invitation and a link for a new password, both to their address. */
async function mailsAreWritten(server) {
    await as(server, boss, async (caller, change) => {
        const { groups } = await caller.call("groups.list");
        const { authorities } = await caller.call("authorities.list");
        await change("invitations.invite", {
            name: `Invited ${mark}`,
            mail,
            by_mail: true,
            coordinator: false,
            administrator: false,
            authority: authorities.at(-1).authority,
            group: groups.find(({ archived }) => !archived).group,
            role: "guest",
        });
        await change("invitations.send_reset", { person });
    });
    for (let tries = 0; filesWith(outbox, mail).length < 2; tries += 1) {
        if (tries > 200) throw new Error("the mails are not written");
        await new Promise((done) => setTimeout(done, 50));
    }
}

/** What of a folder holds one of these words, by name. */
function filesWith(folder, ...words) {
    if (!existsSync(folder)) return [];
    return readdirSync(folder, { withFileTypes: true }).flatMap((one) => {
        const path = join(folder, one.name);
        if (one.isDirectory()) return filesWith(path, ...words).map((name) => join(one.name, name));
        const bytes = readFileSync(path);
        return words.some((word) => bytes.includes(word)) ? [one.name] : [];
    });
}

/** Everything the network still says of that person, by its own export. */
async function stillSaid(data) {
    const to = join(temporaryFolder(), "export");
    await run(folkmoot, "person", "export", person, "--data", data, "--to", to);
    return readFileSync(join(to, "person.json"), "utf8");
}

async function isGone(data) {
    const said = await stillSaid(data);
    sure(!said.includes(mark) && !said.includes(mail), said);
    const mails = filesWith(join(data, "outbox"), mark, mail);
    sure(mails.length === 0, `they are in the mails ${mails}`);
    if (!onFiles || !existsSync(join(data, "folkmoot.sqlite"))) return;
    const left = filesWith(data, mark, mail);
    sure(left.length === 0, `their words are in ${left}`);
}

async function refused(words, ...command) {
    const problem = await run(folkmoot, ...command).then(
        () => null,
        (caught) => String(caught),
    );
    sure(problem !== null, `${command.join(" ")} was not refused`);
    sure(problem.includes(words), problem);
}

await writeEverywhere();
const forBroken = demo.copy();
const erase = ["person", "erase", mail, "--data", demo.data, "--writings", "erase"];

await report.promise("somebody gets everything of theirs, to read and to keep", async () => {
    const to = join(temporaryFolder(), "export");
    await run(folkmoot, "person", "export", mail, "--data", demo.data, "--to", to);
    const page = readFileSync(join(to, "index.html"), "utf8");
    for (const words of ["Name", "Title", "Now", "Text", "Reply", "Why", "Draft"]) {
        sure(page.includes(`${words} ${mark}`), `${words} is missing`);
    }
    sure(!page.includes("<first>"), "what they wrote is no markup");
    const all = JSON.parse(readFileSync(join(to, "person.json"), "utf8"));
    sure(all.mails.includes(mail), "their address is missing");
    await refused("is not empty", "person", "export", mail, "--data", demo.data, "--to", to);
});

await report.promise("a hold forbids erasing, says who set it, and can be lifted", async () => {
    const hold = ["--data", demo.data, "--person", mail];
    await run(folkmoot, "hold", "set", ...hold, "--by", boss, "--why", "A claim is open");
    await refused("Network administrator set a hold", ...erase);
    const said = await run(folkmoot, "hold", "list", "--data", demo.data);
    sure(said.includes("A claim is open"), said);
    await run(folkmoot, "hold", "lift", ...hold);
    await refused("There is no hold", "hold", "lift", ...hold);
});

await report.promise("an erased person's words and address are nowhere any more", async () => {
    sure((await stillSaid(demo.data)).includes(mark), "it would be found");
    if (onFiles) sure(filesWith(demo.data, mark).length > 0, "it would be found in the files");
    await run(folkmoot, "backup", "--data", demo.data, "--to", backup);
    const said = await run(folkmoot, ...erase);
    sure(said.includes("folkmoot restore erases it again"), said);
    await isGone(demo.data);
    await refused("Nobody in this network has the address", ...erase);
    writeFileSync(list, await run(folkmoot, "person", "erasures", "--data", demo.data));
    sure(readFileSync(list, "utf8").includes(`person_and_writings ${person}`), "it is on the list");

    const server = await Server.start(demo.data);
    await as(server, boss, async (caller) => {
        const page = await caller.call("people.person", { person });
        sure(page.ended && page.name === "", JSON.stringify(page));
    });
    await server.stop();
});

await report.promise("a backup from before, restored, loses them again", async () => {
    const restored = join(temporaryFolder(), "restored");
    await run(folkmoot, "restore", "--from", backup, "--data", restored);
    sure((await stillSaid(restored)).includes(mark), "the backup is from before");
    const again = ["person", "erase-again", "--data", restored, "--list", list];
    sure((await run(folkmoot, ...again)).startsWith("1 of 1 "), "it was erased again");
    await isGone(restored);
});

await report.promise("the audit trail holds, and a head that was kept is in it", async () => {
    const head = (await run(folkmoot, "audit", "head", "--data", demo.data)).trim();
    const held = await run(folkmoot, "audit", "verify", "--data", demo.data, "--head", head);
    sure(held.includes(`Head: ${head}`), held);
    const shown = await run(folkmoot, "audit", "show", "--data", demo.data);
    for (const kind of ["person_erased", "hold_set", "hold_lifted", "member_joined"]) {
        sure(shown.includes(` ${kind}`), `${kind} is missing`);
    }
    sure(!shown.includes(mark), "no name of an erased person is shown");
    const other = head.replace(/.$/, (digit) => (digit === "0" ? "1" : "0"));
    const verify = ["audit", "verify", "--data", demo.data, "--head", other];
    await refused("was written anew", ...verify);
});

await report.promise("a build that keeps earlier texts is caught", async () => {
    const broken = process.env.FOLKMOOT_BROKEN;
    sure(broken, "FOLKMOOT_BROKEN names no program. Run tests/erasure/run.");
    const { data } = forBroken;
    await run(broken, "person", "erase", mail, "--data", data, "--writings", "erase");
    const caught = await isGone(data).then(
        () => null,
        (problem) => String(problem),
    );
    sure(caught?.includes(`Text ${mark}`), `it was not: this harness would see no leak: ${caught}`);
});

report.end();
