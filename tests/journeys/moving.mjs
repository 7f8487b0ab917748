// A topic goes to another group: who reads it then, and where old links lead.
import { sure } from "../harness/report.mjs";
import { having, longTopic, open, openTopic, reply } from "./people.mjs";
import { axeFinds, scrollsSideways, sizes, tabTo } from "./world.mjs";

const place = "Loans of laptops";

/** The facilitator of the open group, with a group of their own, on a page that knows of it. */
async function facilitatorOfTwo(world, options) {
    const [boss] = having(world, open, "facilitator");
    const desk = await world.signedIn(boss, options);
    const said = { name: place, purpose: "Who lends them", kind: "by_invitation" };
    const { group } = await world.change(desk, "groups.make", said);
    await desk.reload();
    return { desk, group };
}

async function movedWithOldLinks(world) {
    const [mail] = having(world, open, "member");
    const page = await world.signedIn(mail);
    const { person } = await world.ask(page, "people.me", {});
    const { desk, group } = await facilitatorOfTwo(world);
    const topic = await longTopic(world, page, open, "Who lends laptops?", 3);
    const { posts } = await world.ask(page, "forum.topic", { topic: topic.topic });
    await openTopic(page, topic);
    await reply(page).fill("I was about to say");
    await page.getByText(/Draft kept/).waitFor();

    await openTopic(desk, topic);
    await tabTo(desk, desk.getByRole("button", { name: "Move topic" }));
    await desk.keyboard.press("Enter");
    const dialog = desk.getByRole("dialog");
    await dialog.getByLabel("Where to").selectOption({ label: place });
    await dialog.getByText(/who reads? it now will not read it any more/).waitFor();
    await dialog.getByText(`Everybody in the network may read it now`).waitFor();
    const found = await axeFinds(desk);
    sure(found.length === 0, found.join("\n"));
    await tabTo(desk, dialog.getByRole("button", { name: "Move the topic" }));
    await desk.keyboard.press("Enter");
    await desk.getByRole("navigation", { name: "Where you are" }).getByText(place).waitFor();

    await page.getByRole("heading", { name: "There is nothing here" }).waitFor(); // live
    await page.goto(`/groups/${world.groups[open].id}/forum`);
    await page.getByRole("main").locator("h3").first().waitFor();
    sure((await page.getByText(topic.title).count()) === 0, "the old forum no longer shows it");

    await world.change(desk, "groups.add_member", { group, person, role: "member" });
    await page.goto(`/posts/${posts[2].post}`); // the links they had
    await page.getByRole("heading", { level: 1, name: topic.title }).waitFor();
    await page.waitForURL(`**/topics/${topic.topic}#post-3`);
    await page.getByRole("navigation", { name: "Where you are" }).getByText(place).waitFor();
    await reply(page).waitFor();
    sure((await reply(page).inputValue()) === "I was about to say", "what was begun is there");
}

async function movedBack(world) {
    const [mail] = having(world, open, "member");
    const page = await world.signedIn(mail);
    const { desk } = await facilitatorOfTwo(world, { size: sizes.phone });
    const topic = await longTopic(world, page, open, "Who lends laptops?", 2);
    await page.goto(`/groups/${world.groups[open].id}/forum`);
    const titles = page.getByRole("main").locator("h3");
    await titles.filter({ hasText: topic.title }).waitFor();
    await openTopic(desk, topic);
    await desk.getByRole("button", { name: "Move topic" }).click();
    const dialog = desk.getByRole("dialog");
    await dialog.getByRole("button", { name: "Move the topic" }).click();
    await dialog.getByText("Choose the group to move it to").waitFor();
    await dialog.getByLabel("Where to").selectOption({ label: place });
    await dialog.getByText(/posts go along/).waitFor();
    sure(!(await scrollsSideways(desk)), "no sideways scroll at 390 px");
    await world.picture(desk, "move topic", { size: sizes.phone });
    await dialog.getByRole("button", { name: "Move the topic" }).click();
    await titles.filter({ hasText: topic.title }).waitFor({ state: "detached" }); // live
    await desk.getByRole("button", { name: "Undo" }).click();
    await desk.getByText("The topic is back in its group.").waitFor();
    await page.getByRole("button", { name: /something new/ }).click();
    await titles.filter({ hasText: topic.title }).waitFor();
}

export const movingJourneys = [
    {
        sentence: "a topic moves to another group: gone at once for others, old links lead to it",
        walk: movedWithOldLinks,
    },
    { sentence: "on a phone: moving a topic says what it means, and is undone", walk: movedBack },
];
