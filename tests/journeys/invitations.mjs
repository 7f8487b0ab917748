// Coming in: from a network that nobody is in yet to the first people.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

import { linkOf, wordsOf } from "../harness/eml.mjs";
import { sure } from "../harness/report.mjs";
import { byInvitation, having, open } from "./people.mjs";
import { axeFinds, scrollsSideways, sizes, tabTo } from "./world.mjs";

const chosen = "seven councils under one oak";

/** Fills the form of a newcomer; `mail` when the invitation is for no address. */
export async function fillNewcomer(page, { name, mail, password = chosen }) {
    await page.getByLabel("Your name").fill(name);
    if (mail) await page.getByLabel("Your mail address").fill(mail);
    await page.getByLabel("Choose a password").fill(password);
    await page.getByLabel("The same password again").fill(password);
}

export const acceptButton = (page) => page.getByRole("button", { name: "Accept and come in" });

async function firstAdministrator(world) {
    const link = await world.begunAfresh("Skills of the Vale");
    const looker = await world.page({ size: sizes.narrow });
    // A scanner of mails opens what it finds, with GET and HEAD and in a browser that runs scripts.
    for (const method of ["HEAD", "GET", "GET"]) {
        const opened = await looker.request.fetch(link, { method });
        sure(opened.status() === 200, `${method} is answered with ${opened.status()}`);
    }
    await looker.goto(link);
    await acceptButton(looker).waitFor();
    sure((await axeFinds(looker)).length === 0, (await axeFinds(looker)).join("\n"));
    sure(!(await scrollsSideways(looker)), "no sideways scroll at 320 px");

    const page = await world.page();
    await page.goto(link);
    await world.picture(page, "invitation");
    await acceptButton(page).click();
    await page.getByRole("link", { name: "Enter your name, in at most 100 characters" }).waitFor();
    sure((await axeFinds(page)).length === 0, (await axeFinds(page)).join("\n"));
    await world.picture(page, "invitation with problems");
    await fillNewcomer(page, { name: "First Administrator", mail: "first@folkmoot.example" });
    await tabTo(page, acceptButton(page));
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { level: 1 }).waitFor();
    const me = await world.ask(page, "people.me", {});
    sure(me.administrator && me.mail === "first@folkmoot.example", JSON.stringify(me));

    await looker.reload();
    await looker.getByText("This invitation has been used.").waitFor();
    await page.goto(await world.demo.administratorLink());
    await page.getByText("You are signed in as First Administrator.").waitFor();
}

async function withoutScript(world) {
    const link = await world.begunAfresh("Skills of the Vale");
    const context = await world.profile({ javaScript: false });
    const page = await context.newPage();
    await page.goto(link);
    await fillNewcomer(page, { name: "Plain", mail: "plain@folkmoot.example" });
    const [answer] = await Promise.all([
        page.waitForResponse((one) => one.request().method() === "POST"),
        acceptButton(page).click(),
    ]);
    sure(answer.status() === 303, `the form is answered with ${answer.status()}`);
    const [cookie] = await context.cookies();
    sure(cookie.httpOnly && cookie.sameSite === "Lax", JSON.stringify(cookie));
}

/** The mail to this address, once it is in the outbox of the folder. */
export async function mailTo(world, address) {
    const folder = join(world.demo.data, "outbox");
    const deadline = Date.now() + 15_000;
    for (;;) {
        const files = existsSync(folder) ? readdirSync(folder) : [];
        const mails = files
            .filter((file) => file.endsWith(".eml"))
            .map((file) => readFileSync(join(folder, file), "utf8"));
        // In brackets behind a name, or alone.
        const to = [`<${address}>`, `To: ${address}\r`];
        const found = mails.reverse().find((eml) => to.some((line) => eml.includes(line)));
        if (found) return found;
        if (Date.now() > deadline) throw new Error(`no mail to ${address} in ${files.length}`);
        await new Promise((resolve) => setTimeout(resolve, 50));
    }
}

async function invite(page, { name, mail, authority = 1 }) {
    await page.getByLabel("Name of whom you invite").fill(name);
    await page.getByLabel("Mail address of whom you invite").fill(mail);
    await page.getByLabel("For which authority").selectOption({ index: authority });
}

async function fromMailToFirstPost(world) {
    const [lead] = having(world, byInvitation, "facilitator");
    const page = await world.signedIn(lead);
    await page.goto(`/groups/${world.groups[byInvitation].id}/members`);
    await page.getByRole("button", { name: "Send the invitation" }).click();
    await page.getByRole("link", { name: "Enter the name of whom you invite" }).waitFor();
    await invite(page, { name: "Newcomer", mail: "newcomer@folkmoot.example" });
    await page.getByRole("button", { name: "Send the invitation" }).click();
    await page.getByRole("heading", { name: "Open invitations" }).waitFor();
    const eml = await mailTo(world, "newcomer@folkmoot.example");
    sure(wordsOf(eml).includes(byInvitation), wordsOf(eml));
    sure((await axeFinds(page)).length === 0, (await axeFinds(page)).join("\n"));
    await world.picture(page, "inviting");

    const newcomer = await world.page({ size: sizes.phone });
    await newcomer.goto(linkOf(eml));
    await newcomer.getByText(byInvitation).waitFor();
    await fillNewcomer(newcomer, { name: "Newcomer" });
    await acceptButton(newcomer).click();
    await newcomer.getByRole("heading", { level: 1, name: byInvitation }).waitFor();
    await newcomer.goto(`/groups/${world.groups[byInvitation].id}/forum/new`);
    await newcomer.getByLabel("Title").fill("Hello from a newcomer");
    await newcomer.getByLabel("Your post").fill("I am here.");
    await newcomer.getByRole("button", { name: "Start the topic" }).click();
    await newcomer.getByRole("heading", { level: 1, name: "Hello from a newcomer" }).waitFor();
}

async function linkByHand(world) {
    const [lead] = having(world, open, "facilitator");
    const page = await world.signedIn(lead, { size: sizes.phone });
    await page.goto(`/groups/${world.groups[open].id}/members`);
    await invite(page, { name: "Hand", mail: "hand@folkmoot.example" });
    await page.getByRole("button", { name: "Make a link to hand over", exact: true }).click();
    const link = await page.getByLabel("Link for Hand").inputValue();
    await page.getByText(/It works once, until \d/).waitFor();
    sure(!(await scrollsSideways(page)), "no sideways scroll on a phone");
    await world.picture(page, "a link to hand over", { size: sizes.phone });
    await page.getByRole("button", { name: "Take back the invitation of Hand" }).click();
    await page.getByText("The invitation of Hand is taken back.").waitFor();
    const stranger = await world.page();
    await stranger.goto(link);
    await stranger.getByText("This invitation was taken back.").waitFor();
}

async function inByHand(world) {
    const [lead] = having(world, open, "facilitator");
    const page = await world.signedIn(lead);
    await page.goto(`/groups/${world.groups[open].id}/members`);
    await invite(page, { name: "Handy", mail: "handy@folkmoot.example" });
    await page.getByRole("button", { name: "Make a link to hand over", exact: true }).click();
    const link = await page.getByLabel("Link for Handy").inputValue();
    const newcomer = await world.page({ size: sizes.phone });
    await newcomer.goto(link);
    await newcomer.getByText("Have you a sign-in here already?").waitFor();
    sure((await axeFinds(newcomer)).length === 0, (await axeFinds(newcomer)).join("\n"));
    sure(!(await scrollsSideways(newcomer)), "no sideways scroll on a phone");
    await world.picture(newcomer, "a link that was handed over", { size: sizes.phone });
    await newcomer.getByLabel("Your name").fill("Handy");
    await newcomer.getByLabel("Password").fill("short");
    await newcomer.keyboard.press("Enter");
    await newcomer.getByRole("heading", { name: "There is a problem" }).waitFor();
    await newcomer.getByLabel("Password").fill("four green buckets");
    await newcomer.keyboard.press("Enter");
    await newcomer.getByRole("heading", { level: 1, name: open }).waitFor();
}

async function forgotten(world) {
    const [mail] = having(world, open, "member");
    const there = await world.signedIn(mail);
    const page = await world.page({ size: sizes.phone });
    await page.goto("/sign-in");
    await page.getByRole("link", { name: "Forgotten your password?" }).click();
    await page.getByLabel("Your mail address").fill(mail);
    await page.getByRole("button", { name: "Send the link" }).click();
    await page.getByRole("heading", { name: "Look at your mail" }).waitFor();
    sure((await axeFinds(page)).length === 0, (await axeFinds(page)).join("\n"));
    const link = linkOf(await mailTo(world, mail));
    const scanner = await world.page();
    for (const method of ["HEAD", "GET"]) {
        const opened = await scanner.request.fetch(link, { method });
        sure(opened.status() === 200, `${method} is answered with ${opened.status()}`);
    }
    await scanner.goto(link);
    await scanner.getByRole("button", { name: "Change the password" }).waitFor();
    await page.goto(link);
    await page.getByLabel("Choose a password").fill("four green buckets");
    await page.getByLabel("The same password again").fill("four green buckets");
    await world.picture(page, "new password", { size: sizes.phone });
    await page.getByRole("button", { name: "Change the password" }).click();
    await page.getByRole("heading", { level: 1 }).waitFor();
    sure((await world.ask(page, "people.me", {})).mail === mail, "signed in");
    await there.getByRole("heading", { level: 1, name: "Sign in" }).waitFor();
    await scanner.reload();
    await scanner.getByText("This link has been used.").waitFor();
}

async function byAdministrator(world) {
    const link = await world.begunAfresh("Skills of the Vale");
    const page = await world.page();
    await page.goto(link);
    await fillNewcomer(page, { name: "First", mail: "first@folkmoot.example" });
    await acceptButton(page).click();
    await page.goto("/administration");
    await page.getByRole("link", { name: "Invite people" }).click();
    await page.getByRole("heading", { level: 1, name: "Invitations" }).waitFor();
    await page.getByLabel("Name of whom you invite").fill("Second");
    await page.getByLabel("Mail address of whom you invite").fill("second@folkmoot.example");
    await page
        .getByLabel("For which authority")
        .selectOption({ label: "Another one, not listed here" });
    await page.getByLabel("Name of that authority").fill("Northmere Council");
    await page.getByLabel("Coordinator of that authority").check();
    await page.getByRole("button", { name: "Send the invitation" }).click();
    const eml = await mailTo(world, "second@folkmoot.example");
    sure(wordsOf(eml).includes("as coordinator of Northmere Council"), wordsOf(eml));
    sure((await axeFinds(page)).length === 0, (await axeFinds(page)).join("\n"));
    await world.picture(page, "people");
}

export const invitationJourneys = [
    {
        sentence: "an invited person comes from the mail to their first post",
        walk: fromMailToFirstPost,
    },
    {
        sentence: "a link to hand over is shown with its end, and can be taken back",
        walk: linkByHand,
    },
    {
        sentence: "a newcomer comes in by a link that was handed over",
        walk: inByHand,
    },
    {
        sentence: "a forgotten password is chosen anew by mail, and ends other sign-ins",
        walk: forgotten,
    },
    {
        sentence: "the first administrator invites a coordinator of a new authority",
        walk: byAdministrator,
    },
    {
        sentence: "the first administrator comes in by the link that init printed, once",
        walk: firstAdministrator,
    },
    { sentence: "an invitation is accepted without any script", walk: withoutScript },
];
