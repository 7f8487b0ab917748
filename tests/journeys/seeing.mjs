// The page in the few colours that somebody chose for everything, and without motion.
import { sure } from "../harness/report.mjs";
import { everyPage } from "./pages.mjs";
import {
    having,
    longTopic,
    open,
    openMore,
    openTopic,
    readAll,
    reply,
    someTopic,
} from "./people.mjs";
import { axeFinds, sizes, tabTo } from "./world.mjs";

const forced = { size: sizes.wide, forced: true };

/** How an element stands out from what is around it when colours are forced. */
function edges(locator) {
    return locator.evaluate((element) => {
        if (!matchMedia("(forced-colors: active)").matches)
            throw new Error("no colours are forced");
        const style = getComputedStyle(element);
        const probe = document.body.appendChild(document.createElement("i"));
        probe.style.color = "Canvas";
        const ground = getComputedStyle(probe).color;
        probe.remove();
        const side = (name) =>
            style[`border${name}Style`] === "none" || style[`border${name}Color`] === ground
                ? 0
                : parseFloat(style[`border${name}Width`]);
        return {
            border: ["Top", "Right", "Bottom", "Left"].map(side),
            outline: style.outlineStyle === "none" ? 0 : parseFloat(style.outlineWidth),
            colour: style.borderBottomColor,
            line: style.textDecorationLine,
            weight: Number(style.fontWeight),
        };
    });
}

const framed = ({ border }) => border.every((side) => side >= 1);

async function sureFramed(locator, what) {
    const found = await edges(locator);
    sure(framed(found), `${what} has a border one can see: ${JSON.stringify(found)}`);
}

/** The one where one is looks different from its neighbour by more than colour. */
async function sureMarked(current, other, what) {
    const [here, there] = [await edges(current), await edges(other)];
    const shape = ({ border, outline, weight, line }) =>
        JSON.stringify([border, outline, weight, line]);
    const sameColour = here.colour === there.colour;
    sure(
        shape(here) !== shape(there) || !sameColour,
        `${what} is marked: ${JSON.stringify(here)} beside ${JSON.stringify(there)}`,
    );
}

async function placesAndMarks(world) {
    const [one, other] = having(world, open, "member");
    const writer = await world.signedIn(one);
    const page = await world.signedIn(other, forced);
    await readAll(world, page, open);
    const topic = await longTopic(world, writer, open, "Seen in few colours", 3);
    await world.ask(page, "forum.mark_read", { topic: topic.topic, number: 1 });

    await page.goto(`/groups/${world.groups[open].id}/forum`);
    const row = page.getByRole("main").locator("h3.unread", { hasText: topic.title });
    await row.waitFor();
    await sureFramed(row.locator(".count"), "the count of new posts");
    const read = page.getByRole("main").locator("h3:not(.unread)").first();
    await sureMarked(row.locator("a"), read.locator("a"), "a topic with new posts");
    const rail = page.getByRole("navigation", { name: "Groups" });
    await sureMarked(
        rail.locator("a[aria-current]"),
        rail.getByRole("link", { name: "Home" }),
        "the group",
    );
    const tabs = page.getByRole("navigation", { name: "Pages of this group" });
    await sureMarked(
        tabs.locator("a[aria-current]"),
        tabs.getByRole("link", { name: "Members" }),
        "the tab",
    );
    const plain = await edges(tabs.getByRole("link", { name: "Members" }));
    sure(plain.border[2] === 0, `other tabs have no line below them: ${JSON.stringify(plain)}`);
    const filters = page.getByRole("navigation", { name: "Which topics" });
    await sureMarked(filters.locator("a[aria-current]"), filters.getByText("Unread"), "the filter");

    await openTopic(page, topic);
    const line = page.getByText("New posts", { exact: true });
    const ground = await line.evaluate((element) => getComputedStyle(element).forcedColorAdjust);
    sure(ground === "auto" && (await line.isVisible()), "the line above the new posts is there");
    await sureFramed(page.getByRole("button", { name: "Post reply" }), "the button that posts");
    await sureFramed(page.locator("article.post").first(), "a post");
    const follow = page.getByRole("button", { name: "Follow", exact: true });
    await follow.click();
    await page.getByText("You follow this topic").first().waitFor();
    await sureMarked(follow, page.getByRole("button", { name: "Mute" }), "what is pressed");
    await world.picture(page, "topic", forced);
}

async function focusShows(world) {
    const [mail] = having(world, open, "member");
    const page = await world.signedIn(mail, forced);
    const topic = await someTopic(world, page, open);
    await openTopic(page, topic);
    const main = page.getByRole("main");
    for (const [what, target] of [
        ["a link of the bar", page.locator(".bar .network")],
        ["a link of the rail", page.getByRole("link", { name: "All groups" }).first()],
        ["a button", main.getByRole("button", { name: "Follow", exact: true })],
        ["the place to write", reply(page)],
    ]) {
        await tabTo(page, target);
        const ring = await target.evaluate((element) => {
            // the editor shows the ring around all of itself
            const shown = [element, element.closest(".editor-box")].filter(Boolean);
            return Math.max(
                ...shown.map((one) => {
                    const { outlineStyle, outlineWidth } = getComputedStyle(one);
                    return outlineStyle === "none" ? 0 : parseFloat(outlineWidth);
                }),
            );
        });
        sure(ring >= 2, `${what} shows the focus by an outline of ${ring} px`);
    }
    await page.goto(`/topics/${topic.topic}#post-1`);
    await page.locator("article.post:focus").waitFor();
    const ring = await edges(page.locator("article.post:focus"));
    sure(ring.outline >= 2, `a post one came to is outlined: ${JSON.stringify(ring)}`);
    await world.picture(page, "focus on a post", forced);
}

async function axeForced(world) {
    await everyPage(world, forced, axeFinds);
    const [mail] = having(world, open, "facilitator");
    const page = await world.signedIn(mail, forced);
    await openTopic(page, await someTopic(world, page, open));
    await reply(page).fill("Some **words**");
    const post = page.locator("article.post").first();
    await openMore(post);
    await post.getByRole("button", { name: "Delete this post" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.waitFor();
    sure((await axeFinds(page)).length === 0, (await axeFinds(page)).join("\n"));
    await sureFramed(dialog, "a dialog");
    await sureFramed(dialog.getByRole("button", { name: "Delete the post" }), "its button");
    await world.picture(page, "dialog", forced);
}

/** Everything on the page that moves, or would when pointed at. */
function moving(page) {
    return page.evaluate(() =>
        [document.documentElement, ...document.querySelectorAll("body *")].flatMap((element) => {
            const style = getComputedStyle(element);
            const seconds = [
                ...style.transitionDuration.split(","),
                ...style.animationDuration.split(","),
            ];
            const moves =
                seconds.some((one) => parseFloat(one) > 0) || style.scrollBehavior === "smooth";
            return moves ? [`${element.tagName}.${element.className}`] : [];
        }),
    );
}

async function nothingMoves(world) {
    const [mail] = having(world, open, "member");
    for (const reducedMotion of [false, true]) {
        const page = await world.signedIn(mail, { reducedMotion });
        await openTopic(page, await someTopic(world, page, open));
        const found = await moving(page);
        if (reducedMotion) sure(found.length === 0, () => `these move: ${found.join(", ")}`);
        else sure(found.length > 0, "with motion something moves, else this proves nothing");
    }
}

export const seeingJourneys = [
    { sentence: "axe finds nothing on any page in forced colours", walk: axeForced },
    {
        sentence:
            "in forced colours the current place, new posts, buttons and what is pressed stand out",
        walk: placesAndMarks,
    },
    { sentence: "in forced colours one sees where the focus is", walk: focusShows },
    { sentence: "with reduced motion nothing on the page moves", walk: nothingMoves },
];
