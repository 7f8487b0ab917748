// Which authority uses which version: two authorities adopt, one falls behind, is told, and catches up.
import { sure } from "../harness/report.mjs";
import { having, open } from "./people.mjs";
import { axeFinds, scrollsSideways, sizes, tabTo } from "./world.mjs";

const title = "Reading together: a starter kit";

async function nothingFound(page, where) {
    const found = await axeFinds(page);
    sure(found.length === 0, `${where}: ${found.join("\n")}`);
}

/** What somebody puts into the library and releases, by calls. */
async function releasedResource(world, page) {
    const added = await world.change(page, "library.add_resource", {
        group: world.groups[open].id,
        title,
        summary: "",
        kind: "toolkit",
        audience: "",
        licence: "",
        language: "en-GB",
        labels: [],
        link: "https://northmere.example/reading-1",
    });
    await release(world, page, added);
    return { ...added, path: `/resources/${added.resource}` };
}

async function release(world, page, { resource, version }) {
    const { resource: row } = await world.ask(page, "library.resource", { resource });
    const said = { version, revision: row.revision, note: "" };
    await world.change(page, "library.release_version", said);
}

async function releaseNext(world, page, resource, changed) {
    const link = "https://northmere.example/reading-next";
    const said = { resource, changed, link };
    const { version } = await world.change(page, "library.add_version", said);
    await release(world, page, { resource, version });
    return version;
}

/** Two who sit in the group for two authorities. */
async function ofTwoAuthorities(world) {
    const found = new Map();
    for (const mail of having(world, open, "member")) {
        const page = await world.signedIn(mail);
        const group = await world.ask(page, "groups.group", { group: world.groups[open].id });
        const [{ authority_name: authority }] = group.own_seats;
        if (!found.has(authority)) found.set(authority, { mail, page, authority });
        if (found.size === 2) return [...found.values()];
    }
    throw new Error("two authorities are needed");
}

/** The line of an authority in "Who uses it". */
function uses(page, authority) {
    return page.getByRole("row", { name: authority });
}

async function pressed(page, button) {
    await tabTo(page, button);
    await page.keyboard.press("Enter");
}

async function twoAuthorities(world) {
    const [ana, ben] = await ofTwoAuthorities(world);
    const { resource, path } = await releasedResource(world, ana.page);
    await ana.page.goto(path);
    await ana.page.getByText("No authority has said yet that it uses this.").waitFor();
    await nothingFound(ana.page, "a resource that nobody uses");
    const phone = await world.signedIn(ben.mail, { size: sizes.phone });
    await phone.goto(path);
    await phone.getByText("No authority has said yet that it uses this.").waitFor();

    await pressed(
        ana.page,
        ana.page.getByRole("button", { name: `Adopt version 1 for ${ana.authority}` }),
    );
    const dialog = ana.page.getByRole("dialog", { name: "Adopt version 1" });
    await dialog.getByText(`sees that ${ana.authority} uses version 1`).waitFor();
    await nothingFound(ana.page, "adopting");
    await tabTo(ana.page, dialog.getByLabel("A note for everybody"));
    await ana.page.keyboard.type("For all our libraries");
    await pressed(ana.page, dialog.getByRole("button", { name: "Adopt version 1" }));
    await uses(ana.page, ana.authority).getByText("Up to date").waitFor();
    await uses(phone, ana.authority).getByText("For all our libraries").waitFor(); // live

    await phone.getByRole("button", { name: `Adopt version 1 for ${ben.authority}` }).click();
    await phone.getByRole("dialog").getByRole("button", { name: "Adopt version 1" }).click();
    await uses(ana.page, ben.authority).getByText("Up to date").waitFor(); // live
    await releaseNext(world, ben.page, resource, "Two more games");
    for (const page of [ana.page, phone]) {
        for (const { authority } of [ana, ben]) {
            await uses(page, authority).getByText("1 version behind").waitFor(); // live
        }
    }
    await nothingFound(ana.page, "who uses it");
    await nothingFound(phone, "who uses it, on a phone");
    sure(!(await scrollsSideways(phone)), "no sideways scroll on a phone");
    await world.picture(ana.page, "who uses it");
    await world.picture(phone, "who uses it", { size: sizes.phone });
    const others = `Catch up to version 2 for ${ana.authority}`;
    sure((await phone.getByRole("button", { name: others }).count()) === 0, "each for their own");

    await ana.page.goto("/");
    await ana.page.getByText(`${ana.authority} uses version 1; version 2 is current.`).waitFor();
    await nothingFound(ana.page, "home with a newer version");
    await pressed(ana.page, ana.page.getByRole("link", { name: title }));
    await pressed(ana.page, ana.page.getByRole("button", { name: others }));
    const next = ana.page.getByRole("dialog", { name: "Adopt version 2" });
    await next.getByRole("heading", { name: "What changed since version 1" }).waitFor();
    await next.getByText("Two more games").waitFor();
    await nothingFound(ana.page, "catching up");
    await pressed(ana.page, next.getByRole("button", { name: "Adopt version 2" }));
    await uses(ana.page, ana.authority).getByText("Up to date").waitFor();
    await uses(phone, ben.authority).getByText("1 version behind").waitFor();
    await ana.page.goto("/");
    await ana.page.getByRole("heading", { name: "Waiting for you" }).waitFor();
    sure((await ana.page.getByText("version 2 is current").count()) === 0, "nothing waits now");

    await phone.getByRole("button", { name: `Stop using it for ${ben.authority}` }).click();
    const stop = phone.getByRole("dialog", { name: "Stop using this resource" });
    await stop.getByLabel("Why, if you like").fill("We wrote our own");
    await nothingFound(phone, "stopping");
    await stop.getByRole("button", { name: "Stop using it" }).click();
    await uses(phone, ben.authority).waitFor({ state: "detached" });
    await phone.getByText("What was said before").click();
    await phone.getByText(`${ben.authority} stopped using it`).waitFor();
    await phone.getByText("We wrote our own").waitFor();
    await nothingFound(phone, "what was said before");
}

async function removedOne(world) {
    const [ana] = await ofTwoAuthorities(world);
    const { resource, path } = await releasedResource(world, ana.page);
    const second = await releaseNext(world, ana.page, resource, "Shorter");
    await world.change(ana.page, "library.adopt_version", { version: second, note: "" });
    const guest = await world.signedIn(having(world, open, "guest")[0], { size: sizes.narrow });
    await guest.goto(path);
    await uses(guest, ana.authority).getByText("Up to date").waitFor();
    await world.change(ana.page, "library.remove_version", { version: second, why: "A mistake" });
    await uses(guest, ana.authority).getByText("Removed").waitFor();
    sure((await guest.getByRole("button", { name: /^(Adopt|Stop)/ }).count()) === 0, "no guest");
    sure(!(await scrollsSideways(guest)), "no sideways scroll at 320 px");
    await ana.page.goto("/");
    await ana.page.getByText(/version 2, which was removed; version 1 is current/).waitFor();
    await ana.page.goto(path);
    await ana.page.getByRole("button", { name: /^Catch up to version 1/ }).waitFor();
}

export const adoptingJourneys = [
    {
        sentence:
            "two authorities adopt a version; when the next is released they are told, and catch up",
        walk: twoAuthorities,
    },
    {
        sentence: "a removed version that an authority uses is marked; a guest adopts nothing",
        walk: removedOne,
    },
];
