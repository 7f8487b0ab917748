// Somebody is erased: what others had open, and what they find afterwards. An administrator has no page for
// it: people are erased at the terminal (docs/design/0006), on SQLite with the server stopped.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

import { program, run } from "../harness/program.mjs";
import { sure } from "../harness/report.mjs";
import { having, open, openMore, openTopic, postSaying, reply, someTopic } from "./people.mjs";

const mark = "zyxomma";
const onFiles = (process.env.DATABASE || "sqlite") === "sqlite";
const administrator = "administrator@employers.example";

/** Two members of the open group; the administrator is neither. */
function twoMembers(world) {
    return having(world, open, "member").filter((mail) => mail !== administrator);
}

/** A topic of their own, and a reply in another one with an earlier text. */
async function writes(world, page, topic) {
    const said = { group: world.groups[open].id, question: false, labels: [] };
    const own = { ...said, title: `Title ${mark}`, text: `First ${mark}` };
    const made = await world.change(page, "forum.start_topic", own);
    const place = { topic: topic.topic };
    const posted = await world.change(page, "forum.reply", { ...place, text: `Before ${mark}` });
    const edit = { post: posted.post, revision: 1, text: `Reply ${mark}` };
    await world.change(page, "forum.edit_post", edit);
    return { topic: made.topic, post: posted.post };
}

/** The files of mails that hold one of these words. */
function mailsWith(world, ...words) {
    const folder = join(world.demo.data, "outbox");
    const files = existsSync(folder) ? readdirSync(folder) : [];
    return files.filter((name) => {
        const said = readFileSync(join(folder, name), "utf8");
        return words.some((word) => said.includes(word));
    });
}

async function mailIsWritten(world, boss, person, mail) {
    await world.change(boss, "invitations.send_reset", { person });
    for (let tries = 0; mailsWith(world, mail).length === 0; tries += 1) {
        if (tries > 200) throw new Error("the mail is not written");
        await new Promise((done) => setTimeout(done, 50));
    }
}

/** As docs/backup-and-restore.md and the command itself say: on SQLite the server rests meanwhile. */
async function erase(world, mail, writings) {
    if (onFiles) await world.server.stop();
    const said = ["--data", world.demo.data, "--writings", writings];
    await run(program("folkmoot"), "person", "erase", mail, ...said);
    if (onFiles) await world.serve();
}

/** Nothing on the page as it stands, its title and its previews holds the words. */
async function saysNothing(page, ...words) {
    const said = (await page.title()) + (await page.content());
    for (const word of words) sure(!said.includes(word), `${page.url()} still says ${word}`);
}

async function erasedPersonIsGone(world) {
    const [mail, reading] = twoMembers(world);
    const them = await world.signedIn(mail);
    const { person, name } = await world.ask(them, "people.me", {});
    const reader = await world.signedIn(reading);
    const boss = await world.signedIn(administrator);
    const topic = await someTopic(world, reader, open);
    const written = await writes(world, them, topic);
    await mailIsWritten(world, boss, person, mail);
    const home = await world.again(reader, "/");
    await home.getByText(`Reply ${mark}`).waitFor();

    await openTopic(reader, topic);
    await postSaying(reader, `Reply ${mark}`).getByText(name).first().waitFor();
    const own = await world.again(reader, `/topics/${written.topic}`);
    await own.getByRole("heading", { level: 1, name: `Title ${mark}` }).waitFor();
    const forum = await world.again(reader, `/groups/${world.groups[open].id}/forum`);
    await forum.getByText(`Title ${mark}`).waitFor();
    const found = ({ hits }) => hits.length === 2;
    const asked = { words: mark, kinds: [] };
    await world.askUntil(reader, "search.find", asked, found);

    await erase(world, mail, "erase");

    await postSaying(reader, `Reply ${mark}`).waitFor({ state: "detached" }); // live
    await own.getByRole("heading", { level: 1, name: "Erased" }).waitFor();
    await forum.getByText(`Title ${mark}`).waitFor({ state: "detached" });
    await home.getByText(mark).first().waitFor({ state: "detached" });
    for (const page of [reader, own, forum, home]) await saysNothing(page, mark);
    await world.picture(reader, "erased person");
    await them.waitForURL((url) => url.pathname === "/sign-in");
    await everyPageIsClean(world, reader, { topic, written, person, name });
    sure(mailsWith(world, mail, mark).length === 0, "no mail names them");
}

/** Freshly opened: the topics, the group, home, their page, the earlier texts, what is found. */
async function everyPageIsClean(world, page, { topic, written, person, name }) {
    const group = world.groups[open].id;
    await openTopic(page, topic);
    await saysNothing(page, mark, name);
    await page
        .getByText(/former member of/)
        .first()
        .waitFor();
    await page.getByText("What was written here went with its author").first().waitFor();
    for (const path of [
        `/topics/${written.topic}`,
        `/groups/${group}`,
        `/groups/${group}/forum`,
        "/",
    ]) {
        await page.goto(path);
        await page.getByRole("main").getByRole("heading").first().waitFor();
        await page.waitForLoadState("networkidle");
        await saysNothing(page, mark, name);
    }
    await page.goto(`/people/${person}`);
    await page.getByRole("heading", { level: 1, name: "somebody who has left" }).waitFor();
    await saysNothing(page, mark, name);
    const { hits } = await world.askUntil(
        page,
        "search.find",
        { words: "Erased", kinds: [] },
        ({ complete }) => complete,
    );
    sure(!JSON.stringify(hits).includes(mark), "no snippet holds their words");
    await page.goto(`/search?q=${mark}`);
    await page.getByText("Nothing found.").first().waitFor();
}

async function writingsStayWithoutName(world) {
    const [mail, reading] = twoMembers(world);
    const [them, reader] = [await world.signedIn(mail), await world.signedIn(reading)];
    const { person, name } = await world.ask(them, "people.me", {});
    const topic = await someTopic(world, reader, open);
    const written = await writes(world, them, topic);
    await erase(world, mail, "keep");
    await openTopic(reader, topic);
    const post = postSaying(reader, `Reply ${mark}`);
    await post.getByText(/former member of/).waitFor();
    await saysNothing(reader, name);
    await reader.goto(`/topics/${written.topic}`);
    await reader.getByRole("heading", { level: 1, name: `Title ${mark}` }).waitFor();
    await saysNothing(reader, name);
    await reader.goto(`/people/${person}`);
    await reader.getByRole("heading", { level: 1, name: "somebody who has left" }).waitFor();
}

async function oneWritingIsErased(world) {
    const [mail, reading] = twoMembers(world);
    const [facilitator] = having(world, open, "facilitator");
    const them = await world.signedIn(mail);
    const reader = await world.signedIn(reading);
    const desk = await world.signedIn(facilitator);
    const topic = await someTopic(world, reader, open);
    await writes(world, them, topic);
    for (const page of [reader, desk]) await openTopic(page, topic);
    const post = postSaying(desk, `Reply ${mark}`);
    await postSaying(reader, `Reply ${mark}`).waitFor();
    await reply(reader).fill("Not sent yet");

    await openMore(post);
    await post.getByRole("button", { name: "Delete this post" }).click();
    await desk.getByRole("dialog").getByLabel(/Why/).fill("asked for by them");
    await desk.getByRole("dialog").getByRole("button", { name: "Delete the post" }).click();
    await postSaying(reader, "“asked for by them”").waitFor(); // live
    for (const page of [reader, desk]) await saysNothing(page, `Reply ${mark}`, `Before ${mark}`);
    sure((await reply(reader).inputValue()) === "Not sent yet", "what the reader writes stays");
    const only = ({ hits }) => !JSON.stringify(hits).includes("Reply");
    await world.askUntil(reader, "search.find", { words: mark, kinds: [] }, only);
}

export const erasingJourneys = [
    {
        sentence: "an erased person's words leave the open pages of others, and are found nowhere",
        walk: erasedPersonIsGone,
    },
    {
        sentence: "an erased person's writings, where they stay, have no name any more",
        walk: writingsStayWithoutName,
    },
    {
        sentence: "a facilitator erases one writing: the open pages of others lose its words",
        walk: oneWritingIsErased,
    },
];
