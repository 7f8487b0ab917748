// Every page as everybody finds it: axe finds nothing, nothing scrolls sideways, the first page is light.
import { sure } from "../harness/report.mjs";
import { having, open, someTopic, reply } from "./people.mjs";
import { axeFinds, scrollsSideways, sizes } from "./world.mjs";

/** All pages of the first room, as a facilitator has them. */
async function pagesOf(world, page) {
    const group = `/groups/${world.groups[open].id}`;
    const topic = await someTopic(world, page, open, ({ posts }) => posts > 3);
    const { person } = await world.ask(page, "people.me", {});
    const { resources } = await world.ask(page, "library.resources", {
        group: world.groups[open].id,
    });
    return [
        "/",
        "/groups",
        "/groups/new",
        group,
        `${group}/forum`,
        `${group}/library`,
        `${group}/library/new`,
        `/resources/${resources[0].resource}`,
        `${group}/members`,
        `${group}/desk`,
        `${group}/settings`,
        `/topics/${topic.topic}`,
        `/people/${person}`,
        "/settings",
        "/search",
        "/search?q=digital",
        "/nothing-is-here",
    ];
}

async function settled(page) {
    await page.getByRole("heading", { level: 1 }).waitFor();
    await page.getByText("Loading…").first().waitFor({ state: "detached" });
}

export async function everyPage(world, options, look) {
    const stranger = await world.page(options);
    await stranger.goto("/sign-in");
    await stranger.getByLabel("Mail address").waitFor();
    const problems = (await look(stranger)).map((problem) => `/sign-in: ${problem}`);
    const [facilitator] = having(world, open, "facilitator");
    const page = await world.signedIn(facilitator, options);
    for (const path of await pagesOf(world, page)) {
        await page.goto(path);
        await settled(page);
        await world.picture(page, path, options);
        problems.push(...(await look(page)).map((problem) => `${path}: ${problem}`));
    }
    sure(problems.length === 0, () => problems.join("\n"));
}

const axeEverywhere = (options) => (world) => everyPage(world, options, axeFinds);

/** Words of the network's name in the bar that stand on two lines. */
function brokenWords(page) {
    return page.locator(".bar .network").evaluateAll((names) =>
        names.flatMap(({ firstChild: name }) =>
            [...name.data.matchAll(/\S+/g)]
                .filter(({ 0: word, index }) => {
                    const range = document.createRange();
                    range.setStart(name, index);
                    range.setEnd(name, index + word.length);
                    return new Set([...range.getClientRects()].map(({ top }) => top)).size > 1;
                })
                .map(([word]) => `“${word}” is broken at 320 px`),
        ),
    );
}

async function noSideways(world) {
    await everyPage(world, { size: sizes.narrow }, async (page) => [
        ...((await scrollsSideways(page)) ? ["scrolls sideways at 320 px"] : []),
        ...(await brokenWords(page)),
    ]);
}

async function openThings(world) {
    const [facilitator] = having(world, open, "facilitator");
    for (const dark of [false, true]) {
        const page = await world.signedIn(facilitator, { size: sizes.phone, dark });
        const topic = await someTopic(world, page, open);
        await page.goto(`/topics/${topic.topic}`);
        await settled(page);
        await reply(page).fill("Some **words**");
        await page.getByRole("button", { name: "Preview" }).click();
        await page.locator("strong", { hasText: "words" }).waitFor();
        sure((await axeFinds(page)).length === 0, (await axeFinds(page)).join("\n"));
        await page.locator("article.post summary").first().click();
        sure((await axeFinds(page)).length === 0, (await axeFinds(page)).join("\n"));
        await page
            .locator("article.post")
            .first()
            .getByRole("button", { name: "Delete this post" })
            .click();
        await page.getByRole("dialog").waitFor();
        sure((await axeFinds(page)).length === 0, (await axeFinds(page)).join("\n"));
    }
}

const firstPageBytesMax = 60_000;
const firstPageRequestsMax = 6;

async function lightFirstPage(world) {
    const [mail] = having(world, open, "member");
    const signedIn = await world.signedIn(mail);
    const cookies = await signedIn.context().cookies();
    const context = await world.profile();
    await context.addCookies(cookies);
    const page = await context.newPage();
    const debug = await context.newCDPSession(page);
    await debug.send("Network.enable");
    await debug.send("Network.setCacheDisabled", { cacheDisabled: true });
    const requests = new Map();
    debug.on("Network.requestWillBeSent", ({ requestId, request }) =>
        requests.set(requestId, { url: request.url }),
    );
    debug.on("Network.loadingFinished", ({ requestId, encodedDataLength }) => {
        if (requests.has(requestId)) requests.get(requestId).bytes = encodedDataLength;
    });
    await page.goto(`/groups/${world.groups[open].id}`);
    await page.getByRole("heading", { name: "Since you were here" }).waitFor();
    await page.waitForLoadState("networkidle");
    const all = [...requests.values()].filter(({ bytes }) => bytes !== undefined);
    const bytes = all.reduce((sum, one) => sum + one.bytes, 0);
    const list = all.map((one) => `${one.bytes} ${new URL(one.url).pathname}`).join(", ");
    console.log(`        first page: ${all.length} requests, ${bytes} bytes as sent: ${list}`);
    sure(all.length >= 3 && all.length <= firstPageRequestsMax, `${all.length} requests: ${list}`);
    sure(bytes <= firstPageBytesMax, `${bytes} bytes: ${list}`);
}

async function printsPlainly(world) {
    const [mail] = having(world, open, "member");
    const page = await world.signedIn(mail);
    const topic = await someTopic(world, page, open);
    await page.goto(`/topics/${topic.topic}`);
    await settled(page);
    await page.emulateMedia({ media: "print" });
    sure(await page.locator("article.post").first().isVisible(), "posts are printed");
    sure(!(await page.getByRole("button", { name: "Post reply" }).isVisible()), "buttons are not");
    sure(
        (await page.getByRole("navigation", { name: "Groups" }).count()) === 0,
        "nor is the list of groups",
    );
}

export const pageJourneys = [
    { sentence: "axe finds nothing on any page, wide", walk: axeEverywhere({ size: sizes.wide }) },
    {
        sentence: "axe finds nothing on any page, on a phone",
        walk: axeEverywhere({ size: sizes.phone }),
    },
    {
        sentence: "axe finds nothing on any page, dark",
        walk: axeEverywhere({ size: sizes.wide, dark: true }),
    },
    { sentence: "axe finds nothing with a preview, a menu and a dialog open", walk: openThings },
    {
        sentence: "no page scrolls sideways at 320 px, and no word of the bar breaks",
        walk: noSideways,
    },
    { sentence: "the first page takes at most 60 kB and 6 requests", walk: lightFirstPage },
    { sentence: "a topic prints without buttons and navigation", walk: printsPlainly },
];
