// Adapting: one authority makes its own from another's, is told when that has a newer version, takes of it what it wants,
// and can take that back.
import { execFileSync } from "node:child_process";
import { sure } from "../harness/report.mjs";
import { having, open } from "./people.mjs";
import { axeFinds, scrollsSideways, sizes, tabTo } from "./world.mjs";

const title = "Lending laptops";
const ownTitle = "Lending laptops in our libraries";

const first = `# Lending laptops

Ask for identification first.

Laptops go out for a week.

Ring the help desk when one is broken.

| Who | Days |
|-----|------|
| Ana | 14   |
`;
const ours = first.replace("Ring the help desk", "Ask at the counter") + "\nOur own words.\n";
const second = first
    .replace("identification", "a library card")
    .replace("for a week", "for two weeks")
    .replace("Ring the help desk", "Write to the help desk")
    .replace("14 ", "21 ");

function wordFile(words) {
    const buffer = execFileSync("pandoc", ["-f", "markdown", "-t", "docx", "-o", "-"], {
        input: words,
    });
    return { name: "Lending laptops.docx", mimeType: "application/octet-stream", buffer };
}

async function nothingFound(page, where) {
    const found = await axeFinds(page);
    sure(found.length === 0, `${where}: ${found.join("\n")}`);
}

async function pressed(page, button) {
    await tabTo(page, button);
    await page.keyboard.press("Enter");
}

async function putIn(world, page) {
    await page.goto(`/groups/${world.groups[open].id}/library/new`);
    await page.getByLabel("File").setInputFiles(wordFile(first));
    await page.getByText(/has arrived/).waitFor();
    await page.getByLabel("Title", { exact: true }).fill(title);
    await page.getByRole("button", { name: "Put it in as a draft" }).click();
    await page.getByRole("heading", { level: 1, name: title }).waitFor();
}

async function addVersion(page, words) {
    await page.getByRole("button", { name: "Add a version" }).click();
    await page.getByLabel("File").setInputFiles(wordFile(words));
    await page.getByText(/has arrived/).waitFor();
    await page.getByRole("button", { name: "Add it as a draft" }).click();
    await page.getByRole("dialog").waitFor({ state: "detached" });
}

async function release(page, number) {
    await page
        .getByRole("button", { name: /^Release of/ })
        .first()
        .click();
    const dialog = page.getByRole("dialog", { name: "Release this version" });
    await dialog.getByRole("button", { name: "Release", exact: true }).click();
    await page.getByText(`Version ${number} is current`, { exact: true }).waitFor();
}

/** What the newest version says, read by pandoc. */
async function wordsOfNewest(world, page, resource) {
    const { versions } = await world.ask(page, "library.resource", { resource });
    const bytes = await page.evaluate(async (path) => {
        const answer = await fetch(path);
        return [...new Uint8Array(await answer.arrayBuffer())];
    }, `/files/${versions[0].version}`);
    const input = Buffer.from(bytes);
    return execFileSync("pandoc", ["-f", "docx", "-t", "plain"], { input }).toString();
}

const behind = (page) => page.getByText("1 version behind");

async function adaptAndCatchUp(world) {
    const [anasMail, bensMail] = having(world, open, "member");
    const ana = await world.signedIn(anasMail);
    const ben = await world.signedIn(bensMail, { size: sizes.phone });
    await putIn(world, ana);
    await release(ana, 1);
    const origin = new URL(ana.url()).pathname;

    await ben.goto(origin);
    await ben.getByRole("button", { name: "Adapt version 1" }).click();
    const adapt = ben.getByRole("dialog", { name: "Adapt version 1" });
    await nothingFound(ben, "adapting");
    sure(!(await scrollsSideways(ben)), "no sideways scroll on a phone");
    await adapt.getByLabel("What it is called").fill("");
    await adapt.getByRole("button", { name: "Adapt version 1" }).click();
    await adapt.getByText("Say what it is called").waitFor();
    await adapt.getByLabel("What it is called").fill(ownTitle);
    await adapt.getByLabel("Whose library it goes to").selectOption(world.groups[open].id);
    await adapt.getByRole("button", { name: "Adapt version 1" }).click();
    await ben.getByRole("heading", { level: 1, name: ownTitle }).waitFor();
    await ben.getByText("This was made from version 1 of").waitFor();
    await ben.getByText("Up to date").waitFor();
    const own = new URL(ben.url()).pathname;
    await addVersion(ben, ours);
    await ben
        .getByRole("button", { name: /^Release of/ })
        .nth(1)
        .waitFor();
    await release(ben, 1);
    await ana.getByRole("link", { name: ownTitle }).waitFor(); // live

    await addVersion(ana, second);
    await release(ana, 2);
    await behind(ben).waitFor(); // live
    await ben.goto("/");
    await ben.getByText(/made its own from version 1; version 2 is current/).waitFor();
    await ben.getByRole("link", { name: title, exact: true }).click();
    await ben.getByRole("button", { name: "Catch up with version 2" }).click();
    const form = ben.getByRole("dialog", { name: "Catch up with version 2" });
    await form.getByText("3 changes fit, 1 needs you").waitFor();
    await form.getByText("Needs you: you changed the same place.").waitFor();
    await nothingFound(ben, "catching up");
    sure(!(await scrollsSideways(ben)), "no sideways scroll while catching up");
    await world.picture(ben, "catching up", { size: sizes.phone });
    await form.getByRole("checkbox", { name: /two weeks/ }).uncheck();
    await form.getByRole("button", { name: "Catch up with version 2" }).click();
    await ben.getByText("Up to date").waitFor();
    await nothingFound(ben, "an adaptation that caught up");
    const resource = own.split("/").pop();
    const words = await wordsOfNewest(world, ben, resource);
    for (const said of [
        "a library card",
        "for a week",
        "Ask at the counter",
        "21",
        "Our own words",
    ]) {
        sure(words.includes(said), `"${said}" stands in what was merged: ${words}`);
    }

    await ana.goto(own);
    await ana.getByText("Up to date").waitFor();
    await pressed(ana, ana.getByText("How it caught up"));
    await ana.getByText("Not taken").waitFor();
    await nothingFound(ana, "how it caught up");
    await world.picture(ana, "how it caught up");
    await pressed(ana, ana.getByRole("button", { name: "Undo catching up" }));
    await pressed(ana, ana.getByRole("dialog").getByRole("button", { name: "Undo catching up" }));
    await behind(ben).waitFor(); // live
    const { versions } = await world.ask(ben, "library.resource", { resource });
    const left = versions.filter(({ changed }) => changed.startsWith("Caught up"));
    sure(left.length === 0, "the draft is gone");
}

async function notForGuests(world) {
    const [anasMail] = having(world, open, "member");
    const ana = await world.signedIn(anasMail);
    await putIn(world, ana);
    await release(ana, 1);
    const guest = await world.signedIn(having(world, open, "guest")[0]);
    await guest.goto(new URL(ana.url()).pathname);
    await guest.getByText("Version 1 is current", { exact: true }).waitFor();
    await ana.getByRole("button", { name: "Adapt version 1" }).waitFor();
    sure((await guest.getByRole("button", { name: /^Adapt/ }).count()) === 0, "no guest adapts");
}

export const adaptingJourneys = [
    {
        sentence:
            "an authority adapts a Word file, is told of the next version, takes what it wants, and undoes it",
        walk: adaptAndCatchUp,
    },
    { sentence: "a guest is not offered to adapt", walk: notForGuests },
];
