// One comes to the post that is meant: by its own link, to the first one not read, past what was muted.
import { sure } from "../harness/report.mjs";
import {
    byInvitation,
    having,
    longTopic,
    open,
    openMore,
    openTopic,
    postSaying,
    readAll,
    someTopic,
} from "./people.mjs";

/** The link that "Copy the link" gives, as somebody passes it on. */
async function linkOf(page, post) {
    await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
    await openMore(post);
    await post.getByRole("button", { name: "Copy the link" }).click();
    await page.getByText("The link is copied.").first().waitFor();
    return page.evaluate(() => navigator.clipboard.readText());
}

/** The post has the focus, a ring shows it, and it stands in the window. */
async function sureComeTo(page, post, words) {
    await post.waitFor();
    await page.waitForURL(/\/topics\/[0-9a-f-]{36}#post-[0-9]+$/);
    await page.locator("article.post:focus").waitFor();
    const { focused, ring, top, below } = await post.evaluate((element) => ({
        focused: element === document.activeElement,
        ring: parseFloat(getComputedStyle(element).outlineWidth),
        top: element.getBoundingClientRect().top,
        below: innerHeight,
    }));
    sure(focused, `${words}: the focus is on the post`);
    sure(ring >= 2, `${words}: a ring of ${ring} px marks it`);
    sure(top >= 0 && top < below, `${words}: it begins in the window, not at ${top} of ${below}`);
}

async function linkLeadsToPost(world) {
    const [one, other] = having(world, open, "member");
    const writer = await world.signedIn(one);
    const topic = await longTopic(world, writer, open, "A long talk about links", 70);
    await writer.goto(`/topics/${topic.topic}#post-60`);
    const link = await linkOf(writer, postSaying(writer, "Post 60 of many"));
    sure(/\/posts\/[0-9a-f-]{36}$/.test(link), `a link of its own: ${link}`);

    const fresh = await world.again(writer, link);
    await sureComeTo(fresh, postSaying(fresh, "Post 60 of many"), "in a fresh tab");

    const reader = await world.signedIn(other);
    await reader.goto(link);
    await sureComeTo(reader, postSaying(reader, "Post 60 of many"), "for another member");
    await reader.goBack();
    await reader.waitForURL((url) => url.pathname === "/"); // where one was, not the link again
}

async function linkOfDeletedPost(world) {
    const [one, other] = having(world, open, "member");
    const [writer, reader] = [await world.signedIn(one), await world.signedIn(other)];
    const topic = await longTopic(world, writer, open, "Said in haste", 3);
    const { posts } = await world.ask(writer, "forum.topic", { topic: topic.topic });
    const [, second] = posts;
    await world.change(writer, "forum.delete_post", { post: second.post, why: "said in haste" });
    await reader.goto(`/posts/${second.post}`);
    await sureComeTo(reader, postSaying(reader, "“said in haste”"), "the mark it left");
    sure((await reader.getByText("Post 2 of many").count()) === 0, "its words are gone");
}

/** What the server says and the page shows for a link. */
async function answerTo(page, path) {
    const answer = await page.request.get(path);
    await page.goto(path);
    await page.getByRole("heading", { level: 1, name: "There is nothing here" }).waitFor();
    // The title of the document follows the heading, after it is painted.
    await page.waitForFunction(() => document.title.startsWith("There is nothing here"));
    const main = await page.getByRole("main").innerText();
    return { status: answer.status(), title: await page.title(), main };
}

async function linkOfForeignGroup(world) {
    const [inside] = having(world, byInvitation, "member");
    const [outside] = having(world, open, "member").filter(
        (mail) => !["facilitator", "member", "guest"].includes(roleIn(world, byInvitation, mail)),
    );
    const [member, outsider] = [await world.signedIn(inside), await world.signedIn(outside)];
    const topic = await someTopic(world, member, byInvitation);
    const { posts } = await world.ask(member, "forum.topic", { topic: topic.topic });
    const nowhere = "01890000-0000-7000-8000-000000000000";
    for (const [there, kind] of [
        [posts[0].post, "posts"],
        [topic.topic, "topics"],
        [world.groups[byInvitation].id, "groups"],
    ]) {
        const hidden = JSON.stringify(await answerTo(outsider, `/${kind}/${there}`));
        const missing = JSON.stringify(await answerTo(outsider, `/${kind}/${nowhere}`));
        sure(hidden === missing, `/${kind}/…: ${hidden}\nis told from\n${missing}`);
    }
}

function roleIn(world, group, mail) {
    return world.groups[group].roles.get(mail);
}

async function firstUnread(world) {
    const [one, other] = having(world, open, "member");
    const [writer, reader] = [await world.signedIn(one), await world.signedIn(other)];
    await readAll(world, reader, open);
    const topic = await longTopic(world, writer, open, "More than anybody reads at once", 120);
    await world.ask(reader, "forum.mark_read", { topic: topic.topic, number: 60 });

    await reader.goto("/");
    await reader.getByRole("main").getByText("60 new posts", { exact: true }).first().waitFor();
    await reader.getByRole("main").getByRole("link", { name: topic.title }).click();
    await sureComeTo(reader, postSaying(reader, "Post 61 of many"), "from home");
    const line = reader.getByText("New posts", { exact: true });
    sure((await line.count()) === 1, "one line says where the new ones begin");
    const after = await line.evaluate((element) => {
        const posts = [...document.querySelectorAll("article.post")];
        const isAfter = (post) =>
            element.compareDocumentPosition(post) & Node.DOCUMENT_POSITION_FOLLOWING;
        return {
            before: posts.filter((post) => !isAfter(post)).at(-1).id,
            next: posts.find(isAfter).id,
        };
    });
    sure(after.before === "post-60" && after.next === "post-61", JSON.stringify(after));
}

async function nothingIsSkipped(world) {
    const [one, other] = having(world, open, "member");
    const [writer, reader] = [await world.signedIn(one), await world.signedIn(other)];
    const topic = await longTopic(world, writer, open, "Read from end to end", 120);
    await world.ask(reader, "forum.mark_read", { topic: topic.topic, number: 30 });
    await reader.goto(`/topics/${topic.topic}`);
    await reader.getByRole("link", { name: "Go to the first new post, number 31" }).click();
    await sureComeTo(reader, postSaying(reader, "Post 31 of many"), "by the link above the posts");

    // once more, after looking elsewhere on the page
    await reader.evaluate(() => window.scrollTo(0, 0));
    await reader.getByRole("link", { name: "Go to the first new post, number 31" }).click();
    await sureComeTo(reader, postSaying(reader, "Post 31 of many"), "a second time");

    const seen = [];
    for (const later of ["51 to 120", "101 to 120", ""]) {
        seen.push(
            ...(await reader.locator("article.post").evaluateAll((all) => all.map(({ id }) => id))),
        );
        if (!later) break;
        await reader.getByRole("link", { name: `Later posts, ${later}` }).click();
        await postSaying(reader, `Post ${later.split(" ")[0]} of many`).waitFor();
    }
    const expected = Array.from({ length: 120 }, (_, i) => `post-${i + 1}`);
    sure(seen.join() === expected.join(), `page by page all of them, each once: ${seen}`);
}

async function muteAndBack(world) {
    const [one, other] = having(world, open, "member");
    const [writer, laptop] = [await world.signedIn(one), await world.signedIn(other)];
    const topic = await longTopic(world, writer, open, "Louder than it is long", 2);
    const second = await longTopic(world, writer, open, "Quiet and useful", 2);
    await readAll(world, laptop, open);
    await openTopic(laptop, topic);
    await laptop.getByRole("button", { name: "Mute" }).click();
    await laptop.getByText("You muted this topic").first().waitFor();

    const main = laptop.getByRole("main");
    await laptop
        .getByRole("navigation", { name: "Groups" })
        .getByRole("link", { name: "Home" })
        .click();
    await laptop.getByText("You have read everything.").waitFor();
    // live, while home is looked at: the muted one first, so that the other's arrival proves it was told
    await world.change(writer, "forum.reply", { topic: topic.topic, text: "Louder still" });
    await world.change(writer, "forum.reply", { topic: second.topic, text: "Useful again" });
    await main.getByRole("link", { name: second.title }).waitFor();
    await sureNew(laptop, topic, false, 1);

    const phone = await world.signedIn(other);
    await phone.getByRole("main").getByRole("link", { name: second.title }).waitFor();
    await sureNew(phone, topic, false, 1);

    await openTopic(phone, topic);
    sure(
        (await phone.getByRole("button", { name: "Mute" }).getAttribute("aria-pressed")) === "true",
        "the other device knows that it is muted",
    );
    await phone.getByRole("button", { name: "Mute" }).click();
    await phone.getByText("You neither follow nor mute this topic.").first().waitFor();
    await world.change(writer, "forum.reply", {
        topic: topic.topic,
        text: "Once more, with feeling",
    });
    await world.again(laptop, "/").then(async (again) => {
        await again.getByRole("main").getByRole("link", { name: topic.title }).waitFor();
    });
}

/** Whether the topic is among what is new, and how many posts are new in all. */
async function sureNew(page, topic, is, count) {
    const main = page.getByRole("main");
    const shown = (await main.getByRole("link", { name: topic.title }).count()) > 0;
    sure(shown === is, `“${topic.title}” is ${is ? "" : "not "}among what is new`);
    const rail = page.getByRole("navigation", { name: "Groups" }).getByRole("link", { name: open });
    const words = await rail.innerText();
    sure(words.includes(`${count} new post`), `the group counts ${count} new, not “${words}”`);
}

async function followedStay(world) {
    const [one, other] = having(world, open, "member");
    const [writer, reader] = [await world.signedIn(one), await world.signedIn(other)];
    const topic = await longTopic(world, writer, open, "Worth coming back to", 1);
    await openTopic(reader, topic);
    await reader.getByRole("button", { name: "Follow", exact: true }).click();
    await reader.getByText("You follow this topic").first().waitFor();
    const phone = await world.signedIn(other);
    await phone.goto(`/groups/${world.groups[open].id}/forum`);
    await phone.getByRole("link", { name: "Followed" }).click();
    await phone.getByRole("main").getByRole("link", { name: topic.title }).waitFor();
    await openTopic(phone, topic);
    await phone.getByRole("button", { name: "Follow", exact: true }).click();
    await phone.getByText("You neither follow nor mute this topic.").first().waitFor();
    await reader.goto(`/groups/${world.groups[open].id}/forum?show=following`);
    await reader.getByRole("heading", { name: "Topics" }).waitFor();
    await reader.getByText("Loading…").waitFor({ state: "detached" });
    sure(
        (await reader.getByRole("main").getByRole("link", { name: topic.title }).count()) === 0,
        "what is no longer followed left the list",
    );
}

async function allNewOfGroup(world) {
    const [one, other] = having(world, open, "member");
    const [writer, reader] = [await world.signedIn(one), await world.signedIn(other)];
    await readAll(world, reader, open);
    for (const number of [1, 2, 3, 4])
        await longTopic(world, writer, open, `New subject ${number}`, 1);
    await reader.goto("/");
    await reader.getByRole("link", { name: `All new posts in ${open}` }).click();
    const rows = reader.getByRole("main").getByRole("link", { name: /^New subject/ });
    await rows.nth(3).waitFor();
    const old = reader.getByRole("main").locator("h3:not(.unread)");
    sure((await old.count()) === 0, "only topics with something new are listed");
}

async function mentionedIsTold(world) {
    const [one, other] = having(world, open, "member");
    const [writer, named] = [await world.signedIn(one), await world.signedIn(other)];
    const { person, name } = await world.ask(named, "people.me", {});
    const topic = await longTopic(world, writer, open, "Somebody may know", 55);
    await readAll(world, named, open);
    await named.goto("/");
    await named.getByRole("heading", { name: "Waiting for you" }).waitFor();
    const text = `[@${name}](/people/${person}) may know`;
    await world.change(writer, "forum.reply", { topic: topic.topic, text });
    const waiting = named.locator(".waiting");
    await waiting.getByRole("link", { name: topic.title }).click();
    await sureComeTo(named, postSaying(named, "may know"), "from what waits");
    await named.getByRole("link", { name: "Home" }).first().click();
    await named.getByRole("heading", { name: "Waiting for you" }).waitFor();
    await waiting.getByRole("link", { name: topic.title }).waitFor({ state: "detached" });
}

export const findingJourneys = [
    {
        sentence: "a post's own link leads to that post, in a fresh tab and for another member",
        walk: linkLeadsToPost,
    },
    { sentence: "the link of a deleted post leads to the mark it left", walk: linkOfDeletedPost },
    {
        sentence: "links into a group one may not see answer like links to nothing",
        walk: linkOfForeignGroup,
    },
    {
        sentence: "who has read half of a long topic comes to the first post they have not read",
        walk: firstUnread,
    },
    {
        sentence: "a long topic is read page by page and nothing is skipped",
        walk: nothingIsSkipped,
    },
    {
        sentence: "a muted topic is not counted as new on any device, and comes back when unmuted",
        walk: muteAndBack,
    },
    {
        sentence: "a followed topic is in the list of followed ones, on all devices",
        walk: followedStay,
    },
    {
        sentence: "home leads to all that is new in a group, and to nothing else",
        walk: allNewOfGroup,
    },
    { sentence: "who is mentioned finds it waiting and comes to that post", walk: mentionedIsTold },
];
