// How a group begins: as a copy, from a template, with its welcome and the list of what is left.
import { sure } from "../harness/report.mjs";
import { byInvitation, having, open } from "./people.mjs";
import { axeFinds, scrollsSideways, sizes, tabTo } from "./world.mjs";

const copyName = "Representatives next year";

async function nothingFound(page, where) {
    const found = await axeFinds(page);
    sure(found.length === 0, `${where}: ${found.join("\n")}`);
}

function make(page) {
    return page.getByRole("button", { name: "Make a group" });
}

async function copyByKeyboard(world) {
    const [boss] = having(world, byInvitation, "facilitator");
    const page = await world.signedIn(boss);
    const group = world.groups[byInvitation].id;
    const source = await world.ask(page, "groups.group", { group });
    const { topics } = await world.ask(page, "forum.topics", { group });
    const pinned = topics.filter((topic) => topic.pinned);
    sure(pinned.length > 0, "the group to copy has a pinned topic");

    await page.goto(`/groups/${group}/settings`);
    await tabTo(page, page.getByRole("link", { name: "Make a copy of this group" }));
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { level: 1, name: "Make a group" }).waitFor();
    await page.getByRole("checkbox", { name: pinned[0].title }).waitFor();
    sure(
        (await page.getByLabel("What it is for").inputValue()) === source.purpose,
        "the purpose is there already",
    );
    await nothingFound(page, "a copy");
    await tabTo(page, page.getByLabel("Name", { exact: true }));
    await page.keyboard.type(copyName);
    await tabTo(page, page.getByRole("checkbox", { name: "Bring its people along" }));
    await page.keyboard.press("Space");
    await tabTo(page, page.getByRole("checkbox", { name: pinned[0].title }));
    await page.keyboard.press("Space");
    await tabTo(page, make(page));
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { level: 1, name: copyName }).waitFor();
    await page
        .getByText(/seats came along/)
        .first()
        .waitFor();

    const copy = new URL(page.url()).pathname.split("/")[2];
    const made = await world.ask(page, "groups.group", { group: copy });
    sure(made.members === source.members && made.guests === source.guests, "everybody is there");
    const words = ({ labels }) => labels.map(({ name }) => name).join();
    sure(words(made) === words(source), "with the same labels");
    const there = await world.ask(page, "forum.topics", { group: copy });
    sure(there.topics.length === 1 && there.topics[0].title === pinned[0].title, "one topic only");
    await page.locator(".side").getByRole("link", { name: pinned[0].title }).waitFor();

    const [member] = having(world, byInvitation, "member");
    const other = await world.signedIn(member);
    await other.goto(`/groups/${copy}`);
    await other.getByRole("heading", { level: 1, name: copyName }).waitFor();
}

async function templateOnAPhone(world) {
    const [boss] = having(world, open, "facilitator");
    const page = await world.signedIn(boss, { size: sizes.phone });
    await page.goto("/groups/new");
    await page.getByLabel("What it is for").fill("Typed before choosing");
    await page.getByRole("radio", { name: /^Project with an end/ }).check();
    await page.getByRole("radio", { name: /^Themed group/ }).check();
    sure(
        (await page.getByLabel("What it is for").inputValue()) === "Typed before choosing",
        "choosing a template keeps what was typed",
    );
    sure(
        (await page.getByLabel("Labels for topics").inputValue()).includes("Gap"),
        "and fills in the rest",
    );
    await nothingFound(page, "a template on a phone");
    sure(!(await scrollsSideways(page)), "no sideways scroll at 390 px");
    await world.picture(page, "new group", { size: sizes.phone });
    await make(page).click();
    await page.getByRole("link", { name: "Give the group a name" }).waitFor();
    await page.getByLabel("Name", { exact: true }).fill("Numeracy");
    await make(page).click();
    await page.getByRole("heading", { level: 1, name: "Numeracy" }).waitFor();

    const list = page.getByRole("region", { name: "Set this group up" });
    await list.getByText("2 things are left.").waitFor();
    await list.getByRole("link", { name: "Have a second facilitator" }).waitFor();
    await nothingFound(page, "a new group");
    await world.picture(page, "just made", { size: sizes.phone });
    await list.getByRole("button", { name: "Put this list away" }).click();
    await list.waitFor({ state: "detached" });
    const welcome = page.getByRole("region", { name: "Welcome" });
    await welcome.getByText("Good to have you here.").waitFor();
    await welcome.getByRole("button", { name: "Put away" }).click();
    await welcome.waitFor({ state: "detached" });
    await page.reload();
    await page.getByRole("button", { name: "Show the welcome text" }).click();
    await welcome.waitFor();
    sure((await list.count()) === 0, "the list stays away");
    await page.goto(`${new URL(page.url()).pathname}/settings`);
    await page.getByRole("button", { name: "Show it on the overview again" }).click();
    await list.waitFor();
}

async function welcomeOfTwo(world) {
    const [boss] = having(world, open, "facilitator");
    const [mail] = having(world, open, "member");
    const [page, reader] = [await world.signedIn(boss), await world.signedIn(mail)];
    const group = world.groups[open].id;
    await reader.goto(`/groups/${group}`);
    await page.goto(`/groups/${group}/settings`);
    const words = page.getByRole("textbox", { name: "Welcome text" });
    await words.waitFor();
    const { revision } = await world.ask(page, "groups.welcome", { group });
    const said = { group, revision, text: "Written *meanwhile*" };
    await world.change(page, "groups.set_welcome", said);
    await reader.getByText("Written meanwhile").waitFor(); // live
    await words.fill("Mine, with **care**");
    await words.press("Control+Enter");
    await page.getByText("Somebody changed the welcome text while you looked.").waitFor();
    sure((await words.inputValue()) === "Mine, with **care**", "what was typed is still there");
    await page.getByRole("button", { name: "Go on with mine" }).click();
    await words.press("Control+Enter");
    await reader.getByText("Mine, with care").waitFor();
}

export const foundingJourneys = [
    {
        sentence: "by keyboard alone: a group is copied with its people and a pinned topic",
        walk: copyByKeyboard,
    },
    {
        sentence: "on a phone: a group from a template, its list of what is left and its welcome",
        walk: templateOnAPhone,
    },
    {
        sentence: "of two facilitators who change the welcome neither overwrites the other",
        walk: welcomeOfTwo,
    },
];
