// Coming in: from a network that nobody is in yet to the first people.
import { sure } from "../harness/report.mjs";
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

export const invitationJourneys = [
    {
        sentence: "the first administrator comes in by the link that init printed, once",
        walk: firstAdministrator,
    },
    { sentence: "an invitation is accepted without any script", walk: withoutScript },
];
