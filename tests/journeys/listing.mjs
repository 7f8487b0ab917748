// Bringing many people in by a list.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

import { password } from "../harness/demo.mjs";
import { sure } from "../harness/report.mjs";
import { byInvitation, having } from "./people.mjs";
import { axeFinds, scrollsSideways, sizes, tabTo } from "./world.mjs";

/** As Excel saves a sheet in this part of the world: semicolons, Windows-1252, CRLF. */
function savedByExcel(rows) {
    const cell = (words) => (/[;"\n]/.test(words) ? `"${words.replaceAll('"', '""')}"` : words);
    const text = rows.map((row) => row.map(cell).join(";") + "\r\n").join("");
    return { name: "people.csv", mimeType: "text/csv", buffer: Buffer.from(text, "latin1") };
}

const titles = ["Name", "E-mail", "Authority", "Groups", "Role"];
const good = (i, authority) => [
    `Zoé "${i}" Müller`,
    `zoe.${i}@list.example`,
    authority,
    "",
    i % 9 === 0 ? "guest" : "",
];

/** The row with another word in one place. */
const but = (row, place, words) => row.map((word, i) => (i === place ? words : word));

/** Five of each kind; the last kind asks for nothing new. */
function wrongOnes(authority, members) {
    const kinds = [
        (row) => but(row, 0, ""),
        (row) => but(row, 1, ""),
        (row) => but(row, 1, row[1].replace("@", " at ")),
        (row, i) => but(row, 1, `ZOE.${i + 1}@list.example`),
        (row) => but(row, 2, "Nowhere Council"),
        (row) => but(row, 3, "No such group"),
        (row) => but(row, 4, "boss"),
        (row, i) => but(but(row, 1, members[i].mail), 2, members[i].authority),
    ];
    return kinds.flatMap((spoil, kind) =>
        [0, 1, 2, 3, 4].map((i) => spoil(good(1000 + kind * 5 + i, authority), i)),
    );
}

function mails(world) {
    const folder = join(world.demo.data, "outbox");
    if (!existsSync(folder)) return [];
    return readdirSync(folder)
        .filter((file) => file.endsWith(".eml"))
        .map((file) => readFileSync(join(folder, file), "utf8"));
}

async function mailsCome(world, count) {
    const deadline = Date.now() + 30_000;
    while (mails(world).length < count && Date.now() < deadline)
        await new Promise((resolve) => setTimeout(resolve, 100));
    const found = mails(world);
    sure(found.length === count, `${found.length} mails, not ${count}`);
    return found;
}

/** Who signs in with this address. */
async function personWith(world, mail) {
    const rpc = async (method, params, headers) => {
        const body = JSON.stringify({ jsonrpc: "2.0", id: 1, method, params });
        const json = { "Content-Type": "application/json", ...headers };
        return fetch(`${world.line.address}/rpc`, { method: "POST", headers: json, body });
    };
    const answer = await rpc("people.sign_in", { mail, password });
    const cookie = answer.headers.get("set-cookie").split(";")[0];
    const me = await rpc("people.me", {}, { Cookie: cookie, Origin: world.line.address });
    return (await me.json()).result.person;
}

async function give(page, path, file) {
    await page.goto(path);
    await page.getByLabel("A CSV file").setInputFiles(file);
    await tabTo(page, page.getByRole("button", { name: "Look the list over" }));
    await page.keyboard.press("Enter");
}

async function fiveHundred(world) {
    const [lead] = having(world, byInvitation, "facilitator");
    const page = await world.signedIn(lead);
    const { id } = world.groups[byInvitation];
    const { seats } = await world.ask(page, "groups.members", { group: id });
    const { authorities } = await world.ask(page, "authorities.list", {});
    const authority = authorities[0].name;
    const members = [];
    for (const mail of having(world, byInvitation, "member").slice(0, 5)) {
        const person = await personWith(world, mail);
        const seat = seats.find((one) => one.person === person);
        members.push({ mail, authority: seat.authority_name });
    }
    sure(members.length === 5, `${members.length} members`);
    const rows = Array.from({ length: 460 }, (_, i) => good(i + 1, authority));
    wrongOnes(authority, members).forEach((row, i) => rows.splice(11 + i * 12, 0, row));
    sure(rows.length === 500, `${rows.length} people`);
    const file = savedByExcel([titles, ...rows]);
    const path = `/groups/${id}/members/list`;

    await give(page, path, file);
    await page.getByRole("heading", { name: "35 lines need you" }).waitFor();
    await page.getByRole("heading", { name: "5 lines ask for nothing new" }).waitFor();
    await page.getByRole("heading", { name: "460 people can be invited" }).waitFor();
    sure((await axeFinds(page)).length === 0, (await axeFinds(page)).join("\n"));
    await world.picture(page, "a list");
    for (const size of [sizes.phone, sizes.narrow]) {
        await page.setViewportSize(size);
        sure(!(await scrollsSideways(page)), `no sideways scroll at ${size.width} px`);
        await world.picture(page, "a list", { size });
    }
    sure((await axeFinds(page)).length === 0, (await axeFinds(page)).join("\n"));
    await page.setViewportSize(sizes.wide);
    sure(mails(world).length === 0, "nobody is invited by looking");

    await page.getByRole("button", { name: "Invite 460 people" }).press("Enter");
    await page.getByText(/^[1-9]\d* of 460 are invited/).waitFor();
    await page.close(); // in the middle

    const later = await world.again(page, path);
    await give(later, path, file);
    await later.getByRole("heading", { name: "35 lines need you" }).waitFor();
    const invite = later.getByRole("button", { name: /^Invite \d+ pe/ });
    const left = Number((await invite.textContent()).match(/\d+/)[0]);
    sure(left > 0 && left < 460, `${left} are left after a tab was closed in the middle`);
    await invite.press("Enter");
    await later.getByText(`${left} p`, { exact: false }).first().waitFor();
    await later.getByRole("heading", { name: "35 lines need you" }).waitFor();
    const sent = await mailsCome(world, 460);
    const addresses = new Set(sent.map((eml) => /<(zoe\.\d+@list\.example)>/.exec(eml)?.[1]));
    sure(addresses.size === 460, `${addresses.size} addresses`);
    await mendTwo(world, later);
}

/** One line is mended in place, one is left out. */
async function mendTwo(world, page) {
    await page.getByRole("link", { name: "Line 13: There is no name." }).press("Enter");
    const name = page.getByLabel("Name in line 13", { exact: true });
    sure(await name.evaluate((one) => one === document.activeElement), "the link leads there");
    await page.keyboard.type("Zoé the Mended");
    await page.getByRole("button", { name: "Leave out line 25", exact: true }).press("Enter");
    await page.getByRole("heading", { name: "34 lines need you" }).waitFor();
    await page.getByRole("button", { name: "Look these lines over again" }).press("Enter");
    await page.getByRole("heading", { name: "33 lines need you" }).waitFor();
    await page.getByRole("button", { name: "Invite 1 person" }).press("Enter");
    await page.getByText("1 person is invited.").first().waitFor();
    await mailsCome(world, 461);
}

export const listingJourneys = [
    {
        sentence: "a list of 500 people with 40 wrong lines invites 460, once each",
        walk: fiveHundred,
    },
];
