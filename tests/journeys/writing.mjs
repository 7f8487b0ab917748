// What somebody writes: marked up by buttons, looked at before it is posted, kept until it is, gone after.
import { sure } from "../harness/report.mjs";
import {
    having,
    lineIsDown,
    open,
    openTopic,
    postSaying,
    reply,
    someTopic,
    writeReply,
} from "./people.mjs";

const marked = {
    Bold: "**word**",
    Italic: "*word*",
    Link: "[word](https://)",
    List: "- word",
    "1. List, numbered": "1. word",
    Quote: "> word",
    Code: "`word`",
};

async function toolbarAndPreview(world) {
    const [mail] = having(world, open, "member");
    const page = await world.signedIn(mail);
    await openTopic(page, await someTopic(world, page, open));
    const area = reply(page);
    for (const [name, words] of Object.entries(marked)) {
        await area.fill("word");
        await area.selectText();
        await page.getByRole("toolbar").getByRole("button", { name, exact: true }).click();
        const now = await area.inputValue();
        sure(now === words, `${name} makes “${words}”, not “${now}”`);
    }
    await area.fill(
        "A **bold** word, a [link](https://a.example/), and\n\n1. one\n2. two\n\n> said\n\n`code`",
    );
    await page.getByRole("button", { name: "Preview" }).click();
    const preview = page.getByRole("region", { name: "Preview" });
    await preview.locator("blockquote").waitFor();
    const before = await htmlOf(preview.locator(":scope > div"));
    await page.getByRole("button", { name: "Post reply" }).click();
    const post = postSaying(page, "A bold word");
    await post.waitFor();
    const after = await htmlOf(post.locator(".post-words"));
    sure(before === after, `posted as it was shown:\n${before}\n${after}`);
}

function htmlOf(words) {
    return words.evaluate((element) => element.innerHTML);
}

/** Tells the page that it is hidden, or looked at again, as the browser does. */
function look(page, state) {
    return page.evaluate((state) => {
        Object.defineProperty(document, "visibilityState", { value: state, configurable: true });
        document.dispatchEvent(new Event("visibilitychange"));
    }, state);
}

async function postedStaysPosted(world) {
    const [mail] = having(world, open, "member");
    const page = await world.signedIn(mail);
    const topic = await someTopic(world, page, open);
    await openTopic(page, topic);
    await reply(page).fill("Typed, hidden, posted");
    await look(page, "hidden");
    await look(page, "visible");
    await page.getByRole("button", { name: "Post reply" }).click();
    await postSaying(page, "Typed, hidden, posted").waitFor();
    await world.askUntil(page, "forum.drafts", {}, ({ drafts }) => drafts.length === 0);
    await page.close();
    const next = await world.again(page, `/topics/${topic.topic}`);
    await reply(next).waitFor();
    const left = await reply(next).inputValue();
    sure(left === "", `what was posted does not come back: “${left}”`);
    await next.goto("/");
    await next.getByRole("heading", { name: "Waiting for you" }).waitFor();
    const kept = await next.getByText("Typed, hidden, posted").filter({ visible: true }).count();
    sure(kept === 0, "nor does it wait as a draft");
}

async function hiddenIsKept(world) {
    const [mail] = having(world, open, "member");
    const page = await world.signedIn(mail);
    const topic = await someTopic(world, page, open);
    await openTopic(page, topic);
    await reply(page).fill("The last words before the train went into the tunnel");
    await look(page, "hidden");
    await page.close(); // the phone ends a page that is not looked at, and tells it nothing
    const next = await world.again(page, `/topics/${topic.topic}`);
    await reply(next).waitFor();
    const kept = await reply(next).inputValue();
    sure(kept.endsWith("into the tunnel"), `they are there: “${kept}”`);
}

async function draftOverDeadLine(world) {
    const [mail] = having(world, open, "member");
    const page = await world.signedIn(mail);
    const topic = await someTopic(world, page, open);
    await openTopic(page, topic);
    world.line.cut();
    await lineIsDown(page);
    await reply(page).fill("Begun in a tunnel");
    await page.getByText("Draft kept on this device").waitFor();
    await page.close();
    world.line.mend();
    const next = await world.again(page, `/topics/${topic.topic}`);
    await reply(next).waitFor();
    sure((await reply(next).inputValue()) === "Begun in a tunnel", "it is on this device");
    await world.askUntil(next, "forum.drafts", {}, ({ drafts }) =>
        drafts.some(({ text }) => text === "Begun in a tunnel"),
    );
}

async function titleAndLabels(world) {
    const [one, other] = having(world, open, "member");
    const [author, reader] = [await world.signedIn(one), await world.signedIn(other)];
    const { labels } = await world.ask(author, "groups.group", { group: world.groups[open].id });
    const [label] = labels;
    await author.goto(`/groups/${world.groups[open].id}/forum/new`);
    await author.getByLabel("Title").fill("Chargres");
    await author.getByLabel("Your post").fill("Which do you buy?");
    await author.getByRole("button", { name: "Start the topic" }).click();
    await author.getByRole("heading", { level: 1, name: "Chargres" }).waitFor();
    await reader.goto(author.url());
    await reader.getByRole("heading", { level: 1, name: "Chargres" }).waitFor();
    sure(
        (await reader.getByRole("button", { name: "Change title and labels" }).count()) === 0,
        "others are not offered to change it",
    );
    await author.getByRole("button", { name: "Change title and labels" }).click();
    const dialog = author.getByRole("dialog");
    await dialog.getByLabel("Title").fill("Chargers");
    await dialog.getByLabel(label.name, { exact: true }).check();
    await dialog.getByLabel(/This is a question/).check();
    await dialog.getByRole("button", { name: "Save" }).click();
    await reader.getByRole("heading", { level: 1, name: "Chargers" }).waitFor();
    await reader.locator(".topic-head").getByText(label.name, { exact: true }).waitFor();
    await reader.locator(".topic-head").getByText("Question", { exact: true }).waitFor();

    await reader.goto(`/groups/${world.groups[open].id}/forum`);
    const filter = reader.getByRole("navigation", { name: "Labels" });
    await filter.getByRole("link", { name: label.name }).click();
    await reader.waitForURL(/label=/);
    const rows = reader
        .getByRole("main")
        .locator("li.row, .row")
        .filter({ has: reader.locator("h3") });
    await rows.filter({ hasText: "Chargers" }).waitFor();
    const without = await rows
        .filter({ hasNot: reader.getByText(label.name, { exact: true }) })
        .count();
    sure(without === 0, `${without} rows without the label are listed`);
}

async function thanksTakenBack(world) {
    const [one, other] = having(world, open, "member");
    const [writer, reader] = [await world.signedIn(one), await world.signedIn(other)];
    const topic = await someTopic(world, writer, open);
    await openTopic(writer, topic);
    await openTopic(reader, topic);
    await writeReply(writer, "Thank me for this");
    const thanks = postSaying(reader, "Thank me").getByRole("button", { name: "Thanks" });
    await thanks.click();
    const said = postSaying(writer, "Thank me").getByText(/Thanks from/);
    await said.waitFor();
    await thanks.click();
    await said.waitFor({ state: "detached" });
    sure(
        (await postSaying(writer, "Thank me").getByRole("button", { name: "Thanks" }).count()) ===
            0,
        "nobody thanks themselves",
    );
}

export const writingJourneys = [
    {
        sentence:
            "each button of the toolbar marks up what is selected, and a post looks like its preview",
        walk: toolbarAndPreview,
    },
    {
        sentence: "words kept when a page was hidden and then posted do not come back as a draft",
        walk: postedStaysPosted,
    },
    {
        sentence: "words typed just before a page was hidden and ended are kept",
        walk: hiddenIsKept,
    },
    {
        sentence: "a draft begun while the line is down survives its tab and reaches the server",
        walk: draftOverDeadLine,
    },
    {
        sentence: "an author corrects title and labels, all see it, and the label finds the topic",
        walk: titleAndLabels,
    },
    { sentence: "thanks are taken back as easily as they are said", walk: thanksTakenBack },
];
