// What a post takes on the disk, and what a connection takes in memory.
import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";

import { Socket } from "../harness/socket.mjs";
import { whole } from "./figures.mjs";
import { Network, load, postBytes } from "./network.mjs";

const writers = 16;

export const title = "Room: disk for posts, memory for connections";

export const words = `Disk: ${writers} people post ${postBytes} characters each in one topic; what the database grew by, entries, receipts,
indexes and all, for each post of its topic (SQLite: the files after the server has ended; PostgreSQL: \`pg_database_size\`, and what was
written to the log). Memory: what the process of a node grew by (RSS) when so many people came and followed a group, one WebSocket
each; what the kernel keeps for a socket comes on top.`;

export async function measure({ cluster, small, times, ...how }) {
    const listeners = small ? 50 : 5_000;
    const rows = [];
    for (const [engine, place] of Object.entries({ SQLite: null, PostgreSQL: await cluster() })) {
        const people = writers + listeners;
        const network = await Network.make({ people, tokens: people, sizes: [people] }, place);
        const { posts, grown, logged } = await disk(network, how);
        const each = (bytes) => (bytes === null ? "" : `${whole(bytes / posts)} bytes`);
        rows.push([
            engine,
            whole(posts),
            each(grown),
            each(logged),
            ...(await memory(network, listeners, how)),
        ]);
    }
    const head = ["database", "posts", "disk for each", "log for each", "connections"];
    return { head: [...head, "memory of the node before", "memory for each"], rows };
}

async function disk(network, how) {
    const before = await sizeOf(network);
    const [address] = await network.serve(1);
    const write = Array.from({ length: writers }, (_, person) =>
        network.writer(address, person, 0),
    );
    await load(write, how);
    const socket = await Socket.open(`http://${address}`, network.tokens[0]);
    const { topic } = await socket.call("forum.topic", { topic: network.groups[0].topic });
    socket.close();
    await network.stop();
    const after = await sizeOf(network);
    return {
        posts: topic.posts,
        grown: after.kept - before.kept,
        logged: after.logged === null ? null : after.logged - before.logged,
    };
}

async function sizeOf({ cluster, database, folder }) {
    if (!cluster) {
        const files = readdirSync(folder).map((name) => statSync(join(folder, name)).size);
        return { kept: files.reduce((all, one) => all + one, 0), logged: null };
    }
    const logged = "CAST(pg_current_wal_lsn() - '0/0' AS BIGINT)";
    const sql = `SELECT json_build_object('kept', pg_database_size('${database}'), 'logged', ${logged})`;
    return (await cluster.rows(database, sql))[0];
}

async function memory(network, count, { seconds }) {
    const [address] = await network.serve(1);
    const before = network.memory();
    const listen = Array.from({ length: count }, (_, one) =>
        network.listener(address, writers + one, 0),
    );
    const loaded = load(listen, { seconds: seconds + 2, warming: 0 });
    let most = before;
    const looking = setInterval(() => (most = Math.max(most, network.memory())), 100);
    await loaded;
    clearInterval(looking);
    await network.stop();
    const megabytes = `${(before / 2 ** 20).toFixed(0)} MB`;
    return [whole(count), megabytes, `${((most - before) / count / 1024).toFixed(1)} kB`];
}
