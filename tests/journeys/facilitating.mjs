// What facilitators do in a group that runs, and what it means for the others.
import { sure } from "../harness/report.mjs";
import {
    byInvitation,
    byRequest,
    having,
    longTopic,
    open,
    openMore,
    openTopic,
    postSaying,
    reply,
    someTopic,
} from "./people.mjs";

async function pinAndUnpin(world) {
    const [boss] = having(world, open, "facilitator");
    const [mail, other] = having(world, open, "member");
    const [desk, page] = [await world.signedIn(boss), await world.signedIn(mail)];
    const group = `/groups/${world.groups[open].id}`;
    const old = await someTopic(world, page, open, ({ pinned }) => !pinned);
    await longTopic(world, await world.signedIn(other), open, "The latest of all", 1);
    await openTopic(page, old);
    sure(
        (await page.getByRole("button", { name: "Pin topic" }).count()) === 0,
        "members do not pin",
    );
    await openTopic(desk, old);
    await desk.getByRole("button", { name: "Pin topic" }).click();
    await page.locator(".topic-head").getByText("Pinned", { exact: true }).waitFor(); // live
    await page.goto(`${group}/forum`);
    const titles = page.getByRole("main").locator("h3");
    await titles.filter({ hasText: "The latest of all" }).waitFor();
    const place = async (words) =>
        (await titles.allInnerTexts()).findIndex((one) => one.includes(words));
    sure(
        (await place(old.title)) < (await place("The latest of all")),
        "it stands above the latest",
    );
    await page.goto(group);
    await page.locator(".side").getByRole("link", { name: old.title }).waitFor();
    await desk.getByRole("button", { name: "Unpin topic" }).click();
    await desk.getByRole("button", { name: "Pin topic" }).waitFor();
    await page.goto(`${group}/forum`);
    await titles.filter({ hasText: "The latest of all" }).waitFor();
    sure((await place(old.title)) > (await place("The latest of all")), "and then no longer");
}

async function closeAndReopen(world) {
    const [boss] = having(world, open, "facilitator");
    const [mail] = having(world, open, "member");
    const [desk, page] = [await world.signedIn(boss), await world.signedIn(mail)];
    const topic = await someTopic(world, page, open);
    await openTopic(page, topic);
    await openTopic(desk, topic);
    await reply(page).fill("I was about to say");
    await page.getByText(/Draft kept/).waitFor();
    await desk.getByRole("button", { name: "Close topic" }).click();
    await page.getByText("This topic is closed: it takes no more replies.").waitFor();
    sure((await reply(page).count()) === 0, "there is nowhere to reply");
    sure(
        (await page.getByRole("button", { name: "Quote" }).count()) === 0,
        "nor anything to quote for",
    );
    await desk.getByRole("button", { name: "Open topic again" }).click();
    await reply(page).waitFor();
    sure(
        (await reply(page).inputValue()) === "I was about to say",
        "what was begun is there again",
    );
}

async function labelsOfGroup(world) {
    const [boss] = having(world, open, "facilitator");
    const [mail] = having(world, open, "member");
    const [desk, page] = [await world.signedIn(boss), await world.signedIn(mail)];
    const group = `/groups/${world.groups[open].id}`;
    await desk.goto(`${group}/settings`);
    await desk.getByLabel("New label").fill("Headsets");
    await desk.getByRole("button", { name: "Add the label" }).click();
    await desk.locator(".label-list").getByText("Headsets", { exact: true }).waitFor();
    await page.goto(`${group}/forum/new`);
    await page.getByLabel("Title").fill("Who lends them?");
    await page.getByLabel("Your post").fill("For two weeks in May.");
    await page.getByLabel("Headsets", { exact: true }).check();
    await page.getByRole("button", { name: "Start the topic" }).click();
    await page.locator(".topic-head").getByText("Headsets", { exact: true }).waitFor();
    await desk.getByRole("button", { name: "Remove Headsets" }).click();
    sure(
        (await desk.getByText("Headsets", { exact: true }).count()) === 1,
        "one press is not enough",
    );
    await desk.getByRole("button", { name: "Really remove Headsets from all topics" }).click();
    await desk
        .locator(".label-list")
        .getByText("Headsets", { exact: true })
        .waitFor({ state: "detached" });
    await page.reload();
    await page.getByRole("heading", { level: 1, name: "Who lends them?" }).waitFor();
    await reply(page).waitFor();
    sure(
        (await page.getByText("Headsets", { exact: true }).count()) === 0,
        "no topic has it any more",
    );
}

async function rolesAreGiven(world) {
    const [boss] = having(world, open, "facilitator");
    const [mail] = having(world, open, "member");
    const [desk, page] = [await world.signedIn(boss), await world.signedIn(mail)];
    const { name } = await world.ask(page, "people.me", {});
    const group = `/groups/${world.groups[open].id}`;
    const topic = await someTopic(world, page, open);
    await desk.goto(`${group}/members`);
    const become = async (role) => {
        await desk.getByLabel(`Role of ${name}`).selectOption({ label: role });
        await desk.getByRole("button", { name: "Change the role" }).click();
        await desk.getByText(`${name} is now: ${role}.`).first().waitFor();
    };
    await page.goto(group);
    const tabs = page.getByRole("navigation", { name: "Pages of this group" });
    await tabs.getByRole("link", { name: "Members" }).waitFor();
    sure((await tabs.getByRole("link", { name: "Desk" }).count()) === 0, "a member has no desk");
    await become("Facilitator");
    await tabs.getByRole("link", { name: "Desk" }).waitFor(); // live
    await openTopic(page, topic);
    await page.getByRole("button", { name: "Close topic" }).waitFor();
    await become("Member");
    await page.getByRole("button", { name: "Close topic" }).waitFor({ state: "detached" }); // live
}

async function declined(world) {
    const [mail] = having(world, byRequest, "none").filter(
        (one) => !one.startsWith("administrator"),
    );
    const [boss] = having(world, byRequest, "facilitator");
    const asker = await world.signedIn(mail);
    const group = world.groups[byRequest].id;
    const { groups } = await world.ask(asker, "groups.list", {});
    if (!groups.find((one) => one.group === group).asked) {
        await world.change(asker, "groups.ask", { group, message: "Please" });
    }
    const { name } = await world.ask(asker, "people.me", {});
    await asker.goto(`/groups/${group}`);
    await asker.getByText("Waiting for a decision").waitFor();
    const desk = await world.signedIn(boss);
    const waiting = desk.locator(".waiting").getByRole("link", { name: /asks? to join/ });
    await waiting.first().click();
    await desk
        .getByRole("button", { name: `Decline ${name}` })
        .first()
        .click();
    await desk
        .getByText(/^Declined: /)
        .first()
        .waitFor();
    await asker.reload();
    await asker.getByRole("button", { name: "Ask to join" }).waitFor();
    sure((await asker.getByRole("link", { name: "Forum" }).count()) === 0, "the forum stays shut");
}

async function deletesForOthers(world) {
    const [boss] = having(world, open, "facilitator");
    const [mail] = having(world, open, "member");
    const [desk, page] = [await world.signedIn(boss), await world.signedIn(mail)];
    const topic = await longTopic(world, page, open, "Names a learner", 2);
    await openTopic(page, topic);
    await openTopic(desk, topic);
    const { name } = await world.ask(desk, "people.me", {});
    const post = postSaying(desk, "Post 2 of many");
    await openMore(post);
    await post.getByRole("button", { name: "Delete this post" }).click();
    await desk.getByRole("dialog").getByLabel(/Why/).fill("it names a learner");
    await desk.getByRole("dialog").getByRole("button", { name: "Delete the post" }).click();
    const mark = postSaying(page, "“it names a learner”");
    await mark.waitFor();
    sure((await mark.innerText()).includes(`Deleted by ${name}`), "the mark says who did it");
    sure((await page.getByText("Post 2 of many").count()) === 0, "the words are gone");
}

async function kindsOfGroups(world) {
    const [boss] = having(world, open, "facilitator");
    const desk = await world.signedIn(boss);
    const made = {};
    for (const [kind, name] of [
        ["Open", "Maths for all"],
        ["By request", "Maths for some"],
    ]) {
        await desk.goto("/groups/new");
        await desk.getByLabel("Name", { exact: true }).fill(name);
        await desk.getByLabel("What it is for").fill(`What ${name} is for`);
        await desk.getByRole("radio", { name: kind }).check();
        await desk.getByRole("button", { name: "Make a group" }).click();
        await desk.getByRole("heading", { level: 1, name }).waitFor();
        const group = new URL(desk.url()).pathname.split("/")[2];
        const said = { group, title: `Inside ${name}`, text: "Words", question: false, labels: [] };
        made[name] = { group, ...(await world.change(desk, "forum.start_topic", said)) };
    }
    const [mail] = having(world, open, "member");
    const page = await world.signedIn(mail);
    await page.goto(`/topics/${made["Maths for all"].topic}`);
    await page.getByRole("heading", { level: 1, name: "Inside Maths for all" }).waitFor();
    await page.getByText("To reply you need a seat in this group.").waitFor();
    await page.goto(`/groups/${made["Maths for some"].group}`);
    await page.getByText("What Maths for some is for").waitFor();
    await page.getByRole("heading", { name: "Whom to ask" }).waitFor();
    await page.getByRole("button", { name: "Ask to join" }).waitFor();
    sure((await page.getByText("Inside").count()) === 0, "what is said there is not shown");
    await page.goto(`/topics/${made["Maths for some"].topic}`);
    await page.getByRole("heading", { name: "There is nothing here" }).waitFor();
}

async function guestMeetsTheirs(world) {
    const [guest] = having(world, open, "guest");
    const page = await world.signedIn(guest);
    const shared = new Set();
    for (const { id, roles } of Object.values(world.groups)) {
        if (!["guest", "member", "facilitator"].includes(roles.get(guest))) continue;
        const { seats } = await world.ask(page, "groups.members", { group: id });
        for (const { person } of seats) shared.add(person);
    }
    const [boss] = having(world, byInvitation, "facilitator");
    const everybody = await peopleOf(world, await world.signedIn(boss));
    const foreign = everybody.filter((person) => !shared.has(person));
    sure(shared.size > 0 && foreign.length > 0, "there are people of both kinds");
    await page.goto(`/people/${[...shared][0]}`);
    await page.getByRole("heading", { name: "Groups you share" }).waitFor();
    await page.goto(`/people/${foreign[0]}`);
    await page.getByRole("heading", { name: "There is nothing here" }).waitFor();
}

/** Everybody who sits in a group that this person may read. */
async function peopleOf(world, page) {
    const { groups } = await world.ask(page, "groups.list", {});
    const found = new Set();
    for (const { group, role } of groups) {
        if (!role) continue;
        const { seats } = await world.ask(page, "groups.members", { group });
        for (const { person } of seats) found.add(person);
    }
    return [...found];
}

async function guestChangesNothing(world) {
    const [guest] = having(world, open, "guest");
    const page = await world.signedIn(guest);
    await openTopic(page, await someTopic(world, page, open, ({ posts }) => posts > 2));
    for (const name of [
        "Pin topic",
        "Close topic",
        "Change title and labels",
        "Edit",
        "Delete this post",
    ]) {
        const count = await page.getByRole("button", { name, exact: true }).count();
        sure(count === 0, `a guest is not offered “${name}”`);
    }
    await page.goto(`/groups/${world.groups[open].id}/members`);
    await page.getByRole("heading", { name: "Facilitators" }).waitFor();
    sure(
        (await page.getByRole("button", { name: /^Remove / }).count()) === 0,
        "nor to remove anybody",
    );
    sure((await page.getByText("Bring somebody in").count()) === 0, "nor to bring anybody in");
}

async function endsAnotherSignIn(world) {
    const [mail] = having(world, open, "member");
    const [laptop, lost] = [await world.signedIn(mail), await world.signedIn(mail)];
    await lost.goto("/groups");
    await lost.getByRole("heading", { level: 1, name: "All groups" }).waitFor();
    await laptop.goto("/settings");
    await laptop.getByText("this one", { exact: true }).waitFor();
    const { sign_ins } = await world.ask(laptop, "people.sign_ins", {});
    const others = laptop.getByRole("button", { name: /^End the sign-in/ });
    sure(
        (await others.count()) === sign_ins.length - 1,
        "all others can be ended, this one cannot",
    );
    while ((await others.count()) > 0) {
        const before = await others.count();
        await others.first().click();
        await others.nth(before - 1).waitFor({ state: "detached" });
    }
    await lost.waitForURL("**/sign-in*"); // live
    await laptop.goto("/");
    await laptop.getByRole("heading", { name: "Since you were here" }).waitFor();
}

export const facilitatorJourneys = [
    {
        sentence: "a facilitator pins a topic: it stands first for everybody, until unpinned",
        walk: pinAndUnpin,
    },
    {
        sentence: "a closed topic takes no replies, and opened again it has one's draft",
        walk: closeAndReopen,
    },
    {
        sentence: "a group chooses its labels, topics carry them, and a removed one is gone",
        walk: labelsOfGroup,
    },
    { sentence: "a role given or taken shows at once in what one is offered", walk: rolesAreGiven },
    {
        sentence: "somebody whose request is declined stays outside and may ask again",
        walk: declined,
    },
    {
        sentence: "a facilitator deletes a post of somebody else, and the mark says who did",
        walk: deletesForOthers,
    },
    {
        sentence: "an open group is read by others, one by request only shows what it is for",
        walk: kindsOfGroups,
    },
    {
        sentence: "a guest sees the people they share a group with, and nobody else",
        walk: guestMeetsTheirs,
    },
    {
        sentence: "a guest is offered nothing that changes what is others'",
        walk: guestChangesNothing,
    },
    {
        sentence: "a sign-in that was lost is ended from another browser, at once",
        walk: endsAnotherSignIn,
    },
];
