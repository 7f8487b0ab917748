// What people cost who only have a page open: the look that nodes take once a second, above all.
import { readFileSync, readdirSync } from "node:fs";
import { setTimeout as pause } from "node:timers/promises";

import { median, whole } from "./figures.mjs";
import { Network, load } from "./network.mjs";

const ticksPerSecond = 100; // USER_HZ, in which the kernel counts everywhere

export const title = "Pages that are only open";

export const words = `So many people are connected, each follows a group of their own, and nothing happens. Where several nodes may serve a network (PostgreSQL),
a node looks once a second at the newest number of each feed that its connections follow, and at each person's own: two feeds a
connection here, one node. Time of a core that it takes in each second, of the node and of PostgreSQL.`;

export async function measure({ cluster, small, times, seconds }) {
    const people = small ? 20 : 4_000;
    const rows = [];
    for (const [engine, place] of Object.entries({ SQLite: null, PostgreSQL: await cluster() })) {
        const shape = { people, tokens: people, sizes: Array(people).fill(1) };
        const network = await Network.make(shape, place);
        const { node, database } = await median(times, () => idle(network, people, seconds));
        const each = (used) => `${(used * 1000).toFixed(1)} ms`;
        rows.push([engine, whole(people), each(node), place ? each(database) : ""]);
    }
    return { head: ["database", "connections", "node", "PostgreSQL"], rows };
}

async function idle(network, people, seconds) {
    const [address] = await network.serve(1);
    const [node] = network.pids();
    const listen = Array.from({ length: people }, (_, one) => network.listener(address, one, one));
    let over = false;
    const loaded = load(listen, { seconds: 5 * seconds + 2, warming: 0 }).then(() => (over = true));
    while (!over && readdirSync(`/proc/${node}/fd`).length < people) await pause(50);
    await pause(3000 * seconds); // all have asked what they have to, and the search has read what was new
    if (over) throw new Error(`${people} people did not connect in time`);
    const used = () => ({ node: ticksOf(node), database: ticksOfFamily(network.cluster?.pid) });
    const before = used();
    const from = performance.now();
    await pause(1000 * seconds);
    const passed = ((performance.now() - from) / 1000) * ticksPerSecond;
    const after = used();
    await loaded;
    await network.stop();
    return {
        node: (after.node - before.node) / passed,
        database: (after.database - before.database) / passed,
    };
}

/** After the name in brackets: state, parent, …; the 12th and 13th are user's and system's time. */
function statOf(pid) {
    const fields = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ").at(-1).split(" ");
    return { parent: Number(fields[1]), ticks: Number(fields[11]) + Number(fields[12]) };
}

const ticksOf = (pid) => statOf(pid).ticks;

/** Of a process and its children; none is 0. */
function ticksOfFamily(pid) {
    if (pid === undefined) return 0;
    let all = ticksOf(pid);
    for (const name of readdirSync("/proc").filter((one) => /^\d+$/.test(one))) {
        try {
            const { parent, ticks } = statOf(name);
            if (parent === pid) all += ticks;
        } catch {
            // It has ended meanwhile.
        }
    }
    return all;
}
