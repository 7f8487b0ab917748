// Where no WebSocket comes through: the tabs of a browser share one stream of events.
import { sure } from "../harness/report.mjs";
import { having, open, openTopic, postSaying, someTopic, writeReply } from "./people.mjs";

/** Streams that the proxy has opened since. */
const counting = (world) => {
    const before = world.proxy.streams;
    return () => world.proxy.streams - before;
};

async function tabsShareOne(world) {
    const [one, other] = having(world, open, "member");
    const [reader, writer] = [await world.signedIn(one), await world.signedIn(other)];
    const topic = await someTopic(world, reader, open);
    await openTopic(reader, topic);
    await openTopic(writer, topic);
    await writeReply(writer, "Before there was a second tab");
    await postSaying(reader, "Before there was a second tab").waitFor();

    const opened = counting(world);
    const tabs = [];
    for (let i = 0; i < 7; i += 1) {
        const tab = await world.again(reader, `/topics/${topic.topic}`);
        await tab.getByRole("textbox", { name: "Your reply" }).waitFor();
        tabs.push(tab);
    }
    await writeReply(writer, "Eight tabs hear this");
    for (const tab of [reader, ...tabs]) await postSaying(tab, "Eight tabs hear this").waitFor();
    sure(opened() === 0, `seven more tabs opened ${opened()} streams`);

    await reader.close(); // it held the stream
    await writeReply(writer, "Said while nobody held it");
    for (const tab of tabs) await postSaying(tab, "Said while nobody held it").waitFor();
    await writeReply(writer, "And one more");
    for (const tab of tabs) {
        await postSaying(tab, "And one more").waitFor();
        const times = await postSaying(tab, "Said while nobody held it").count();
        sure(times === 1, `it is shown ${times} times`);
    }
    sure(opened() === 1, `after the first tab was closed ${opened()} streams were opened`);
    await writeReply(tabs[3], "Seven can write, too");
    await postSaying(writer, "Seven can write, too").waitFor();
}

async function endedEverywhere(world) {
    const [mail] = having(world, open, "member");
    const page = await world.signedIn(mail);
    const tab = await world.again(page, `/groups/${world.groups[open].id}`);
    await tab.getByRole("region", { name: "Here now" }).waitFor();
    const other = await world.signedIn(mail);
    const { sign_ins: all } = await world.ask(other, "people.sign_ins", {});
    for (const { sign_in: one, this_one: own } of all) {
        if (!own) await world.ask(other, "people.end_sign_in", { sign_in: one });
    }
    const from = Date.now();
    for (const one of [page, tab]) await one.getByLabel("Mail address").waitFor();
    sure(Date.now() - from < 3_000, "they end soon");
}

export const streamJourneys = [
    {
        sentence: "the tabs of a browser share one stream; when its tab is closed another holds it",
        walk: tabsShareOne,
    },
    {
        sentence: "a sign-in that is ended elsewhere ends in all tabs of its stream",
        walk: endedEverywhere,
    },
];
