// What axe cannot see: where the focus goes when what had it is gone, what is said aloud, and text as
// large as somebody set it in their browser.
import { sure } from "../harness/report.mjs";
import { having, open, openMore, postSaying, someTopic, openTopic, writeReply } from "./people.mjs";
import { scrollsSideways, sizes, tabTo } from "./world.mjs";

/** Presses it by keyboard and waits until it is gone: the focus must be on something that stays. */
async function focusStaysAfter(page, button, where) {
    await button.focus();
    const pressed = await button.elementHandle();
    await page.keyboard.press("Enter");
    await page.waitForFunction((element) => !element.isConnected, pressed);
    await focusIsSomewhere(page, where);
}

async function focusIsSomewhere(page, where) {
    await page
        .waitForFunction(() => document.activeElement !== document.body, undefined, {
            timeout: 3_000,
        })
        .catch(() => sure(false, `${where}: the focus is nowhere`));
}

async function focusIsKept(world) {
    const [mail] = having(world, open, "facilitator");
    const group = `/groups/${world.groups[open].id}`;
    const page = await world.signedIn(mail);
    await world.signedIn(mail);

    await page.goto(group);
    const read = page.getByRole("button", { name: "Mark all as read" });
    await focusStaysAfter(page, read, "all marked as read");

    await page.goto("/settings");
    const end = page.getByRole("button", { name: /End the sign-in/ }).first();
    await focusStaysAfter(page, end, "a sign-in ended");
    const close = page.getByRole("status").getByRole("button", { name: "Close" }).first();
    await focusStaysAfter(page, close, "a toast closed");

    await page.goto(`${group}/members`);
    await page.getByLabel("Find a person of the network").fill("e");
    const add = page.getByRole("button", { name: /^Bring in / }).first();
    await add.waitFor();
    await focusStaysAfter(page, add, "somebody brought in");

    await openTopic(page, await someTopic(world, page, open));
    await writeReply(page, "To be deleted");
    const post = postSaying(page, "To be deleted");
    await openMore(post);
    await post.getByRole("button", { name: "Delete this post" }).click();
    const remove = page.getByRole("button", { name: "Delete the post" });
    await focusStaysAfter(page, remove, "a post deleted");
    await page.getByText(/^Deleted by/).waitFor();
    await focusIsSomewhere(page, "a post deleted, and told so");
}

async function menuGivesTheFocusBack(world) {
    const [mail] = having(world, open, "member");
    const page = await world.signedIn(mail, { size: sizes.phone });
    const menu = page.getByRole("button", { name: "Menu", exact: true });
    await menu.click();
    await tabTo(page, page.getByRole("link", { name: "All groups" }));
    await page.keyboard.press("Escape");
    await page.getByRole("link", { name: "All groups" }).waitFor({ state: "hidden" });
    sure(
        await menu.evaluate((element) => element === document.activeElement),
        "Escape leads back to the button that opened the menu",
    );
}

async function largeText(world) {
    const [mail] = having(world, open, "member");
    for (const size of [sizes.wide, sizes.phone]) {
        const page = await world.signedIn(mail, { size });
        await openTopic(page, await someTopic(world, page, open));
        const heightOf = () =>
            page.evaluate(() => parseFloat(getComputedStyle(document.body).fontSize));
        const before = await heightOf();
        const debug = await page.context().newCDPSession(page);
        await debug.send("Page.setFontSizes", { fontSizes: { standard: 32 } });
        await page.waitForFunction((was) => {
            return parseFloat(getComputedStyle(document.body).fontSize) > 1.9 * was;
        }, before);
        sure(!(await scrollsSideways(page)), `no sideways scroll at ${size.width} px`);
    }
}

async function ownReplyIsSaid(world) {
    const [mail] = having(world, open, "member");
    const page = await world.signedIn(mail);
    await openTopic(page, await someTopic(world, page, open));
    await writeReply(page, "Said aloud when it is stored");
    await page.getByText("Your reply is posted.").waitFor({ state: "attached" });
}

export const accessJourneys = [
    { sentence: "the focus is never nowhere when what had it is gone", walk: focusIsKept },
    { sentence: "Escape in the phone's menu gives the focus back", walk: menuGivesTheFocusBack },
    { sentence: "text is as large as somebody set it in their browser", walk: largeText },
    { sentence: "one hears that one's reply is posted", walk: ownReplyIsSaid },
];
