// "Which version is this?": a file, a link and a printed code are looked up, by keyboard, by dropping, on a phone and
// by somebody who is not signed in.
import { sure } from "../harness/report.mjs";
import { having, open } from "./people.mjs";
import { axeFinds, scrollsSideways, sizes, tabTo } from "./world.mjs";

const title = "Numbers at work: a first course";
const link = "https://northmere.example/numbers";

async function nothingFound(page, where) {
    const found = await axeFinds(page);
    sure(found.length === 0, `${where}: ${found.join("\n")}`);
}

const said = {
    title,
    summary: "",
    kind: "course",
    audience: "",
    licence: "",
    language: "en-GB",
    labels: [],
};

async function release(world, page, { resource, version }) {
    const { resource: row } = await world.ask(page, "library.resource", { resource });
    const change = { version, revision: row.revision, note: "" };
    await world.change(page, "library.release_version", change);
}

/** Two released versions of a link: the first is superseded. Gives the codes of both. */
async function twoVersions(world, page) {
    const group = world.groups[open].id;
    const added = await world.change(page, "library.add_resource", { group, ...said, link });
    await release(world, page, added);
    const { resource } = added;
    const more = { resource, changed: "Shorter", link: `${link}-2` };
    const { version } = await world.change(page, "library.add_version", more);
    await release(world, page, { resource, version });
    const { versions } = await world.ask(page, "library.resource", { resource });
    const [newest, first] = versions;
    return { resource, newest: newest.code, first: first.code };
}

async function lookedUp(world) {
    const [ana, ben] = having(world, open, "member");
    const page = await world.signedIn(ana);
    const { resource, newest, first } = await twoVersions(world, page);

    const reader = await world.signedIn(ben);
    await reader.goto(`/groups/${world.groups[open].id}/library`);
    await tabTo(reader, reader.getByRole("link", { name: "Which version is this?" }));
    await reader.keyboard.press("Enter");
    const typed = reader.getByLabel("A link, or the code printed on a copy");
    await tabTo(reader, typed);
    await reader.keyboard.type("not a code");
    await reader.keyboard.press("Enter");
    await reader.getByText("Look at each character").first().waitFor();
    sure(await typed.evaluate((field) => field === document.activeElement), "the field has focus");
    await nothingFound(reader, "what was typed wrongly");
    await reader.keyboard.press("Control+a");
    await reader.keyboard.type(first.toLowerCase());
    await reader.keyboard.press("Enter");
    await reader
        .getByText(/^This is version 1, superseded on .* Version 2 is current\.$/)
        .waitFor();
    await nothingFound(reader, "a version that was looked up");
    await reader.setViewportSize(sizes.phone);
    sure(!(await scrollsSideways(reader)), "it scrolls sideways on a phone");
    await typed.fill(link);
    await reader.keyboard.press("Enter");
    await reader.getByText("The link is the same.").waitFor();
    await reader.getByRole("link", { name: title }).click();
    await reader.getByRole("link", { name: newest, exact: true }).click();
    await reader.getByRole("heading", { name: "This is the current version" }).waitFor();
    await reader.getByRole("link", { name: "Open it in the library" }).click();
    await reader.waitForURL(`**/resources/${resource}`);

    const stranger = await world.page();
    await stranger.goto(`/v/${first}`);
    await stranger.getByRole("heading", { name: "This version has been superseded" }).waitFor();
    await nothingFound(stranger, "the page of a printed code");
    sure(!(await stranger.content()).includes(title), "a stranger is told what it is called");
}

const bytes = Buffer.alloc(3_000_000, "Induction, in one file. ");
const file = { name: "induction.docx", mimeType: "application/octet-stream", buffer: bytes };

/** Dropped on the page as the browser does it, wherever on it. */
async function drop(page, name, content) {
    const held = await page.evaluateHandle(
        ([called, text]) => {
            const transfer = new DataTransfer();
            transfer.items.add(new File([text], called));
            return transfer;
        },
        [name, content],
    );
    await page.dispatchEvent("body", "dragover", { dataTransfer: held });
    await page.getByText("Drop it to see which version it is").waitFor();
    await page.dispatchEvent("body", "drop", { dataTransfer: held });
}

async function dropped(world) {
    const [ana, ben] = having(world, open, "member");
    const page = await world.signedIn(ana);
    await page.goto(`/groups/${world.groups[open].id}/library/new`);
    await page.getByLabel("File").setInputFiles(file);
    await page.getByText(/has arrived/).waitFor();
    await page.getByLabel("Title", { exact: true }).fill("Induction as a file");
    await page.getByRole("button", { name: "Put it in as a draft" }).click();
    await page.getByRole("heading", { level: 1, name: "Induction as a file" }).waitFor();

    const reader = await world.signedIn(ben);
    await reader.goto("/");
    let sent = 0;
    reader.on("request", (request) => (sent += (request.postData() ?? "").length));
    await drop(reader, "renamed by somebody.docx", bytes.toString());
    await reader.getByText(/^This is a draft of /).waitFor();
    await reader.getByText("Every byte of the file is the same.").waitFor();
    sure(sent < 10_000, `${sent} bytes were sent: the file stays where it is`);
    await nothingFound(reader, "a file that was dropped");

    await reader.goto(`/groups/${world.groups[open].id}/library/new`);
    await reader.getByLabel("File").setInputFiles(file);
    await reader.getByText("We have this already:").waitFor();
    await nothingFound(reader, "a file that is there already");

    await drop(reader, "another.docx", `${bytes} `);
    await reader.getByText("No library that you may read has it.").waitFor();
}

const guide = `Lending laptops

Ask for a library card first. Write down who borrows which laptop, and until when. Each laptop
comes with a charger, a bag and a page that says whom to call. Look at it with the borrower
before they go. When it comes back, wipe it and charge it.
`;
const textFile = (name, words) => ({ name, mimeType: "text/plain", buffer: Buffer.from(words) });

async function compared(world) {
    const [ana, ben] = having(world, open, "member");
    const page = await world.signedIn(ana);
    await page.goto(`/groups/${world.groups[open].id}/library/new`);
    await page.getByLabel("File").setInputFiles(textFile("lending.txt", guide));
    await page.getByText(/has arrived/).waitFor();
    await page.getByLabel("Title", { exact: true }).fill("Lending laptops out");
    await page.getByRole("button", { name: "Put it in as a draft" }).click();
    await page.getByRole("heading", { level: 1, name: "Lending laptops out" }).waitFor();

    const reader = await world.signedIn(ben, { size: sizes.phone });
    await reader.goto("/which");
    const edited = textFile("copy.txt", guide.replace("a charger", "a cable"));
    await reader.getByLabel("A file").setInputFiles(edited);
    await reader.getByText("No library that you may read has it.").waitFor();
    await nothingFound(reader, "a file that is not known");
    const ended = reader.waitForRequest((request) => request.method() === "DELETE");
    await tabTo(reader, reader.getByRole("button", { name: "Compare what it says" }));
    await reader.keyboard.press("Enter");
    await reader.getByText(/^It is like a draft of /).waitFor();
    await reader.getByText(/^\d\d in a hundred passages are the same\./).waitFor();
    const answer = await (await ended).response();
    sure(answer?.status() === 204, "what was sent to be compared is deleted");
    await nothingFound(reader, "a file that was compared");
    await world.picture(reader, "a file that was compared", { size: sizes.phone });
    sure(!(await scrollsSideways(reader)), "it scrolls sideways on a phone");

    const again = textFile("again.txt", guide.replaceAll("\n", "\r\n"));
    await reader.getByLabel("A file").setInputFiles(again);
    await reader.getByRole("heading", { name: "again.txt" }).waitFor();
    await reader.getByRole("button", { name: "Compare what it says" }).click();
    await reader.getByText("All words and pictures are the same").waitFor();
    const other = textFile("other.txt", "Minutes of the meeting about parking in the yard.");
    await reader.getByLabel("A file").setInputFiles(other);
    await reader.getByRole("heading", { name: "other.txt" }).waitFor();
    await reader.getByRole("button", { name: "Compare what it says" }).click();
    await reader.getByText("Nothing in the libraries that you may read").waitFor();

    await reader.goto(`/groups/${world.groups[open].id}/library/new`);
    await reader.getByLabel("File").setInputFiles(edited);
    await reader.getByText("Is it a new version of that?").waitFor();
    await nothingFound(reader, "a form with a file like another");
}

export const whichJourneys = [
    {
        sentence:
            "a link and a printed code say which version one has, also to who is not signed in",
        walk: lookedUp,
    },
    {
        sentence: "a file that is dropped on any page is recognised, and stays on the device",
        walk: dropped,
    },
    {
        sentence:
            "a file that was edited or saved again is compared by what it says, and deleted again",
        walk: compared,
    },
];
