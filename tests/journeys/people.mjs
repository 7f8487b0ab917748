// The places of the demonstration network that journeys go to.
export const open = "Digital inclusion";
export const byRequest = "Impact measures and evaluation";
export const byInvitation = "Support for union learning representatives";

/** Everybody who has this role in the group; "none": sees it without a seat. */
export function having(world, group, role) {
    const found = [...world.groups[group].roles].filter(([, held]) => held === role);
    if (found.length === 0) throw new Error(`nobody is ${role} in ${group}`);
    return found.map(([mail]) => mail);
}

/** A topic of the group that takes replies. */
export async function someTopic(world, page, group, fits = () => true) {
    const { topics } = await world.ask(page, "forum.topics", { group: world.groups[group].id });
    const topic = topics.find((row) => !row.closed && fits(row));
    if (!topic) throw new Error(`no topic of ${group} fits`);
    return topic;
}

/** A topic that this person starts, with so many posts; "Post N of many" stands in each. */
export async function longTopic(world, page, group, title, posts) {
    const said = { group: world.groups[group].id, title, question: false, labels: [] };
    const first = { ...said, text: "Post 1 of many" };
    const { topic } = await world.change(page, "forum.start_topic", first);
    for (let number = 2; number <= posts; number += 1) {
        await world.change(page, "forum.reply", { topic, text: `Post ${number} of many` });
    }
    return { topic, title };
}

/** Reads all there is in the group, so that only what comes now is new. */
export function readAll(world, page, group) {
    return world.ask(page, "forum.mark_group_read", {
        group: world.groups[group].id,
        entry: 9_000_000,
    });
}

/** Opens a topic and waits for its posts. */
export async function openTopic(page, topic) {
    await page.goto(`/topics/${topic.topic}`);
    await page.getByRole("heading", { level: 1, name: topic.title }).waitFor();
    await reply(page).waitFor();
}

/** Where one writes a reply. */
export function reply(page) {
    return page.getByRole("textbox", { name: "Your reply" });
}

/** The stored post with these words. Waiting ones stand in a list of their own. */
export function postSaying(page, words) {
    return page.locator("article.post:not(.unsent)", { hasText: words });
}

export async function writeReply(page, words) {
    await reply(page).fill(words);
    await page.getByRole("button", { name: "Post reply" }).click();
}

/** Opens what else one may do with a post. */
export function openMore(post) {
    return post.locator("summary", { hasText: "More" }).click();
}

/** The banner says so, in its long words or, on a phone, in its short ones. */
export function lineIsDown(page) {
    return page
        .getByText(/The line is down/)
        .filter({ visible: true })
        .first()
        .waitFor();
}
