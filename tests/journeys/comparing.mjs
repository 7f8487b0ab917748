// What changed between two versions, in words: of a plain text everywhere, of Word and OpenDocument where pandoc is and
// programs can be confined; where not, that this is said plainly.
import { execFileSync, spawnSync } from "node:child_process";
import { sure } from "../harness/report.mjs";
import { having, open } from "./people.mjs";
import { axeFinds, scrollsSideways, sizes, tabTo } from "./world.mjs";

const before = `# Lending laptops

Ask for identification first.

A paragraph that stays the same.

| Who | Days |
|-----|------|
| Ana | 14   |
`;
const after = before.replace("identification", "a library card").replace("14 ", "21 ");

const hasPandoc = spawnSync("pandoc", ["--version"]).status === 0;
const confines = spawnSync("bwrap", ["--unshare-all", "--ro-bind", "/", "/", "true"]).status === 0;

/** A file of this kind that says these words. */
function fileOf(kind, words) {
    const name = `Lending laptops.${kind}`;
    if (kind === "txt") return { name, mimeType: "text/plain", buffer: Buffer.from(words) };
    const buffer = execFileSync("pandoc", ["-f", "markdown", "-t", kind, "-o", "-"], {
        input: words,
    });
    return { name, mimeType: "application/octet-stream", buffer };
}

async function nothingFound(page, where) {
    const found = await axeFinds(page);
    sure(found.length === 0, `${where}: ${found.join("\n")}`);
}

/** A resource with these two files as drafts, put in by the page; it shows the resource. */
async function putInTwice(world, page, first, second) {
    await page.goto(`/groups/${world.groups[open].id}/library/new`);
    await page.getByLabel("File").setInputFiles(first);
    await page.getByText(/has arrived/).waitFor();
    await page.getByLabel("Title", { exact: true }).fill("Lending laptops");
    await page.getByRole("button", { name: "Put it in as a draft" }).click();
    await page.getByRole("heading", { level: 1, name: "Lending laptops" }).waitFor();
    await page.getByRole("button", { name: /^Release of/ }).click();
    const release = page.getByRole("dialog", { name: "Release this version" });
    await release.getByRole("button", { name: "Release", exact: true }).click();
    await page.getByText("Version 1 is current", { exact: true }).waitFor();
    await page.getByRole("button", { name: "Add a version" }).click();
    await page.getByLabel("File").setInputFiles(second);
    await page.getByText(/has arrived/).waitFor();
    await page.getByRole("button", { name: "Add it as a draft" }).click();
    await page.getByRole("dialog").waitFor({ state: "detached" });
}

const link = (page) => page.getByRole("link", { name: "What changed since Version 1" });

async function wordsThatChanged(world, kind) {
    const [ana, ben] = having(world, open, "member");
    const page = await world.signedIn(ana);
    await putInTwice(world, page, fileOf(kind, before), fileOf(kind, after));
    const reader = await world.signedIn(ben, { size: sizes.narrow });
    await reader.goto(new URL(page.url()).pathname);
    await tabTo(reader, link(reader));
    await reader.keyboard.press("Enter");
    await reader.getByRole("heading", { level: 1, name: /^What changed/ }).waitFor();
    if (kind !== "txt" && !confines) {
        await reader
            .getByText(/no program on this server that reads/)
            .first()
            .waitFor();
        return nothingFound(reader, "a file that no program reads");
    }
    const changes = reader.locator(".changes");
    await changes.locator("del", { hasText: "identification" }).waitFor();
    await changes.locator("ins", { hasText: "card" }).waitFor();
    await changes.locator("ins", { hasText: "21" }).waitFor();
    await reader.getByRole("heading", { name: "2 parts changed" }).waitFor();
    await nothingFound(reader, `what changed, ${kind}`);
    await world.picture(reader, `what changed, ${kind}`, { size: sizes.narrow });
    sure(!(await scrollsSideways(reader)), "no sideways scroll at 320 px");

    await tabTo(reader, reader.getByRole("checkbox", { name: "Side by side" }));
    await reader.keyboard.press("Space");
    const cells = reader.getByRole("row", { name: /identification/ }).getByRole("cell");
    sure(!/identification/.test(await cells.nth(1).innerText()), "the new side has no old word");
    await nothingFound(reader, `side by side, ${kind}`);
    await world.picture(reader, `side by side, ${kind}`, { size: sizes.narrow });
    sure(!(await scrollsSideways(reader)), "no sideways scroll side by side");
    await reader.getByLabel("To", { exact: true }).selectOption({ label: "Version 1" });
    await reader.getByText(/You chose the same version twice/).waitFor();
    await reader.goBack(); // the choices are one page
    await reader.getByRole("heading", { level: 1, name: "Lending laptops" }).waitFor();
}

async function nothingToCompare(world) {
    const [ana] = having(world, open, "member");
    const page = await world.signedIn(ana);
    const picture = {
        name: "map.png",
        mimeType: "image/png",
        buffer: Buffer.concat([Buffer.from("\x89PNG\r\n\x1a\n", "latin1"), Buffer.alloc(64, 1)]),
    };
    await putInTwice(world, page, fileOf("txt", before), picture);
    await link(page).first().click();
    await page.getByText(/this kind of file holds no words to compare/).waitFor();
    await nothingFound(page, "a picture");
    await world.picture(page, "nothing to compare");
}

export const comparingJourneys = [
    {
        sentence:
            "what changed between two versions of a text is read in words, on a phone by keyboard",
        walk: (world) => wordsThatChanged(world, "txt"),
    },
    ...(hasPandoc ? ["docx", "odt"] : []).map((kind) => ({
        sentence: `what changed between two .${kind} files is read in words, or that none can read them`,
        walk: (world) => wordsThatChanged(world, kind),
    })),
    {
        sentence: "a picture is said to hold no words to compare",
        walk: nothingToCompare,
    },
];
