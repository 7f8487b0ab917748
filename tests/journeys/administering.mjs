// What administrators do to authorities and people, and what it means for the others.
import { deflateSync } from "node:zlib";
import { sure } from "../harness/report.mjs";
import { having, open, postSaying, someTopic, openTopic, writeReply } from "./people.mjs";
import { axeFinds, scrollsSideways, sizes, tabTo } from "./world.mjs";

const administrator = "administrator@employers.example";

async function openAuthority(page, name) {
    await page.goto("/administration");
    await page.getByRole("main").getByRole("link", { name }).click();
    await page.getByRole("heading", { level: 1, name }).waitFor();
}

async function authorityGoesOnInAnother(world) {
    const lead = having(world, open, "member").find((mail) => mail.includes("@harbrook"));
    sure(lead !== undefined, "somebody of Harbrook sits in the open group");
    const [boss, page] = [await world.signedIn(administrator), await world.signedIn(lead)];
    await openTopic(page, await someTopic(world, page, open));
    await writeReply(page, "Written for Harbrook");
    const before = postSaying(page, "Written for Harbrook");
    await before.getByText("Harbrook", { exact: false }).first().waitFor();

    await openAuthority(boss, "Harbrook Council");
    await boss.getByLabel("Short name", { exact: true }).fill("Northmere");
    await boss.getByRole("button", { name: "Save" }).click();
    await boss.getByRole("heading", { name: "There is a problem" }).waitFor();
    await boss.getByLabel("Short name", { exact: true }).fill("Harbrook Vale");
    await boss.getByRole("button", { name: "Save" }).click();
    await boss.getByRole("heading", { name: "Its names" }).waitFor();
    await writeReply(page, "Written for Harbrook Vale");
    await postSaying(page, "Written for Harbrook Vale")
        .getByText(/, Harbrook Vale/)
        .waitFor();

    await boss.getByLabel("It goes on in").selectOption({ label: "Eastmere Council" });
    await boss.getByRole("button", { name: "See what happens" }).click();
    await boss.getByRole("button", { name: "Merge them" }).click();
    await boss.getByText(/It goes on in\s+Eastmere Council/).waitFor();
    await boss.getByRole("main").getByRole("link", { name: "Eastmere Council" }).click();
    await boss.getByRole("heading", { level: 1, name: "Eastmere Council" }).waitFor();
    await page
        .getByText(/, Eastmere$/)
        .first()
        .waitFor(); // in the bar: one's own page knows it
    await writeReply(page, "Written for Eastmere now");
    await postSaying(page, "Written for Eastmere now")
        .getByText(/, Eastmere/)
        .waitFor();
    await postSaying(page, "Written for Harbrook Vale")
        .getByText(/, Harbrook Vale/)
        .waitFor();
}

async function authorityMadeByKeyboard(world) {
    const page = await world.signedIn(administrator);
    const [mail] = having(world, open, "member");
    const other = await world.signedIn(mail);
    sure(
        (await other.getByRole("link", { name: "Administration" }).count()) === 0,
        "the way in is for administrators",
    );
    await other.goto("/administration");
    await other.getByText("These pages are for the administrators of the network.").waitFor();

    await tabTo(page, page.getByRole("link", { name: "Administration" }));
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { level: 1, name: "Administration" }).waitFor();
    await tabTo(page, page.getByRole("link", { name: "Add an authority" }));
    await page.keyboard.press("Enter");
    const name = page.getByLabel("Name", { exact: true });
    await tabTo(page, name);
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: "There is a problem" }).waitFor();
    await tabTo(page, name);
    await page.keyboard.type("Mossbank Council");
    await tabTo(page, page.getByLabel("Short name", { exact: true }));
    await page.keyboard.type("Mossbank");
    await tabTo(page, page.getByLabel("Slate"));
    await page.keyboard.press("ArrowDown");
    await tabTo(page, page.getByLabel("Mail domains"));
    await page.keyboard.type("post@mossbank.example");
    await tabTo(page, page.getByRole("button", { name: "Add an authority" }));
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { level: 1, name: "Mossbank Council" }).waitFor();
    sure(await page.getByLabel("Red").isChecked(), "the colour was chosen by arrow");
    sure(
        (await page.getByLabel("Mail domains").inputValue()) === "mossbank.example",
        "a whole address is taken for its domain",
    );
    const close = page.getByRole("button", { name: "Close this authority" });
    await tabTo(page, close);
    await page.keyboard.press("Enter");
    await page.getByRole("button", { name: "Open this authority again" }).waitFor();
}

async function administrationCanBeUsedByAll(world) {
    for (const [size, dark, forced] of [
        [sizes.wide, false, false],
        [sizes.phone, true, false],
        [sizes.narrow, false, true],
    ]) {
        const page = await world.signedIn(administrator, { size, dark, forced });
        const look = async (name) => {
            const found = await axeFinds(page);
            sure(found.length === 0, `${name}: ${found.join("\n")}`);
            sure(!(await scrollsSideways(page)), `${name} scrolls sideways at ${size.width}`);
            await world.picture(page, name, { size, dark, forced });
        };
        await page.goto("/administration/audit");
        await page
            .getByText(/came to the network/)
            .first()
            .waitFor();
        await look("audit");
        await page.goto("/administration");
        await page.getByRole("link", { name: "Eastmere Council" }).waitFor();
        await look("administration");
        await openAuthority(page, "Eastmere Council");
        await page.getByText("Make an authority out of a part of this one").click();
        await page.getByRole("heading", { name: "Who belongs to it" }).waitFor();
        await look("authority");
        await page.getByRole("button", { name: "See what happens" }).click();
        await page.getByRole("dialog").waitFor();
        await look("authority-merge");
    }
}

async function networkSaysWhatItIs(world) {
    const stranger = await world.page();
    await stranger.goto("/sign-in");
    await stranger.getByRole("link", { name: "Accessibility statement" }).click();
    await stranger.getByRole("heading", { level: 1, name: "Accessibility statement" }).waitFor();
    await stranger.getByText("[name and mail address]").first().waitFor();

    const page = await world.signedIn(administrator);
    const words = page.getByRole("textbox", { name: "Accessibility statement" });
    await tabTo(page, page.getByRole("link", { name: "Administration" }));
    await page.keyboard.press("Enter");
    const way = page.getByRole("link", { name: "Change the accessibility statement" });
    await way.waitFor();
    await tabTo(page, way);
    await page.keyboard.press("Enter");
    await words.waitFor();
    const other = await world.signedIn(administrator);
    await other.goto("/administration/accessibility");
    await other.getByRole("textbox", { name: "Accessibility statement" }).waitFor();

    await tabTo(page, words);
    await page.keyboard.press("Control+A");
    await page.keyboard.type("# What helps\n\nWrite to access@vale.example.");
    await tabTo(page, page.getByRole("button", { name: "Save" }));
    await page.keyboard.press("Enter");
    await page.getByText("Everybody sees it so now.").waitFor();
    await stranger.reload();
    await stranger.getByRole("heading", { level: 2, name: "What helps" }).waitFor();

    const theirs = other.getByRole("textbox", { name: "Accessibility statement" });
    await theirs.fill("Written meanwhile");
    await other.getByRole("button", { name: "Save" }).click();
    await other.getByText("Somebody else changed this page since you looked.").waitFor();
    sure((await theirs.inputValue()) === "Written meanwhile", "what was typed is still there");
    await other.getByText("Write to access@vale.example.").waitFor();
    await other.getByRole("button", { name: "Go on with mine" }).click();
    await other.getByRole("button", { name: "Save" }).click();
    await other.getByText("Everybody sees it so now.").waitFor();

    for (const size of [sizes.wide, sizes.narrow])
        for (const path of ["/accessibility", "/privacy", "/administration/privacy"]) {
            const looking = await world.signedIn(administrator, { size });
            await looking.goto(path);
            await looking.getByRole("heading", { level: 1 }).waitFor();
            const found = await axeFinds(looking);
            sure(found.length === 0, `${path}: ${found.join("\n")}`);
            sure(!(await scrollsSideways(looking)), `${path} scrolls sideways`);
            await world.picture(looking, path.slice(1).replace("/", "-"), { size });
        }
}

async function personIsEnded(world) {
    const mail = having(world, open, "member").find((one) => one !== administrator);
    const [boss, page] = [await world.signedIn(administrator), await world.signedIn(mail)];
    await openTopic(page, await someTopic(world, page, open));
    const me = await world.ask(page, "people.me", {});
    await boss.goto(`/people/${me.person}`);
    const sheet = boss.getByRole("region", { name: "For administrators" });
    const leaves = boss.getByRole("button", { name: `${me.name} leaves the network` });
    await tabTo(boss, leaves.first());
    await boss.keyboard.press("Enter");
    const dialog = boss.getByRole("dialog");
    const sure_ = dialog.getByRole("button", { name: "leaves the network" });
    await tabTo(boss, sure_);
    await boss.keyboard.press("Enter");
    await boss
        .getByText("Has left the network")
        .or(boss.getByText(/left the network/))
        .first()
        .waitFor();
    await page.waitForURL((url) => url.pathname === "/sign-in"); // at once, without being asked
    await sheet.waitFor({ state: "detached" }); // there is nothing left to end

    const own = await world.ask(boss, "people.me", {});
    await boss.goto(`/people/${own.person}`);
    await boss.getByRole("button", { name: `${own.name} leaves the network` }).click();
    await dialog.getByRole("button", { name: "leaves the network" }).click();
    await dialog.getByText(/the last administrator/).waitFor();
    await dialog.getByRole("button", { name: "Cancel" }).click();

    await boss.goto("/administration");
    await boss.getByRole("link", { name: "Look at the trail" }).click();
    await boss.getByText("somebody who has left left the network").first().waitFor();
}

async function personEndsOnADay(world) {
    const mail = having(world, open, "member").find((one) => one !== administrator);
    const [boss, page] = [await world.signedIn(administrator), await world.signedIn(mail)];
    await openTopic(page, await someTopic(world, page, open));
    const me = await world.ask(page, "people.me", {});
    await boss.goto(`/people/${me.person}`);
    const leaves = `${me.name} leaves the network`;
    await tabTo(boss, boss.getByRole("button", { name: leaves }));
    await boss.keyboard.press("Enter");
    const dialog = boss.getByRole("dialog");
    await tabTo(boss, dialog.getByLabel("Now"));
    await boss.keyboard.press("ArrowDown");
    const send = dialog.getByRole("button", { name: leaves });
    await tabTo(boss, send);
    await boss.keyboard.press("Enter");
    await dialog.getByText("Choose the last day").waitFor();
    await dialog.getByLabel("Last day", { exact: true }).fill("2020-01-01");
    await send.click();
    await dialog.getByText("Choose the last day").waitFor(); // the server says so
    const field = dialog.getByLabel("Last day", { exact: true });
    await boss.waitForFunction(() => document.activeElement?.id === "last-day");
    const year = new Date().getFullYear() + 1;
    await field.fill(`${year}-12-31`);
    await dialog.getByLabel("Now").check();
    await dialog.getByLabel("After a last day").check();
    sure((await field.inputValue()) === `${year}-12-31`, "the day is there again");
    await dialog.getByText(`Last day: 31 December ${year}; rights end at midnight`).waitFor();
    await lookAt(world, boss, "person-ends-dialog");
    await send.click();
    const undo = boss.getByRole("button", { name: `Undo: ${leaves}` });
    await undo.waitFor();
    await boss.getByText(`Last day: 31 December ${year}; rights end at midnight`).waitFor();
    await lookAt(world, boss, "person-ends");
    sure(
        (await page.getByText("Last day").count()) === 0 &&
            (await world.ask(page, "people.person", { person: me.person })).endings.length === 0,
        "they notice nothing",
    );
    await tabTo(boss, undo);
    await boss.keyboard.press("Enter");
    await undo.waitFor({ state: "detached" });

    const later = new Date(Date.now() + 86_400_000).toISOString();
    await world.change(boss, "people.end", { person: me.person, at: later });
    await boss.reload();
    await undo.waitFor();
    await world.change(boss, "people.undo_ending", { person: me.person });
    await undo.click();
    await boss.getByText("This was no longer planned").waitFor(); // not "undone": it may have happened

    const soon = new Date(Date.now() + 1_000).toISOString();
    await world.change(boss, "people.end", { person: me.person, at: soon });
    await page.waitForURL((url) => url.pathname === "/sign-in"); // by itself
    await boss.goto("/administration/audit");
    await boss.getByText("is to leave the network on a later day").first().waitFor();
}

/** A real PNG of one colour. */
function png(width, height) {
    const chunk = (type, data) => {
        const body = Buffer.concat([Buffer.from(type), data]);
        const around = Buffer.alloc(8);
        around.writeUInt32BE(data.length, 0);
        around.writeUInt32BE(crc32(body), 4);
        return Buffer.concat([around.subarray(0, 4), body, around.subarray(4)]);
    };
    const head = Buffer.from([0, 0, 0, 0, 0, 0, 0, 0, 8, 2, 0, 0, 0]);
    head.writeUInt32BE(width, 0);
    head.writeUInt32BE(height, 4);
    const row = Buffer.concat([Buffer.from([0]), Buffer.alloc(width * 3, 0x59)]);
    const rows = deflateSync(Buffer.concat(Array.from({ length: height }, () => row)));
    const signature = Buffer.from("\x89PNG\r\n\x1a\n", "latin1");
    const chunks = [chunk("IHDR", head), chunk("IDAT", rows), chunk("IEND", Buffer.alloc(0))];
    return Buffer.concat([signature, ...chunks]);
}

function crc32(bytes) {
    let crc = ~0;
    for (const byte of bytes) {
        crc ^= byte;
        for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
    }
    return ~crc >>> 0;
}

async function authorityHasLogo(world) {
    const page = await world.signedIn(administrator);
    await openAuthority(page, "Eastmere Council");
    const sheet = page.getByRole("region", { name: "Logo" });
    const send = sheet.getByRole("button", { name: "Use this picture" });
    const choose = (name, buffer) =>
        sheet.getByLabel("Picture").setInputFiles({ name, mimeType: "image/png", buffer });
    await tabTo(page, send);
    await page.keyboard.press("Enter");
    await sheet.getByText("Choose a picture first.").waitFor();
    await choose("logo.png", Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'));
    await send.click();
    await sheet.getByText("This picture cannot be the logo.").waitFor();
    await choose("logo.png", Buffer.alloc(256_001));
    await send.click();
    await sheet.getByText("more than 256 kB").waitFor();
    await choose("logo.png", png(96, 64));
    await send.click();
    const logo = sheet.getByRole("img", { name: "Logo of Eastmere Council" });
    await logo.waitFor();
    const drawn = (image) => image.evaluate(async (one) => (await one.decode(), one.naturalWidth));
    sure((await drawn(logo)) === 96, "the picture is drawn");
    await lookAt(world, page, "authority-logo");
    await page.goto("/administration");
    const beside = page
        .getByRole("listitem")
        .filter({ hasText: "Eastmere Council" })
        .locator("img");
    await beside.waitFor();
    sure((await drawn(beside)) === 96, "and stands beside the name");
    await lookAt(world, page, "administration-logo");

    await openAuthority(page, "Eastmere Council");
    await choose("smaller.png", png(32, 32));
    await send.click();
    await page.waitForFunction(
        () => document.querySelector("img.logo")?.naturalWidth === 32, // no old one is shown
    );
    const remove = sheet.getByRole("button", { name: "Remove the logo" });
    await choose("next.png", png(48, 48));
    await tabTo(page, remove);
    await page.keyboard.press("Enter");
    await logo.waitFor({ state: "detached" });
    await page.getByText("Eastmere Council has no logo any more.").waitFor();
    const chosen = sheet.getByLabel("Picture");
    sure(await chosen.evaluate(({ files }) => files.length === 1), "what was chosen stays chosen");
}

/** The same page on each screen: the size is set on a page that stands as it is. */
async function lookAt(world, page, name) {
    for (const size of [sizes.wide, sizes.phone, sizes.narrow]) {
        await page.setViewportSize(size);
        const found = await axeFinds(page);
        sure(found.length === 0, `${name}: ${found.join("\n")}`);
        sure(!(await scrollsSideways(page)), `${name} scrolls sideways at ${size.width}`);
        await world.picture(page, name, { size });
    }
    await page.setViewportSize(sizes.wide);
}

export const administratorJourneys = [
    {
        sentence:
            "whoever is to leave on a last day notices nothing, can stay after all, and goes by themselves",
        walk: personEndsOnADay,
    },
    {
        sentence:
            "whoever an administrator ends is signed out at once; the last one cannot be ended",
        walk: personIsEnded,
    },
    {
        sentence: "an authority gets a logo, another one, and none",
        walk: authorityHasLogo,
    },
    {
        sentence: "an authority is renamed and merged; each post keeps the name of its day",
        walk: authorityGoesOnInAnother,
    },
    {
        sentence:
            "an administrator makes an authority by keyboard alone, and nobody else gets there",
        walk: authorityMadeByKeyboard,
    },
    {
        sentence: "everybody reads what the network says about itself; administrators write it",
        walk: networkSaysWhatItIs,
    },
    {
        sentence: "the pages of administrators have nothing for axe, on every screen",
        walk: administrationCanBeUsedByAll,
    },
];
