// Runs every journey in a world of its own, so that none finds what another left; as many at a time as
// there are processors, or as ABREAST says.
import { cpus } from "node:os";

import { Demo } from "../harness/demo.mjs";
import { Caller } from "../harness/rpc.mjs";
import { Report, sure } from "../harness/report.mjs";
import { Server } from "../harness/server.mjs";
import { administratorJourneys } from "./administering.mjs";
import { erasingJourneys } from "./erasing.mjs";
import { facilitatorJourneys } from "./facilitating.mjs";
import { comparingJourneys } from "./comparing.mjs";
import { findingJourneys } from "./finding.mjs";
import { invitationJourneys } from "./invitations.mjs";
import { foundingJourneys } from "./founding.mjs";
import { movingJourneys } from "./moving.mjs";
import { accessJourneys } from "./access.mjs";
import { hereJourneys } from "./here.mjs";
import { keyboardJourneys } from "./keyboard.mjs";
import { adaptingJourneys } from "./adapting.mjs";
import { adoptingJourneys } from "./adopting.mjs";
import { libraryJourneys } from "./library.mjs";
import { whichJourneys } from "./which.mjs";
import { listingJourneys } from "./listing.mjs";
import { lineJourneys } from "./line_down.mjs";
import { pageJourneys } from "./pages.mjs";
import { roomJourneys } from "./rooms.mjs";
import { searchingJourneys } from "./searching.mjs";
import { seeingJourneys } from "./seeing.mjs";
import { settingsJourneys } from "./settings.mjs";
import { streamJourneys } from "./stream.mjs";
import { talkingJourneys } from "./talking.mjs";
import { openChromium, passed, refusing, World } from "./world.mjs";
import { writingJourneys } from "./writing.mjs";

/** Who sits where, as the network itself says: {group name: {id, kind, roles: Map(mail → role)}}. */
async function seats(demo) {
    const tokens = await demo.tokens();
    const server = await Server.start(demo.data);
    const groups = {};
    for (const [mail, token] of tokens) {
        const caller = new Caller(server.address, token);
        const { groups: rows } = await caller.call("groups.list");
        for (const { group, name, kind, role } of rows) {
            groups[name] ??= { id: group, name, kind, roles: new Map() };
            groups[name].roles.set(mail, role ?? "none");
        }
        caller.close?.();
    }
    await server.stop();
    return groups;
}

const report = new Report();
const template = await Demo.make();
const groups = await seats(template.copy());
const browser = await openChromium();
const only = process.env.ONLY ?? "";
const firstRoom = [
    ...talkingJourneys,
    ...writingJourneys,
    ...lineJourneys,
    ...roomJourneys,
    ...accessJourneys,
];
const more = [
    ...findingJourneys,
    ...facilitatorJourneys,
    ...invitationJourneys,
    ...libraryJourneys,
    ...adaptingJourneys,
    ...adoptingJourneys,
    ...whichJourneys,
    ...comparingJourneys,
    ...listingJourneys,
    ...foundingJourneys,
    ...settingsJourneys,
    ...movingJourneys,
    ...administratorJourneys,
    ...erasingJourneys,
    ...keyboardJourneys,
    ...pageJourneys,
    ...searchingJourneys,
    ...seeingJourneys,
    ...hereJourneys,
];
const journeys = [...firstRoom, ...(refusing ? streamJourneys : more)].filter(({ sentence }) =>
    sentence.includes(only),
);

async function walkIn({ sentence, walk }) {
    const world = await World.make(browser, template);
    world.groups = groups;
    try {
        await walk(world);
        const complaints = world.complaints();
        if (complaints.length > 0) throw new Error(`the page complained: ${complaints.join("\n")}`);
    } catch (problem) {
        await world.keepPictures(sentence);
        throw problem;
    } finally {
        await world.end();
    }
}

/** Takes the next journey as long as there is one. A journey mostly waits for its pages. */
async function walkOn() {
    for (let journey = journeys.shift(); journey; journey = journeys.shift())
        await report.promise(journey.sentence, () => walkIn(journey));
}

const abreast = Number(process.env.ABREAST || cpus().length);
await Promise.all(Array.from({ length: abreast }, walkOn));
await browser.close();
if (refusing) {
    await report.promise("all of it went by server-sent events", async () => {
        const { refused, streams } = passed;
        console.log(`        ${refused} WebSockets refused, ${streams} streams`);
        sure(refused > 0 && streams > 0, "nothing was refused, or nothing streamed");
    });
}
report.end();
