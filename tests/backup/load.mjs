// A network that people write to, and its journal.
import { Server } from "../harness/server.mjs";
import { sure } from "../harness/report.mjs";
import { Journal } from "../crash/journal.mjs";
import { writersAmong, writingPeople } from "../crash/writers.mjs";

/** Does something while 32 writers write. Gives the requests by what was known of each when it began and
 * ended: `before` were acknowledged when it began, `after` began when it had ended. */
export async function underLoad(demo, random, work) {
    const server = await Server.start(demo.data);
    const people = await writingPeople(server.address, await demo.tokens());
    sure(people.length > 3, "hardly anybody of the demonstration network may write");
    const journal = new Journal();
    let ended = false;
    const writers = writersAmong(people, journal, random);
    const writing = Promise.all(writers.map((each) => each.write(server.address, () => ended)));
    await waitFor(() => journal.in("acknowledged").length > 300, writing);
    const before = journal.in("acknowledged");
    await Promise.race([work(), writing]);
    const sent = journal.requests.length;
    const goal = journal.in("acknowledged").length + 50;
    await waitFor(() => journal.in("acknowledged").length > goal, writing);
    ended = true;
    await writing;
    await server.stop();
    return { before, during: journal.requests.slice(0, sent), after: journal.requests.slice(sent) };
}

/** Until something holds; a writer that fails ends it at once. */
async function waitFor(holds, writing) {
    while (!holds()) await Promise.race([new Promise((done) => setTimeout(done, 10)), writing]);
}

/** How often each marker stands in what crash_check found. */
export function timesWritten({ posts, texts }) {
    const times = new Map();
    for (const { text } of [...posts.values(), ...texts]) {
        const marker = text.match(/^marker-[0-9]+-[0-9]+\./)?.[0];
        if (marker) times.set(marker, (times.get(marker) ?? 0) + 1);
    }
    return times;
}
