// The line is cut, the server is killed, there are two tabs: nothing is lost, nothing doubled.
import { sure } from "../harness/report.mjs";
import {
    having,
    open,
    openTopic,
    postSaying,
    someTopic,
    writeReply,
    reply,
    lineIsDown,
} from "./people.mjs";
import { sizes } from "./world.mjs";

/** How often these words stand in stored posts of the topic, as the server says. */
async function storedTimes(world, page, topic, words) {
    let times = 0;
    for (let from = 1; ; from += 50) {
        const { posts, topic: row } = await world.ask(page, "forum.topic", {
            topic: topic.topic,
            from,
        });
        times += posts.filter(({ html }) => html.includes(words)).length;
        if (from + 50 > row.posts) return times;
    }
}

async function sureStoredOnce(world, page, topic, words) {
    const times = await storedTimes(world, page, topic, words);
    sure(times === 1, `stored ${times} times: ${words}`);
}

async function cutWhileWriting(world) {
    const [one, other] = having(world, open, "member");
    const [writer, reader] = [await world.signedIn(one), await world.signedIn(other)];
    const topic = await someTopic(world, writer, open);
    await openTopic(writer, topic);
    await openTopic(reader, topic);
    await reply(writer).fill("Written while the line");
    world.line.cut();
    await lineIsDown(writer);
    await reply(writer).fill("Written while the line was down");
    await writer.getByRole("button", { name: "Post reply" }).click();
    await writer.getByText("Waiting to be sent").waitFor();
    await writeReply(writer, "and a second one after it");
    sure((await postSaying(writer, "Written while").count()) === 0, "nothing is shown as sent");
    world.line.mend();
    await postSaying(writer, "and a second one after it").waitFor({ timeout: 60_000 });
    await postSaying(reader, "and a second one after it").waitFor({ timeout: 60_000 });
    const posts = await reader.locator("article.post").allInnerTexts();
    const at = (words) => posts.findIndex((text) => text.includes(words));
    sure(at("Written while the line was down") < at("and a second one"), "they came in order");
    for (const words of ["Written while the line was down", "and a second one after it"]) {
        await sureStoredOnce(world, writer, topic, words);
    }
}

async function killedWhilePosting(world) {
    const [one, other] = having(world, open, "member");
    const [writer, reader] = [await world.signedIn(one), await world.signedIn(other)];
    const topic = await someTopic(world, writer, open);
    await openTopic(writer, topic);
    await openTopic(reader, topic);
    const said = [];
    for (let i = 1; i <= 12; i += 1) {
        said.push(`Number ${i} of twelve, killed in between`);
        await writeReply(writer, said.at(-1));
        if (i % 4 === 2) {
            await world.server.kill();
            await writeReply(writer, (said.push(`While nobody served, after ${i}`), said.at(-1)));
            await world.serve();
        }
    }
    await postSaying(reader, said.at(-1)).waitFor({ timeout: 90_000 });
    for (const words of said) {
        await postSaying(writer, words).first().waitFor({ timeout: 60_000 });
        await sureStoredOnce(world, writer, topic, words);
        sure((await postSaying(reader, words).count()) === 1, `shown once: ${words}`);
        sure((await postSaying(writer, words).count()) === 1, `shown once to its author: ${words}`);
    }
    await writer.getByText("Waiting to be sent").waitFor({ state: "detached" });
}

async function twoTabs(world) {
    const [mail] = having(world, open, "member");
    const first = await world.signedIn(mail);
    const second = await first.context().newPage();
    const topic = await someTopic(world, first, open);
    await openTopic(first, topic);
    await openTopic(second, topic);
    world.line.cut();
    await lineIsDown(first);
    await lineIsDown(second);
    await writeReply(first, "From the first tab");
    await first.getByText("Waiting to be sent").waitFor();
    await writeReply(second, "From the second tab");
    world.line.mend();
    for (const words of ["From the first tab", "From the second tab"]) {
        await postSaying(first, words).waitFor({ timeout: 60_000 });
        await postSaying(second, words).waitFor({ timeout: 60_000 });
        await sureStoredOnce(world, first, topic, words);
    }
}

async function reloadWhileDown(world) {
    const [mail] = having(world, open, "member");
    const page = await world.signedIn(mail);
    const topic = await someTopic(world, page, open);
    await openTopic(page, topic);
    world.line.cut();
    await lineIsDown(page);
    await writeReply(page, "Kept although the tab was closed");
    await page.getByText("Waiting to be sent").waitFor();
    const next = await page.context().newPage();
    await page.close();
    world.line.mend();
    await openTopic(next, topic);
    await postSaying(next, "Kept although the tab was closed").waitFor({ timeout: 60_000 });
    await sureStoredOnce(world, next, topic, "Kept although the tab was closed");
}

async function refusedIsSafe(world) {
    const [mail] = having(world, open, "member");
    const [boss] = having(world, open, "facilitator");
    const page = await world.signedIn(mail);
    const desk = await world.signedIn(boss, { size: sizes.phone });
    const topic = await someTopic(world, page, open);
    await openTopic(page, topic);
    await reply(page).waitFor();
    world.line.cut();
    await lineIsDown(page);
    await writeReply(page, "Too late, and not lost");
    await page.getByText("Waiting to be sent").waitFor();
    await page.close();
    world.line.mend();
    await openTopic(desk, topic);
    await desk.getByRole("button", { name: "Close topic" }).click();
    await desk.getByText("This topic is closed").waitFor();
    const back = await world.again(page, `/topics/${topic.topic}`);
    await back.getByText("Not sent").first().waitFor();
    await back.getByText("Too late, and not lost").waitFor();
    sure(
        (await storedTimes(world, back, topic, "Too late, and not lost")) === 0,
        "it is not stored",
    );
}

export const lineJourneys = [
    {
        sentence: "posts written while the line is down are sent once, in order, when it is back",
        walk: cutWhileWriting,
    },
    {
        sentence: "the server is killed while somebody posts: nothing is lost, nothing doubled",
        walk: killedWhilePosting,
    },
    { sentence: "two tabs that write while the line is down are each sent once", walk: twoTabs },
    { sentence: "a post that waits survives its tab", walk: reloadWhileDown },
    { sentence: "a post that is refused later keeps its words", walk: refusedIsSafe },
];
