// The same without a mouse: Tab, Enter, Space and the letters.
import { password } from "../harness/demo.mjs";
import { sure } from "../harness/report.mjs";
import { having, open, postSaying, reply, lineIsDown } from "./people.mjs";
import { tabTo } from "./world.mjs";

async function wholeWayByKeyboard(world) {
    const [mail] = having(world, open, "none");
    const [reader] = having(world, open, "member");
    const page = await world.page();
    await page.goto("/sign-in");
    await tabTo(page, page.getByLabel("Mail address"));
    await page.keyboard.type(mail);
    await tabTo(page, page.getByLabel("Password", { exact: true }));
    await page.keyboard.type(password);
    await page.keyboard.press("Enter");
    await page.waitForURL((url) => url.pathname === "/");
    await page.getByRole("heading", { level: 1 }).waitFor();

    await page.reload();
    await page.getByRole("heading", { level: 1 }).waitFor();
    await page.keyboard.press("Tab");
    const skip = await page.evaluate(() => document.activeElement.textContent);
    sure(skip.includes("Skip to the content"), `the first stop is the skip link, not ${skip}`);

    await tabTo(page, page.getByRole("link", { name: "All groups" }).first());
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { level: 1, name: "All groups" }).waitFor();
    await tabTo(page, page.getByRole("main").getByRole("link", { name: open }).first());
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { level: 1, name: open }).waitFor();
    await tabTo(page, page.getByRole("button", { name: "Join", exact: true }));
    await page.keyboard.press("Enter");
    const start = page.getByRole("link", { name: "Start a topic" }).first();
    await start.waitFor();
    await tabTo(page, start);
    await page.keyboard.press("Enter");
    const title = page.getByLabel("Title");
    await title.waitFor();
    await tabTo(page, title);
    await page.keyboard.type("By keyboard alone");
    await tabTo(page, page.getByLabel("Your post"));
    await page.keyboard.type("bold");
    await page.keyboard.press("Control+A");
    await tabTo(page, page.getByRole("toolbar").getByRole("button", { name: "Bold" }), {
        key: "Shift+Tab",
    });
    await page.keyboard.press("Enter");
    await tabTo(page, page.getByLabel("Your post"));
    sure(
        (await page.getByLabel("Your post").inputValue()) === "**bold**",
        "the toolbar works by keyboard",
    );
    await page.keyboard.press("Control+Enter");
    await page.getByRole("heading", { level: 1, name: "By keyboard alone" }).waitFor();

    const other = await world.signedIn(reader);
    await other.goto(new URL(page.url()).pathname);
    await reply(other).waitFor();
    await tabTo(other, reply(other));
    await other.keyboard.type("Answered by keyboard");
    await tabTo(other, other.getByRole("button", { name: "Post reply" }));
    await other.keyboard.press("Space");
    await postSaying(page, "Answered by keyboard").waitFor();

    const thanks = postSaying(page, "Answered by keyboard").getByRole("button", { name: "Thanks" });
    await tabTo(page, thanks);
    await page.keyboard.press("Enter");
    await postSaying(other, "Answered by keyboard")
        .getByText(/Thanks from/)
        .waitFor();

    const more = postSaying(other, "Answered by keyboard").locator("summary").first();
    await tabTo(other, more, { key: "Shift+Tab" });
    await other.keyboard.press("Enter");
    const remove = postSaying(other, "Answered by keyboard").getByRole("button", {
        name: "Delete this post",
    });
    await tabTo(other, remove);
    await other.keyboard.press("Enter");
    await other.getByRole("dialog").waitFor();
    await other.keyboard.press("Escape");
    await other.getByRole("dialog").waitFor({ state: "hidden" });
    await postSaying(other, "Answered by keyboard").waitFor();
}

async function cutByKeyboard(world) {
    const [mail] = having(world, open, "member");
    const page = await world.signedIn(mail);
    const { topics } = await world.ask(page, "forum.topics", { group: world.groups[open].id });
    const topic = topics.find(({ closed }) => !closed);
    await page.goto(`/topics/${topic.topic}`);
    const area = reply(page);
    await area.waitFor();
    await tabTo(page, area);
    world.line.cut();
    await lineIsDown(page);
    sure(
        await area.evaluate((element) => element === document.activeElement),
        "the banner does not take the focus",
    );
    await page.keyboard.type("Typed on through the cut");
    await page.keyboard.press("Control+Enter");
    await page.getByText("Waiting to be sent").waitFor();
    world.line.mend();
    await postSaying(page, "Typed on through the cut").waitFor({ timeout: 60_000 });
}

export const keyboardJourneys = [
    {
        sentence:
            "by keyboard alone: sign in, join, start a topic, reply, thank, open and leave a dialog",
        walk: wholeWayByKeyboard,
    },
    { sentence: "by keyboard alone: writing goes on through a cut line", walk: cutByKeyboard },
];
