// Facilitators make and run groups; guests help in those they were invited to.
import { sure } from "../harness/report.mjs";
import {
    byInvitation,
    byRequest,
    having,
    open,
    openTopic,
    postSaying,
    someTopic,
    writeReply,
    openMore,
} from "./people.mjs";

async function makeAndFill(world) {
    const [facilitator] = having(world, open, "facilitator");
    const page = await world.signedIn(facilitator);
    await page.goto("/groups");
    await page.getByRole("link", { name: "Make a group" }).click();
    await page.getByLabel("Name", { exact: true }).fill("Maths at work");
    await page
        .getByLabel("What it is for")
        .fill("Numbers for people who say they cannot do numbers.");
    await page.getByLabel("By invitation").check();
    await page.getByRole("button", { name: "Make a group" }).click();
    await page.getByRole("heading", { level: 1, name: "Maths at work" }).waitFor();
    await page.getByRole("link", { name: "Members" }).click();
    await page.getByLabel("Find a person of the network").fill("skills lead harbrook");
    await page.getByRole("button", { name: /^Bring in Skills lead/ }).click();
    await page
        .getByRole("main")
        .getByRole("link", { name: /Skills lead/ })
        .first()
        .waitFor();
    const invited = await world.signedIn("skills.lead@harbrook.example");
    await invited
        .getByRole("link", { name: /Maths at work/ })
        .first()
        .waitFor();
    const outsider = await world.signedIn("skills.lead@northmere.example");
    await outsider.goto(new URL(page.url()).pathname);
    await outsider.getByRole("heading", { name: "There is nothing here" }).waitFor();
}

async function askAndLetIn(world) {
    const [mail] = having(world, byRequest, "none").filter(
        (mail) => !mail.startsWith("administrator"),
    );
    const [facilitator] = having(world, byRequest, "facilitator");
    const asker = await world.signedIn(mail);
    const group = world.groups[byRequest].id;
    const row = (await world.ask(asker, "groups.list", {})).groups.find(
        (one) => one.group === group,
    );
    await asker.goto(`/groups/${group}`);
    if (!row.asked) {
        await asker
            .getByLabel(/A word to the facilitators/)
            .fill("We measure, and would like to compare.");
        await asker.getByRole("button", { name: "Ask to join" }).click();
    }
    await asker.getByText("Waiting for a decision").waitFor();
    const { name } = await world.ask(asker, "people.me", {});
    const desk = await world.signedIn(facilitator);
    await desk.goto(`/groups/${group}/desk`);
    await desk
        .getByRole("button", { name: `Let in ${name}` })
        .first()
        .click();
    await asker.getByRole("link", { name: /Forum/ }).first().waitFor();
}

async function removeAndArchive(world) {
    const [facilitator] = having(world, open, "facilitator");
    const group = world.groups[byInvitation];
    const [boss] = having(world, byInvitation, "facilitator");
    const [leaver] = having(world, byInvitation, "member");
    const page = await world.signedIn(boss);
    const gone = await world.signedIn(leaver);
    await gone.goto(`/groups/${group.id}`);
    await gone.getByRole("heading", { level: 1, name: group.name }).waitFor();
    const { name } = await world.ask(gone, "people.me", {});
    const { affiliations } = await world.ask(gone, "people.me", {});
    await page.goto(`/groups/${group.id}/members`);
    await page
        .getByRole("button", { name: `Remove ${name}, ${affiliations[0].short_name}` })
        .click();
    await page.getByRole("dialog").getByRole("button", { name: "Remove" }).click();
    await page.getByText(`${name} is no longer in the group.`).first().waitFor();
    await gone.reload();
    await gone.getByRole("heading", { name: "There is nothing here" }).waitFor();
    await page.goto(`/groups/${group.id}/settings`);
    await page.getByRole("button", { name: "Archive this group" }).click();
    await page.getByText("The group is archived.").first().waitFor();
    sure(facilitator, "the open group has a facilitator as well");
}

async function reportReachesDesk(world) {
    const [member] = having(world, open, "member");
    const [facilitator] = having(world, open, "facilitator");
    const page = await world.signedIn(member);
    const topic = await someTopic(world, page, open);
    await openTopic(page, topic);
    const other = page
        .locator("article.post")
        .filter({ hasNot: page.getByRole("button", { name: "Edit" }) })
        .first();
    await openMore(other);
    await other.getByRole("button", { name: "Report this post" }).click();
    await page
        .getByRole("dialog")
        .getByLabel(/What is wrong/)
        .fill("It names a learner");
    await page
        .getByRole("dialog")
        .getByRole("button", { name: "Send to the facilitators" })
        .click();
    await page.getByText("The facilitators have your report.").first().waitFor();
    const desk = await world.signedIn(facilitator);
    await desk.goto(`/groups/${world.groups[open].id}/desk`);
    await desk.getByText("It names a learner").waitFor();
    const before = await desk.getByRole("button", { name: /Done with it/ }).count();
    await desk
        .getByRole("button", { name: /Done with it/ })
        .last()
        .click();
    await desk.getByText("The report is off the desk.").first().waitFor();
    await desk.reload();
    await desk.getByRole("heading", { name: "Reported posts" }).waitFor();
    await desk.getByText("Loading…").first().waitFor({ state: "detached" });
    sure(
        (await desk.getByRole("button", { name: /Done with it/ }).count()) === before - 1,
        "it is off the desk",
    );
}

async function guestSeesOnlyTheirs(world) {
    const [guest] = having(world, open, "guest");
    const page = await world.signedIn(guest);
    const topic = await someTopic(world, page, open);
    await openTopic(page, topic);
    await writeReply(page, "As a guest I can say");
    await postSaying(page, "As a guest I can say").getByText("guest", { exact: true }).waitFor();
    await page.goto("/groups");
    await page.getByRole("heading", { level: 1, name: "All groups" }).waitFor();
    await page.getByText("Loading…").first().waitFor({ state: "detached" });
    await page.getByRole("main").getByText(open).first().waitFor();
    for (const group of Object.values(world.groups)) {
        const sits = ["guest", "member", "facilitator"].includes(group.roles.get(guest));
        const shown = await page.getByRole("main").getByText(group.name).count();
        sure(sits === shown > 0, `${group.name} is ${sits ? "" : "not "}there for the guest`);
    }
}

export const roomJourneys = [
    {
        sentence:
            "a facilitator makes a group by invitation and brings somebody in; for others it does not exist",
        walk: makeAndFill,
    },
    { sentence: "somebody asks to join, is let in, and sees it live", walk: askAndLetIn },
    { sentence: "a facilitator removes a member and archives a group", walk: removeAndArchive },
    { sentence: "a reported post reaches the desk and leaves it", walk: reportReachesDesk },
    {
        sentence: "a guest replies, and sees only the groups they sit in",
        walk: guestSeesOnlyTheirs,
    },
];
