// Who is here: seen by those who see each other's seats, by nobody else, and by nobody who was asked not to.
import { sure } from "../harness/report.mjs";
import { byInvitation, having, open } from "./people.mjs";

const line = (page) => page.getByRole("region", { name: "Here now" });

/** Writes down every text that the element shows from now on. */
function recordTexts(locator) {
    return locator.evaluate((element) => {
        globalThis.texts = [];
        const note = () => globalThis.texts.push(element.textContent);
        new MutationObserver(note).observe(element, {
            subtree: true,
            childList: true,
            characterData: true,
        });
    });
}

async function comeAndGo(world) {
    const [one, other] = having(world, open, "member");
    const group = `/groups/${world.groups[open].id}`;
    const page = await world.signedIn(one);
    await page.goto(group);
    await line(page).getByText("Nobody else just now.").waitFor();
    const visitor = await world.signedIn(other);
    const { name } = await world.ask(visitor, "people.me", {});
    await line(page).getByText(name).waitFor();

    await recordTexts(line(page));
    await visitor.reload();
    const tab = await world.again(visitor, group);
    await line(tab).waitFor();
    await tab.close();
    const third = await world.signedIn(having(world, open, "facilitator")[0]);
    await line(page).getByText(" and ").waitFor(); // what came before that has been told
    const texts = await page.evaluate(() => globalThis.texts);
    sure(
        texts.every((text) => text.includes(name)),
        () => `while a page was loaded anew it said: ${texts}`,
    );
    await world.picture(page, "here-overview");
    await third.context().close();
    await visitor.context().close();
    await line(page).getByText("Nobody else just now.").waitFor();
}

async function notToBeShown(world) {
    const [one, other] = having(world, open, "member");
    const page = await world.signedIn(one);
    await page.goto(`/groups/${world.groups[open].id}/members`);
    const visitor = await world.signedIn(other);
    const { name } = await world.ask(visitor, "people.me", {});
    const row = page.getByRole("listitem").filter({ has: page.getByRole("link", { name }) });
    await row.getByText("Here now").waitFor();
    await world.picture(page, "here-members");

    const wish = visitor.getByLabel("Show when I am here");
    const save = async () => {
        await visitor.getByRole("button", { name: "Save" }).click();
        await visitor.getByText("Your settings are saved.").first().waitFor();
    };
    await visitor.goto("/settings");
    await wish.uncheck();
    await save();
    await row.getByText("Here now").waitFor({ state: "detached" });
    await wish.check();
    await save();
    await row.getByText("Here now").waitFor();

    const from = Date.now();
    await world.ask(visitor, "people.sign_out", {});
    await row.getByText("Here now").waitFor({ state: "detached" });
    sure(Date.now() - from < 5_000, "who signs out is gone at once");
}

async function onlyForThoseInside(world) {
    const [member] = having(world, byInvitation, "member");
    const { roles } = world.groups[byInvitation];
    const outside = world.demo.mails.find((mail) => !roles.has(mail));
    const { id } = world.groups[byInvitation];
    const inside = await world.signedIn(member);
    await inside.goto(`/groups/${id}`);
    await line(inside).waitFor();
    const stranger = await world.signedIn(outside);
    const heard = await stranger.evaluate(
        (group) =>
            new Promise((done) => {
                const socket = new WebSocket(`ws://${location.host}/ws`, "folkmoot.v1");
                const ask = { jsonrpc: "2.0", id: 1, method: "here.look", params: { group } };
                socket.onopen = () => socket.send(JSON.stringify(ask));
                socket.onmessage = ({ data }) => done(JSON.parse(data));
            }),
        id,
    );
    sure(heard.error?.data.name === "not_found", () => `it was told ${JSON.stringify(heard)}`);
}

export const hereJourneys = [
    {
        sentence:
            "members see who else is here come and go, and no flicker when a page is reloaded",
        walk: comeAndGo,
    },
    {
        sentence: "who does not wish to be seen is not, and who signs out is gone at once",
        walk: notToBeShown,
    },
    {
        sentence: "nobody from outside a group learns who of it is here",
        walk: onlyForThoseInside,
    },
];
