// The library of a group: what is put in, released, superseded and removed, by people of several
// authorities, by keyboard and on a phone.
import { sure } from "../harness/report.mjs";
import { byInvitation, having, open, readAll } from "./people.mjs";
import { axeFinds, scrollsSideways, sizes, tabTo } from "./world.mjs";

const title = "Lending tablets: what to say";

async function nothingFound(page, where) {
    const found = await axeFinds(page);
    sure(found.length === 0, `${where}: ${found.join("\n")}`);
}

function library(world, group = open) {
    return `/groups/${world.groups[group].id}/library`;
}

function heading(page, name) {
    return page.getByRole("heading", { level: 1, name });
}

/** One of the versions, by its heading's words. */
function version(page, words) {
    return page.locator(".row", { has: page.getByRole("heading", { level: 3, name: words }) });
}

/** What somebody puts into the library by calls; its page. */
async function putIn(world, page, said = {}) {
    const added = await world.change(page, "library.add_resource", {
        group: world.groups[open].id,
        title,
        summary: "A page to read out",
        kind: "guide",
        audience: "",
        licence: "",
        language: "en-GB",
        labels: [],
        link: "https://northmere.example/tablets-1",
        ...said,
    });
    return { ...added, path: `/resources/${added.resource}` };
}

async function released(world, page, added) {
    const { resource } = await world.ask(page, "library.resource", { resource: added.resource });
    const said = { version: added.version, revision: resource.revision, note: "Ready" };
    await world.change(page, "library.release_version", said);
}

async function putInByKeyboard(world) {
    const [ana, ben] = having(world, open, "member");
    const reader = await world.signedIn(ben);
    await reader.goto(library(world));
    await heading(reader, open).waitFor();
    await reader.getByRole("link", { name: "Lending laptops: agreement and checklist" }).waitFor();
    await nothingFound(reader, "the library");

    const page = await world.signedIn(ana);
    await page.goto(`/groups/${world.groups[open].id}`);
    await tabTo(page, page.getByRole("link", { name: "Library", exact: true }));
    await page.keyboard.press("Enter");
    await tabTo(page, page.getByRole("link", { name: "Put something in" }));
    await page.keyboard.press("Enter");
    const link = page.getByLabel("Link", { exact: true });
    await tabTo(page, link);
    await page.keyboard.type("northmere.example/tablets");
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: "There is a problem" }).waitFor();
    await nothingFound(page, "a form with problems");
    await tabTo(page, page.getByRole("link", { name: "Enter the address of a page" }));
    await page.keyboard.press("Enter");
    await page.keyboard.press("Control+A");
    await page.keyboard.type("https://northmere.example/tablets");
    await tabTo(page, page.getByLabel("Title", { exact: true }));
    await page.keyboard.type(title);
    await page.reload(); // what was typed is there again
    sure((await page.getByLabel("Title", { exact: true }).inputValue()) === title, "kept");
    sure((await link.inputValue()) === "https://northmere.example/tablets", "kept too");
    await tabTo(page, page.getByRole("button", { name: "Put it in as a draft" }));
    await page.keyboard.press("Enter");
    await heading(page, title).waitFor();
    await page.getByText("No version is current. What there is stands below.").waitFor();
    await nothingFound(page, "a resource with a draft");
    await world.picture(page, "resource with a draft");

    await reader.getByRole("link", { name: title }).click(); // it came by itself
    await heading(reader, title).waitFor();
    await tabTo(reader, reader.getByRole("button", { name: /^Release of Draft of/ }));
    await reader.keyboard.press("Enter");
    const dialog = reader.getByRole("dialog", { name: "Release this version" });
    await dialog.getByText("It becomes version 1, the current one.").waitFor();
    await nothingFound(reader, "releasing");
    await tabTo(reader, dialog.getByLabel("A note for everybody"));
    await reader.keyboard.type("Use this one");
    await tabTo(reader, dialog.getByRole("button", { name: "Release" }));
    await reader.keyboard.press("Enter");
    await reader.getByText("Version 1 is current", { exact: true }).waitFor();
    await page.getByText("Version 1 is current", { exact: true }).waitFor(); // live
    sure((await page.getByText("Use this one").count()) > 0, "with its note");
    const opened = page.getByRole("link", { name: "Open at northmere.example" }).first();
    sure((await opened.getAttribute("rel")) === "noopener noreferrer", "a link that tells nothing");
    await world.picture(page, "resource with a current version");
}

async function twoOnOneBase(world) {
    const [ana, ben] = having(world, open, "member");
    const one = await world.signedIn(ana);
    const added = await putIn(world, one);
    await released(world, one, added);
    const other = await world.signedIn(ben, { size: sizes.phone });
    for (const [page, changed] of [
        [one, "Shorter"],
        [other, "In plain words"],
    ]) {
        await page.goto(added.path);
        await page.getByRole("button", { name: "Add a version" }).click();
        const dialog = page.getByRole("dialog", { name: "Add a version" });
        await dialog.getByText("It is noted as made from version 1.").waitFor();
        await dialog.getByLabel("Link").fill("https://eastmere.example/tablets");
        await dialog.getByLabel("What changed").fill(changed);
    }
    for (const page of [one, other]) {
        await page.getByRole("button", { name: "Add it as a draft" }).click();
        await page.getByRole("dialog").waitFor({ state: "detached" });
    }
    for (const page of [one, other]) {
        await page
            .getByText(/^Also made from it: a draft of/)
            .nth(1)
            .waitFor(); // each is told
        await page.getByText("Shorter").waitFor();
        await page.getByText("In plain words").waitFor();
    }
    await nothingFound(other, "two drafts on a phone");
    sure(!(await scrollsSideways(other)), "no sideways scroll on a phone");
    await world.picture(other, "two drafts on one base", { size: sizes.phone });

    await other
        .getByRole("button", { name: /^Release of Draft of/ })
        .first()
        .click();
    await other
        .getByText("It becomes version 2, the current one. Version 1 is superseded, and says so.")
        .waitFor();
    await other.getByRole("dialog").getByRole("button", { name: "Release" }).click();
    await one.getByText("Version 2 is current", { exact: true }).waitFor();
    await one.getByText("Superseded by version 2.").waitFor();
    await one
        .getByText("Version 2 was released since. Look whether this is still right.")
        .waitFor();
}

async function somebodyWasQuicker(world) {
    const [ana, ben] = having(world, open, "member");
    const one = await world.signedIn(ana);
    const added = await putIn(world, one);
    const { version: second } = await world.change(one, "library.add_version", {
        resource: added.resource,
        changed: "Shorter",
        link: "https://northmere.example/tablets-2",
    });
    const other = await world.signedIn(ben);
    await other.goto(added.path);
    await other
        .getByRole("button", { name: /^Release of Draft of/ })
        .first()
        .click();
    const dialog = other.getByRole("dialog", { name: "Release this version" });
    await dialog.getByLabel("A note for everybody").fill("What I typed");
    await released(world, one, added);
    await dialog.getByText("Somebody changed this resource while you looked.").waitFor();
    sure((await dialog.getByLabel("A note for everybody").inputValue()) === "What I typed", "kept");
    await dialog.getByText(/Version 1 is superseded, and says so/).waitFor();
    await nothingFound(other, "a resource that changed meanwhile");
    await dialog.getByRole("button", { name: "Keep mine, and go on" }).click();
    await dialog.getByRole("button", { name: "Release", exact: true }).click();
    await other.getByText("Version 2 is current", { exact: true }).waitFor();
    const { versions } = await world.ask(one, "library.resource", { resource: added.resource });
    sure(versions[0].version === second && versions[0].number === 2, "the one that was meant");
}

async function removedByMistake(world) {
    const [ana] = having(world, open, "member");
    const [lead] = having(world, open, "facilitator");
    const page = await world.signedIn(lead);
    const author = await world.signedIn(ana);
    const added = await putIn(world, author);
    await released(world, author, added);
    await author.goto(added.path);
    await page.goto(added.path);
    await page.getByRole("button", { name: "Remove of Version 1" }).click();
    const dialog = page.getByRole("dialog", { name: "Remove this version" });
    await dialog.getByText("It is the current version: none is current then.").waitFor();
    await dialog.getByRole("button", { name: "Remove" }).click();
    await dialog.getByText("Say why: it stays beside the mark").waitFor();
    await nothingFound(page, "removing");
    await dialog.getByLabel("Why").fill("It names a learner");
    await dialog.getByRole("button", { name: "Remove" }).click();
    for (const one of [page, author]) {
        await version(one, /^Version 1/)
            .getByText(/“It names a learner”/)
            .waitFor();
        await one.getByText("No version is current. What there is stands below.").waitFor();
        const links = version(one, /^Version 1/).getByRole("link");
        sure((await links.count()) === 0, "its link is gone");
    }
}

async function saidAndFound(world) {
    const [ana] = having(world, open, "member");
    const page = await world.signedIn(ana, { size: sizes.narrow });
    const added = await putIn(world, page);
    await page.goto(added.path);
    await page.getByRole("button", { name: "Change what is said here" }).click();
    const dialog = page.getByRole("dialog", { name: "Change what is said here" });
    await nothingFound(page, "changing what is said");
    await dialog.getByLabel("Title").fill(`${title}, and when`);
    await dialog.getByLabel("Kind").selectOption("form");
    await dialog.getByLabel("Look at it again by").fill("2026-01-31");
    await dialog.getByRole("checkbox", { name: "Devices" }).check();
    await dialog.getByRole("button", { name: "Save" }).click();
    await heading(page, `${title}, and when`).waitFor();
    await page.getByText("Review was due on 31 January 2026").waitFor();
    sure(!(await scrollsSideways(page)), "no sideways scroll at 320 px");

    await page.goto(library(world));
    const own = page.getByRole("link", { name: `${title}, and when` });
    const others = page.getByRole("link", { name: "Lending laptops: agreement and checklist" });
    for (const [filter, shown] of [
        ["Form", true],
        ["Guide", false],
        ["Review due", true],
    ]) {
        await page.getByRole("link", { name: filter, exact: true }).click();
        if (shown) await own.waitFor();
        else await page.getByText("No resource fits.").waitFor();
        sure((await others.count()) === 0, `${filter} leaves others out`);
    }
    await page.getByRole("link", { name: "All", exact: true }).click();
    await page.getByRole("link", { name: "Devices", exact: true }).click();
    await own.waitFor();
    await others.waitFor();
    sure(!(await scrollsSideways(page)), "no sideways scroll in the list");
    await nothingFound(page, "the list at 320 px");
}

async function newInTheLibrary(world) {
    const [ana, ben] = having(world, open, "member");
    const page = await world.signedIn(ana);
    const reader = await world.signedIn(ben, { size: sizes.phone });
    await readAll(world, reader, open);
    await reader.goto(`/groups/${world.groups[open].id}`);
    const since = reader.locator("section", {
        has: reader.getByRole("heading", { name: "Since you were here" }),
    });
    await since.getByText("Nothing new since you were here.").waitFor();
    const added = await putIn(world, page);
    await since.getByText("New in the library").waitFor(); // live
    await released(world, page, added);
    await since.getByText("Version 1 is out").waitFor();
    sure((await since.getByRole("link", { name: title }).count()) === 1, "told of once");
    await reader.reload();
    await since.getByText("Version 1 is out").waitFor();
    await nothingFound(reader, "what is new in the library");
    sure(!(await scrollsSideways(reader)), "no sideways scroll on a phone");
    await world.picture(reader, "new in the library", { size: sizes.phone });

    await tabTo(reader, reader.getByRole("link", { name: "Library", exact: true }));
    await reader.keyboard.press("Enter");
    await reader.getByRole("link", { name: title }).waitFor();
    await reader.getByRole("link", { name: "Overview", exact: true }).click();
    await since.getByText("Nothing new since you were here.").waitFor();
    await reader.reload();
    await since.getByText("Nothing new since you were here.").waitFor();
}

async function rowsThatNoLongerFit(world) {
    const [ana, ben] = having(world, open, "member");
    const page = await world.signedIn(ana);
    const added = await putIn(world, page, { kind: "checklist" });
    const reader = await world.signedIn(ben);
    await reader.goto(`${library(world)}?kind=checklist`);
    const link = reader.getByRole("link", { name: title });
    await tabTo(reader, link);
    const change = async (kind, review_on) => {
        const { resource } = await world.ask(page, "library.resource", {
            resource: added.resource,
        });
        const { revision, summary, audience, licence, language, labels } = resource;
        await world.change(page, "library.change_resource", {
            ...{ resource: added.resource, revision, title, summary, kind, audience, licence },
            ...{ language, labels },
            ...(review_on && { review_on }),
        });
    };
    await change("course");
    await link.waitFor({ state: "detached" });
    const nowhere = await reader.evaluate(() => document.activeElement === document.body);
    sure(!nowhere, "the focus went where one would look next");
    await change("checklist");
    await link.waitFor(); // it fits again

    // review is asked for on the day of now, not on that when the page was opened
    await reader.clock.install({ time: new Date("2031-03-01T23:58:00Z") });
    await change("checklist", "2031-03-02");
    await reader.goto(`${library(world)}?due=yes`);
    await reader.getByRole("heading", { name: "Resources" }).waitFor();
    await reader.getByRole("link", { name: "All", exact: true }).waitFor();
    sure((await link.count()) === 0, "not due yet");
    await reader.clock.runFor("03:00");
    await link.waitFor();
}

async function guestsAndOutsiders(world) {
    const [ana] = having(world, open, "member");
    const [guestMail] = having(world, open, "guest");
    const page = await world.signedIn(ana);
    const added = await putIn(world, page);
    const guest = await world.signedIn(guestMail);
    await guest.goto(added.path);
    await guest.getByRole("button", { name: "Add a version" }).waitFor();
    for (const name of [/^Release of/, /^Remove of/, "Change what is said here"]) {
        sure((await guest.getByRole("button", { name }).count()) === 0, `no ${name} for a guest`);
    }
    const own = await putIn(world, guest, { title: "A guest's own" });
    await guest.goto(own.path);
    await guest.getByRole("button", { name: /^Release of/ }).waitFor();

    const hidden = await world.signedIn(having(world, byInvitation, "facilitator")[0]);
    const closed = world.groups[byInvitation].id;
    const { resource } = await putIn(world, hidden, { group: closed });
    const [boss] = having(world, byInvitation, "none");
    const administrator = await world.signedIn(boss); // knows of the group, and reads nothing in it
    await administrator.goto(library(world, byInvitation));
    await administrator.getByText(/is for its members to read/).waitFor();
    await administrator.goto(`/resources/${resource}`);
    await heading(administrator, "There is nothing here").waitFor();
    const seated = world.groups[byInvitation].roles;
    const outsider = having(world, open, "member").find((mail) => !seated.has(mail));
    const stranger = await world.signedIn(outsider);
    await stranger.goto(`/resources/${resource}`);
    await heading(stranger, "There is nothing here").waitFor();
    await stranger.goto(library(world, byInvitation));
    await heading(stranger, "There is nothing here").waitFor();
}

const megabyte = 1_000_000;

/** Bytes that no compression makes shorter, the same in each run. */
function bytesOf(size) {
    const bytes = Buffer.alloc(size);
    let state = 1;
    for (let at = 0; at < size; at += 4) {
        state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
        bytes.writeUInt32LE(state, at);
    }
    return bytes;
}

async function saved(page, link) {
    const [download] = await Promise.all([page.waitForEvent("download"), link.click()]);
    const { readFileSync } = await import("node:fs");
    return { name: download.suggestedFilename(), bytes: readFileSync(await download.path()) };
}

/** A file goes on by itself, perhaps before the page's own line is back: what is done then is refused. */
async function arrived(page) {
    await page.getByText(/has arrived/).waitFor({ timeout: 60_000 });
    await page.locator(".banners .banner").waitFor({ state: "detached" });
}

async function fileThroughACut(world) {
    const [ana, ben] = having(world, open, "member");
    const page = await world.signedIn(ana);
    await page.goto(`${library(world)}/new`);
    const buffer = bytesOf(24 * megabyte);
    const name = "Toolkit für alle, v2 (final).docx";
    world.line.stallAfter(buffer.length / 2);
    await page.getByLabel("File").setInputFiles({ name, mimeType: "application/msword", buffer });
    const progress = page.getByRole("progressbar");
    await page.waitForFunction(
        (size) => document.querySelector("progress")?.value > size / 4,
        buffer.length,
    );
    world.line.cut();
    await page.getByLabel("Title", { exact: true }).fill("A toolkit as a file");
    sure((await progress.count()) === 1, "it is still on its way when the line is cut");
    world.line.mend();
    await arrived(page);
    await nothingFound(page, "a file that has arrived");
    await page.getByRole("button", { name: "Put it in as a draft" }).click();
    await heading(page, "A toolkit as a file").waitFor();

    const other = await world.signedIn(ben);
    await other.goto(new URL(page.url()).pathname);
    const link = other.getByRole("link", { name: /^Download Toolkit für alle/ }).first();
    const file = await saved(other, link);
    sure(file.name === "Toolkit für alle, v2 (final) (draft).docx", `it is saved as ${file.name}`);
    sure(file.bytes.equals(buffer), "each byte is as it was");
}

/** An Office file of 1997 as one with macros begins and goes on, called as if it had none. */
const withMacros = {
    name: "harmless.docx",
    mimeType: "application/octet-stream",
    buffer: Buffer.concat([
        Buffer.from("d0cf11e0a1b11ae1", "hex"),
        Buffer.alloc(4096),
        Buffer.from("_VBA_PROJECT", "utf16le"),
    ]),
};

async function macrosAreNotTaken(world) {
    const [ana] = having(world, open, "member");
    const page = await world.signedIn(ana);
    await page.goto(`${library(world)}/new`);
    await page.getByLabel("Title", { exact: true }).fill("Without macros");
    await page.getByLabel("File").setInputFiles(withMacros);
    await page.getByText(/harmless\.docx is not taken\. It holds macros/).waitFor();
    sure(
        (await page.getByRole("button", { name: "Try again" }).count()) === 0,
        "it can be sent again",
    );
    await nothingFound(page, "a file that is not taken");
    const buffer = Buffer.from("Minutes of the meeting");
    await page
        .getByLabel("File")
        .setInputFiles({ name: "minutes.txt", mimeType: "text/plain", buffer });
    await page.getByText(/minutes\.txt.* has arrived/).waitFor();
    await page.getByRole("button", { name: "Put it in as a draft" }).click();
    await heading(page, "Without macros").waitFor();
}

async function fileThroughAKill(world) {
    const [ana] = having(world, open, "member");
    const page = await world.signedIn(ana);
    const added = await putIn(world, page);
    await page.goto(added.path);
    await page.getByRole("button", { name: "Add a version" }).click();
    const buffer = bytesOf(24 * megabyte);
    const file = { name: "slides.pptx", mimeType: "application/octet-stream", buffer };
    world.line.stallAfter(buffer.length / 2);
    await page.getByLabel("File").setInputFiles(file);
    await page.waitForFunction(() => document.querySelector("progress")?.value > 1_000_000);
    await world.server.kill();
    world.line.mend();
    await world.serve();
    await arrived(page);
    await page.getByRole("button", { name: "Add it as a draft" }).click();
    await page.getByRole("dialog").waitFor({ state: "detached" });
    const link = page.getByRole("link", { name: /^Download slides.pptx/ }).first();
    sure((await saved(page, link)).bytes.equals(buffer), "each byte is as it was");
}

export const libraryJourneys = [
    {
        sentence:
            "a link is put into the library by keyboard alone, comes to others live, and is released",
        walk: putInByKeyboard,
    },
    {
        sentence: "two add a version on the same base: both are kept and told, and one supersedes",
        walk: twoOnOneBase,
    },
    {
        sentence:
            "a file goes on where it stopped when the line is cut, and comes back byte for byte",
        walk: fileThroughACut,
    },
    {
        sentence:
            "a file with macros is not taken, whatever it is called, and nothing typed is lost",
        walk: macrosAreNotTaken,
    },
    {
        sentence: "a file goes on where it stopped when the server is killed",
        walk: fileThroughAKill,
    },
    {
        sentence: "who releases on an old look is told first, and loses nothing they typed",
        walk: somebodyWasQuicker,
    },
    {
        sentence: "a group's overview shows what is new in its library, until one looks there",
        walk: newInTheLibrary,
    },
    {
        sentence: "a row of the library goes when it no longer fits, and comes on its day",
        walk: rowsThatNoLongerFit,
    },
    {
        sentence: "a version that is removed leaves a mark with who and why, for everybody",
        walk: removedByMistake,
    },
    {
        sentence: "what is said about a resource is changed, and found by kind, label and review",
        walk: saidAndFound,
    },
    {
        sentence:
            "a guest adds to the library and changes nothing that is others'; outside it is not there",
        walk: guestsAndOutsiders,
    },
];
