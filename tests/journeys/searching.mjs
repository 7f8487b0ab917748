// Finding what was said: just now, narrowed down, by keyboard, on a phone; and nothing that is not one's own.
import { sure } from "../harness/report.mjs";
import { byInvitation, having, open, postSaying, someTopic } from "./people.mjs";
import { axeFinds, scrollsSideways, sizes, tabTo } from "./world.mjs";

const box = (page) => page.getByRole("banner").getByRole("searchbox");
const words = (page) => page.getByRole("main").getByRole("searchbox");
const hits = (page) => page.getByRole("main").locator(".hit");

/** Somebody replies; answered when it is stored. */
async function says(world, page, group, text) {
    const { topic } = await someTopic(world, page, group);
    return world.change(page, "forum.reply", { topic, text });
}

async function searchFor(page, text) {
    await page.goto(`/search?${new URLSearchParams({ q: text })}`);
    await page
        .getByText(/found|first \d+; more/i)
        .first()
        .waitFor();
}

async function foundWithinASecond(world) {
    const [one, other] = having(world, open, "member");
    const [writer, reader] = [await world.signedIn(one), await world.signedIn(other)];
    // The index is there: only what is written now is waited for.
    await world.askUntil(
        reader,
        "search.find",
        { words: "the", kinds: [] },
        (page) => page.complete,
    );
    await says(world, writer, open, "A **marmalade** toolkit for councils");
    const stored = Date.now();
    await world.askUntil(
        reader,
        "search.find",
        { words: "marmalade", kinds: [] },
        ({ hits }) => hits.length === 1,
    );
    sure(Date.now() - stored < 1_000, `found after ${Date.now() - stored} ms`);

    await reader.goto("/");
    await box(reader).fill("marmalade council");
    await reader.keyboard.press("Enter");
    await reader.getByRole("heading", { level: 1, name: "Search" }).waitFor();
    const hit = hits(reader).first();
    await hit.waitFor();
    const marks = await hit.locator("mark").allInnerTexts();
    sure(marks.join() === "marmalade,councils", `marked: ${marks}`);
    sure(new URL(reader.url()).searchParams.get("q") === "marmalade council", reader.url());
    await world.picture(reader, "search found");
    await hit.getByRole("link").first().click();
    await postSaying(reader, "A marmalade toolkit").waitFor();
    await reader.locator("article.post:focus", { hasText: "marmalade" }).waitFor();
    await reader.goBack();
    await hits(reader).first().waitFor();
    sure((await words(reader).inputValue()) === "marmalade council", "Back finds what was asked");
    const tab = await world.again(reader, reader.url());
    await hits(tab).first().waitFor();
}

async function narrowedDown(world) {
    const [one, other] = having(world, open, "member");
    const [writer, reader] = [await world.signedIn(one), await world.signedIn(other)];
    const me = await world.ask(writer, "people.me", {});
    await says(world, writer, open, "thimble from one");
    await says(world, reader, open, "thimble from the other");
    const two = ({ hits }) => hits.length === 2;
    await world.askUntil(reader, "search.find", { words: "thimble", kinds: [] }, two);

    await searchFor(reader, "thimble");
    sure((await hits(reader).count()) === 2, "both are found");
    await reader.getByText("Narrow it down").click();
    await reader.getByLabel("From the day").fill("2020-01-01");
    await reader.getByLabel("Up to the day").fill("2020-12-31");
    await reader.getByRole("main").getByRole("button", { name: "Search" }).click();
    await reader.getByText("Nothing found.").first().waitFor();
    await reader.getByRole("link", { name: "Search everywhere instead" }).click();
    await hits(reader).nth(1).waitFor();

    await reader.goto(`/people/${me.person}`);
    await reader.getByRole("link", { name: /What they wrote/ }).click();
    await hits(reader).first().waitFor();
    await words(reader).fill("thimble");
    await words(reader).press("Enter");
    await reader.getByText("1 found.").first().waitFor();
    sure((await hits(reader).innerText()).includes("thimble from one"), "theirs alone");
    await reader.getByRole("link", { name: "By anybody" }).click();
    await reader.getByText("2 found.").first().waitFor();
    await reader.getByRole("link", { name: "Best match first" }).click();
    await reader.waitForURL(/order=relevance/);
    await reader.getByText("2 found.").first().waitFor();
    await reader.goBack();
    await reader.waitForURL((url) => !url.searchParams.has("order"));
}

async function nothingOfOthers(world) {
    const roles = ["facilitator", "member", "guest"];
    const [inside] = having(world, byInvitation, "member");
    const outside = having(world, open, "member").find(
        (mail) => !roles.includes(world.groups[byInvitation].roles.get(mail)),
    );
    const [member, outsider] = [await world.signedIn(inside), await world.signedIn(outside)];
    await says(world, member, byInvitation, "zephyrine secrets");
    const one = ({ hits }) => hits.length === 1;
    await world.askUntil(member, "search.find", { words: "zephyrine", kinds: [] }, one);
    const seen = async (text) => {
        await searchFor(outsider, text);
        return (await outsider.getByRole("main").innerText()).replaceAll(text, "");
    };
    const hidden = await seen("zephyrine");
    const missing = await seen("nothingsaysthis");
    sure(hidden === missing, `${hidden}\nis told from\n${missing}`);
    const group = world.groups[byInvitation].id;
    await outsider.goto(`/search?group=${group}`);
    await outsider.getByText("Nothing found.").first().waitFor();
}

async function hostileWords(world) {
    const [mail] = having(world, open, "member");
    const page = await world.signedIn(mail);
    for (const hostile of ['" OR 1=1 --', "a NEAR(b", "col:x", "<img src=x onerror=alert(1)>"]) {
        await searchFor(page, hostile);
        sure((await words(page).inputValue()) === hostile, `${hostile} stays as it was typed`);
    }
    const refused = await world
        .ask(page, "search.find", { words: '"'.repeat(10_000), kinds: [] })
        .catch((problem) => problem.message);
    sure(/"field":"words"/.test(refused), `10 kB of quotes: ${JSON.stringify(refused)}`);
    for (const nothing of ["*", '"""', '"'.repeat(1_000)]) {
        await page.goto(`/search?${new URLSearchParams({ q: nothing })}`);
        await page.getByText("Write fewer words, or whole ones").first().waitFor();
    }
    await page.goto("/search");
    await page.getByRole("main").getByRole("button", { name: "Search" }).click();
    await page.getByText("Write at least one word to look for").first().waitFor();
    const finds = await axeFinds(page);
    sure(finds.length === 0, finds.join("\n"));
}

async function byKeyboard(world) {
    const [mail] = having(world, open, "member");
    const page = await world.signedIn(mail);
    await says(world, page, open, "porcelain / teapot");
    const one = ({ hits }) => hits.length === 1;
    await world.askUntil(page, "search.find", { words: "porcelain", kinds: [] }, one);
    await page.goto("/groups");
    await page.getByRole("heading", { level: 1 }).waitFor();
    await page.keyboard.press("/");
    sure(await box(page).evaluate((it) => it === document.activeElement), "/ goes to the search");
    await page.keyboard.type("porcelain/teapot");
    sure((await box(page).inputValue()) === "porcelain/teapot", "while typing / is a sign");
    await page.keyboard.press("Enter");
    await hits(page).first().waitFor();
    await tabTo(page, hits(page).first().getByRole("link").first());
    await page.keyboard.press("Enter");
    await postSaying(page, "porcelain / teapot").waitFor();
    await page.goBack();
    await hits(page).first().waitFor();
    await tabTo(page, page.getByLabel("The key / goes to the search"));
    await page.keyboard.press("Space");
    await page.goto("/groups");
    await page.getByRole("heading", { level: 1 }).waitFor();
    await page.keyboard.press("/");
    sure(!(await box(page).evaluate((it) => it === document.activeElement)), "it is switched off");
}

async function onAPhone(world) {
    const [mail] = having(world, open, "member");
    for (const size of [sizes.phone, sizes.narrow]) {
        const page = await world.signedIn(mail, { size });
        await page.getByRole("banner").getByRole("link", { name: "Search" }).click();
        await words(page).waitFor();
        await page.locator("input[type=search]:focus").waitFor();
        await words(page).fill("digital");
        await words(page).press("Enter");
        await hits(page).first().waitFor();
        await page.getByText("Narrow it down").click();
        await world.picture(page, "search phone", { size });
        sure(!(await scrollsSideways(page)), `no sideways scroll at ${size.width} px`);
        const finds = await axeFinds(page);
        sure(finds.length === 0, finds.join("\n"));
    }
}

async function morePages(world) {
    const [mail] = having(world, open, "member");
    const page = await world.signedIn(mail);
    const { topic } = await someTopic(world, page, open);
    for (let n = 1; n <= 25; n += 1) {
        await world.change(page, "forum.reply", { topic, text: `gooseberry ${n}` });
    }
    const last = ({ hits }) =>
        hits
            .at(0)
            ?.snippet.map(({ text }) => text)
            .join("") === "gooseberry 25";
    await world.askUntil(page, "search.find", { words: "gooseberry", kinds: [] }, last);
    await searchFor(page, "gooseberry");
    await page.getByText("The first 20; more follow.").first().waitFor();
    await page.getByRole("button", { name: "Show more" }).click();
    await hits(page).nth(24).waitFor();
    await page.locator("#hit-20:focus").waitFor();
    sure((await page.getByRole("button", { name: "Show more" }).count()) === 0, "that was all");
}

/** What somebody puts into a library, released; answered when it is stored. */
async function isInLibrary(world, page, said) {
    const added = await world.change(page, "library.add_resource", {
        group: world.groups[open].id,
        kind: "toolkit",
        audience: "",
        licence: "",
        language: "en-GB",
        labels: [],
        link: "https://northmere.example/1",
        ...said,
    });
    await world.change(page, "library.release_version", {
        version: added.version,
        revision: 1,
        note: "Sandpiper checked it",
    });
    return added;
}

async function inTheLibrary(world) {
    const [one, other] = having(world, open, "member");
    const writer = await world.signedIn(one);
    await says(world, writer, open, "who has a sandpiper toolkit?");
    const said = { title: "Sandpiper induction", summary: "For the first week" };
    const { resource } = await isInLibrary(world, writer, said);
    const reader = await world.signedIn(other, { size: sizes.phone });
    const two = ({ hits }) => hits.length === 2;
    await world.askUntil(reader, "search.find", { words: "sandpiper", kinds: [] }, two);

    await searchFor(reader, "sandpiper");
    await reader.getByText("2 found.").first().waitFor();
    await tabTo(reader, reader.getByText("Narrow it down"));
    await reader.keyboard.press("Enter");
    await tabTo(reader, reader.getByLabel("What", { exact: true }));
    await reader.keyboard.type("Only");
    const search = reader.getByRole("main").getByRole("button", { name: "Search" });
    await tabTo(reader, search, { key: "Shift+Tab" });
    await reader.keyboard.press("Enter");
    await reader.waitForURL(/kind=resource/);
    await reader.getByText("1 found.").first().waitFor();
    const hit = hits(reader).first();
    await hit.getByText("Toolkit · version 1 is current").waitFor();
    const marks = await hit.locator("mark").allInnerTexts();
    sure(marks.join() === "Sandpiper,Sandpiper", `marked: ${marks}`);
    await world.picture(reader, "search in the library", { size: sizes.phone });
    sure(!(await scrollsSideways(reader)), "no sideways scroll on a phone");
    const finds = await axeFinds(reader);
    sure(finds.length === 0, finds.join("\n"));
    await tabTo(reader, hit.getByRole("link", { name: "Sandpiper induction" }));
    await reader.keyboard.press("Enter");
    await reader.getByRole("heading", { level: 1, name: "Sandpiper induction" }).waitFor();
    sure(new URL(reader.url()).pathname === `/resources/${resource}`, reader.url());
    await reader.goBack();
    await hits(reader).first().waitFor();
}

async function insideAFile(world) {
    const [one, other] = having(world, open, "member");
    const writer = await world.signedIn(one);
    await writer.goto(`/groups/${world.groups[open].id}/library/new`);
    const words = "# Lending\n\nWrite down who borrows the oystercatcher laptop.\n";
    const file = { name: "plan.md", mimeType: "text/plain", buffer: Buffer.from(words) };
    await writer.getByLabel("File").setInputFiles(file);
    await writer.getByText(/has arrived/).waitFor();
    await writer.getByLabel("Title", { exact: true }).fill("Plan for devices");
    await writer.getByRole("button", { name: "Put it in as a draft" }).click();
    await writer.getByRole("heading", { level: 1, name: "Plan for devices" }).waitFor();

    const reader = await world.signedIn(other, { size: sizes.phone });
    const is = ({ hits }) => hits.length === 1;
    await world.askUntil(reader, "search.find", { words: "oystercatcher", kinds: [] }, is);
    await searchFor(reader, '"oystercatcher laptop"');
    const hit = hits(reader).first();
    await hit.getByText("no version is current · found in its file").waitFor();
    const marks = await hit.locator("mark").allInnerTexts();
    sure(marks.join() === "oystercatcher laptop", `marked: ${marks}`);
    const finds = await axeFinds(reader);
    sure(finds.length === 0, finds.join("\n"));
    sure(!(await scrollsSideways(reader)), "no sideways scroll on a phone");
    await searchFor(reader, '"laptop oystercatcher"');
    await reader.getByText("Nothing found").first().waitFor();
}

export const searchingJourneys = [
    {
        sentence:
            "a resource is found with its current version, and the library alone is asked for",
        walk: inTheLibrary,
    },
    { sentence: "words inside a file find its resource, and show where", walk: insideAFile },
    { sentence: "a post is found a second after it was written", walk: foundWithinASecond },
    { sentence: "what is found can be narrowed down, and widened again", walk: narrowedDown },
    {
        sentence: "a search tells nothing of a group that is somebody else's",
        walk: nothingOfOthers,
    },
    { sentence: "hostile words find something or are answered plainly", walk: hostileWords },
    {
        sentence: "searching by keyboard alone, with a key that can be switched off",
        walk: byKeyboard,
    },
    { sentence: "searching on a phone", walk: onAPhone },
    { sentence: "more hits come on demand, and the focus goes to them", walk: morePages },
];
