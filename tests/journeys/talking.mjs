// People of several authorities talk to each other.
import { sure } from "../harness/report.mjs";
import {
    having,
    open,
    openTopic,
    postSaying,
    someTopic,
    writeReply,
    reply,
    openMore,
} from "./people.mjs";
import { signIn } from "./world.mjs";

async function signInAndOut(world) {
    const page = await world.page();
    const [mail] = having(world, open, "member");
    await page.goto("/");
    await page.waitForURL("**/sign-in*");
    await page.getByLabel("Mail address").fill(mail);
    await page.getByLabel("Password", { exact: true }).fill("not the right words");
    await page.getByRole("button", { name: "Sign in" }).click();
    await page.getByRole("heading", { name: "There is a problem" }).waitFor();
    sure(
        (await page.getByLabel("Mail address").inputValue()) === mail,
        "the address typed is kept",
    );
    await signIn(page, mail);
    await page.getByRole("heading", { name: "Since you were here" }).waitFor();
    await page.goto("/settings");
    await page.getByRole("main").getByRole("button", { name: "Sign out" }).click();
    await page.waitForURL("**/sign-in*");
    await page.goto("/");
    await page.waitForURL("**/sign-in*");
}

async function joinAndStart(world) {
    const [mail] = having(world, open, "none");
    const page = await world.signedIn(mail);
    await page.goto(`/groups/${world.groups[open].id}`);
    await page.getByRole("button", { name: "Join", exact: true }).click();
    await page.getByRole("link", { name: "Start a topic" }).first().click();
    await page.getByLabel("Title").fill("Chargers that fit everything");
    await page
        .getByLabel("Your post")
        .fill("Which **one** do you buy?\n\n- the long one\n- the short one");
    await page.getByRole("button", { name: "Start the topic" }).click();
    await page.getByRole("heading", { level: 1, name: "Chargers that fit everything" }).waitFor();
    await page.locator("article.post strong", { hasText: "one" }).waitFor();
    sure((await page.locator("article.post li").count()) === 2, "the list is shown as a list");
}

async function seeEachOtherLive(world) {
    const [one, other] = having(world, open, "member");
    const [first, second] = [await world.signedIn(one), await world.signedIn(other)];
    const topic = await someTopic(world, first, open);
    await openTopic(first, topic);
    await openTopic(second, topic);
    await writeReply(first, "Live from one browser to the other");
    await postSaying(second, "Live from one browser to the other").waitFor();
    await writeReply(second, "and back again");
    await postSaying(first, "and back again").waitFor();
    sure(
        (await postSaying(first, "Live from one browser").count()) === 1,
        "shown once to its author",
    );
    await first.reload();
    await postSaying(first, "and back again").waitFor();
}

async function readingIsNotMoved(world) {
    const [one, other] = having(world, open, "member");
    const [reader, writer] = [await world.signedIn(one), await world.signedIn(other)];
    const topic = await someTopic(world, reader, open, ({ posts }) => posts >= 5);
    await openTopic(reader, topic);
    await openTopic(writer, topic);
    await reader.evaluate(() => window.scrollTo(0, 300));
    const read = reader.locator("article.post").nth(1);
    const before = await read.boundingBox();
    await writeReply(writer, "Something new at the end");
    await reader.getByRole("button", { name: "1 new post below" }).waitFor();
    const after = await read.boundingBox();
    sure(before.y === after.y, `what is read stays where it is: ${before.y} became ${after.y}`);
}

async function editKeepsTexts(world) {
    const [one, other] = having(world, open, "member");
    const [author, reader] = [await world.signedIn(one), await world.signedIn(other)];
    const topic = await someTopic(world, author, open);
    await openTopic(author, topic);
    await openTopic(reader, topic);
    await writeReply(author, "On Tuesday at nine");
    const post = postSaying(author, "On Tuesday at nine");
    await post.getByRole("button", { name: "Edit" }).click();
    await author.getByLabel(/Change post/).fill("On Wednesday at ten");
    await author.getByRole("button", { name: "Save the change" }).click();
    const changed = postSaying(reader, "On Wednesday at ten");
    await changed.waitFor();
    sure(
        (await postSaying(reader, "On Tuesday").count()) === 0,
        "the earlier text is not shown in its place",
    );
    await openMore(changed);
    await changed.getByRole("button", { name: "Earlier texts" }).click();
    await reader.getByRole("dialog").getByText("On Tuesday at nine").waitFor();
}

async function deleteLeavesMark(world) {
    const [one, other] = having(world, open, "member");
    const [author, reader] = [await world.signedIn(one), await world.signedIn(other)];
    const topic = await someTopic(world, author, open);
    await openTopic(author, topic);
    await openTopic(reader, topic);
    await writeReply(author, "Written in the wrong room");
    await postSaying(reader, "Written in the wrong room").waitFor();
    const post = postSaying(author, "Written in the wrong room");
    await openMore(post);
    await post.getByRole("button", { name: "Delete this post" }).click();
    await author.getByRole("dialog").getByLabel(/Why/).fill("wrong room");
    await author.getByRole("dialog").getByRole("button", { name: "Delete the post" }).click();
    await postSaying(reader, "“wrong room”").waitFor();
    sure((await reader.getByText("Written in the wrong room").count()) === 0, "its words are gone");
}

async function questionAndAnswer(world) {
    const [one, other] = having(world, open, "member");
    const [asker, helper] = [await world.signedIn(one), await world.signedIn(other)];
    await asker.goto(`/groups/${world.groups[open].id}/forum`);
    await asker.getByRole("link", { name: "Start a topic" }).first().click();
    await asker.getByLabel("Title").fill("Who lends headsets?");
    await asker.getByLabel("Your post").fill("For two weeks in May.");
    await asker.getByLabel(/This is a question/).check();
    await asker.getByRole("button", { name: "Start the topic" }).click();
    await asker.getByRole("heading", { level: 1, name: "Who lends headsets?" }).waitFor();
    await helper.goto(asker.url());
    await reply(helper).waitFor();
    await writeReply(helper, "We do, twelve of them");
    const answer = postSaying(asker, "We do, twelve of them");
    await answer.getByRole("button", { name: "Thanks" }).click();
    await answer.getByRole("button", { name: "Mark as the answer" }).click();
    await postSaying(helper, "We do, twelve of them").getByText("The answer").waitFor();
    await postSaying(helper, "We do, twelve of them")
        .getByText(/Thanks from/)
        .waitFor();
}

async function mentionAndQuote(world) {
    const [one, other] = having(world, open, "member");
    const [writer, named] = [await world.signedIn(one), await world.signedIn(other)];
    const topic = await someTopic(world, writer, open);
    const { name } = await world.ask(named, "people.me", {});
    await openTopic(writer, topic);
    await writer.locator("article.post").first().getByRole("button", { name: "Quote" }).click();
    const area = reply(writer);
    await writer.waitForFunction(() => document.activeElement.value?.includes(">")); // the quote is there
    await area.press("Control+End");
    await area.pressSequentially(`Ask @${name.slice(0, 8)}`);
    await writer.getByRole("listbox").getByRole("option").first().waitFor();
    await area.press("Enter");
    sure(
        /\]\(\/people\/[0-9a-f-]{36}\)/.test(await area.inputValue()),
        "the name became a mention",
    );
    await writer.getByRole("button", { name: "Preview" }).click();
    await writer.locator(".preview a.mention, [class*=preview] a.mention").waitFor();
    await writer.getByRole("button", { name: "Post reply" }).click();
    await postSaying(writer, "Ask").last().locator("a.mention").last().waitFor();
    await postSaying(writer, "Ask").last().locator("blockquote").first().waitFor();
}

async function draftSurvives(world) {
    const [mail] = having(world, open, "member");
    const page = await world.signedIn(mail);
    const topic = await someTopic(world, page, open);
    await openTopic(page, topic);
    await reply(page).fill("Half a thought that must not");
    await page.getByText(/Draft kept/).waitFor();
    await page.reload();
    const area = reply(page);
    await area.waitFor();
    sure((await area.inputValue()) === "Half a thought that must not", "it survives a reload");
    await area.press("Control+End");
    await area.pressSequentially(" get lost");
    await page.goto("/settings");
    await page.getByRole("main").getByRole("button", { name: "Sign out" }).click();
    await page.waitForURL("**/sign-in*");
    await signIn(page, mail);
    await openTopic(page, topic);
    const kept = await reply(page).inputValue();
    sure(kept === "Half a thought that must not get lost", `it survives sign-out: “${kept}”`);
    const elsewhere = await world.signedIn(mail);
    await openTopic(elsewhere, topic);
    const there = await reply(elsewhere).inputValue();
    sure(there === "Half a thought that must not get lost", `it is on another device: “${there}”`);
}

async function readOnAllDevices(world) {
    const [one, other] = having(world, open, "member");
    const laptop = await world.signedIn(one);
    const writer = await world.signedIn(other);
    const topic = await someTopic(world, laptop, open);
    await world.ask(laptop, "forum.mark_group_read", {
        group: world.groups[open].id,
        entry: 9_000_000,
    });
    await openTopic(writer, topic);
    await writeReply(writer, "Read me once");
    await postSaying(writer, "Read me once").waitFor();
    await openTopic(laptop, topic);
    await postSaying(laptop, "Read me once").scrollIntoViewIfNeeded();
    await world.askUntil(
        laptop,
        "groups.group",
        { group: world.groups[open].id },
        ({ unread }) => unread === 0,
    );
    const phone = await world.signedIn(one);
    await phone.goto("/");
    await phone.getByRole("heading", { name: "Since you were here" }).waitFor();
    sure(
        (await phone.getByRole("main").getByText(topic.title).count()) === 0,
        "nothing new on the other device",
    );
}

export const talkingJourneys = [
    {
        sentence: "a member signs in, is told plainly of a wrong password, and signs out",
        walk: signInAndOut,
    },
    { sentence: "somebody joins an open group and starts a topic in Markdown", walk: joinAndStart },
    { sentence: "two people see each other's posts live, each once", walk: seeEachOtherLive },
    { sentence: "a new post does not move what somebody reads", walk: readingIsNotMoved },
    {
        sentence: "an edited post is changed for everybody and its earlier text can be read",
        walk: editKeepsTexts,
    },
    { sentence: "a deleted post leaves a mark and no words", walk: deleteLeavesMark },
    { sentence: "a question gets thanks and an answer that all see", walk: questionAndAnswer },
    { sentence: "a post is quoted and a person mentioned", walk: mentionAndQuote },
    {
        sentence: "a draft survives reload and sign-out, and is on another device",
        walk: draftSurvives,
    },
    { sentence: "what is read on one device is read on all", walk: readOnAllDevices },
];
