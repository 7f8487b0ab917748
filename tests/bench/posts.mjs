// Durable posts a second: 64 people who each post again as soon as the post before is acknowledged.
import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { temporaryFolder } from "../harness/demo.mjs";
import { programs } from "../harness/postgres.mjs";
import { run } from "../harness/program.mjs";
import { mediansInTurn, milliseconds, ratio, share, whole } from "./figures.mjs";
import { Network, load, postBytes } from "./network.mjs";
import { makeClients, statementsOfReply } from "./statements.mjs";

const people = 64;
const kinds = { "over 64 groups": (client) => client, "in one group": (client, count) => count };

export const title = "Durable posts a second";

export const words = `${people} people post through WebSockets, each again as soon as the post before is acknowledged, ${postBytes}
characters each (\`forum.reply\`): over ${people} groups, one each, and all in one topic of one group. Every acknowledged post is on the
disk (PostgreSQL: \`fsync\` and \`synchronous_commit\` on; SQLite: \`synchronous=FULL\`). p50 and p99 are of the time from sending a post
to its acknowledgement.

Beside it pgbench, ${people} clients, in turn with the others on the same PostgreSQL, in a copy of the same database. Its script is taken down
from PostgreSQL's log while a node stores a reply, so it says the same statements: with **the writes alone** it only
counts up the feed, inserts the entry, brings the topic up to date, inserts the post, what follows from it (following, reading
position, draft) and the receipt, in a transaction for each post; with **every statement** it also asks what a reply asks (sign-in, receipt,
permission, group). Not the same: pgbench has no server in front, knows no WebSocket, and nobody hears of its
posts. It speaks prepared statements, one after the other. A ratio is Folkmoot's figure beside pgbench's of the same row.`;

export async function measure({ cluster, small, times, ...how }) {
    const clients = small ? 8 : people;
    // Person n and two more sit in group n, all of them in the last one.
    const shape = { people: clients, tokens: clients, sizes: [...Array(clients).fill(3), clients] };
    const onPostgres = await Network.make(shape, await cluster());
    const script = await statementsOfReply(onPostgres, "x".repeat(postBytes));
    // pgbench has a database of its own, so that nobody looks for words in its posts.
    const copy = { ...onPostgres, database: onPostgres.cluster.freshDatabase(onPostgres.database) };
    const onSqlite = await Network.make(shape);
    const rows = [];
    for (const [name, groupOf] of Object.entries(kinds).slice(small ? 1 : 0)) {
        const groups = Array.from({ length: clients }, (_, client) => groupOf(client, clients));
        await makeClients(copy, groups);
        const [writes, all, one, two, sqlite] = await mediansInTurn(times, [
            () => pgbench(copy, script.writes, clients, how),
            () => pgbench(copy, script.all, clients, how),
            () => folkmoot(onPostgres, 1, groups, how),
            () => folkmoot(onPostgres, 2, groups, how),
            () => folkmoot(onSqlite, 1, groups, how),
        ]);
        const beside = ({ rate }) => [ratio(rate / writes.rate), ratio(rate / all.rate)];
        rows.push(
            line(name, "pgbench, the writes alone", writes),
            line(name, "pgbench, every statement", all),
            line(name, "PostgreSQL, one node", one, beside(one)),
            line(name, "PostgreSQL, two nodes", two, beside(two)),
            line(name, "SQLite", sqlite, beside(sqlite)),
        );
    }
    const head = ["posts", "by", "posts/s", "p50", "p99", "to the writes", "to every statement"];
    return { head: [...head, "a core of the load generator"], rows };
}

function line(name, by, { rate, p50, p99, cpu }, ratios = ["", ""]) {
    const measured = [whole(rate), milliseconds(p50), milliseconds(p99)];
    return [name, by, ...measured, ...ratios, cpu === undefined ? "" : share(cpu)];
}

/** Person n posts in groups[n]. */
async function folkmoot(network, nodes, groups, how) {
    const addresses = await network.serve(nodes);
    const connections = groups.map((group, person) =>
        network.writer(addresses[person % nodes], person, group),
    );
    const { acknowledged, cpu } = await load(connections, how);
    await network.stop();
    const { count, p50, p99 } = acknowledged;
    return { rate: count / how.seconds, p50, p99, cpu };
}

async function pgbench({ cluster, database }, script, clients, { seconds, warming }) {
    const folder = temporaryFolder();
    const file = join(folder, "script.sql");
    writeFileSync(file, script);
    // Ids begin where no run before has been.
    const [from] = await cluster.rows(database, "SELECT to_json(count(*)) FROM folkmoot.receipts");
    const variables = ["-D", "known=0", "-D", `number=${from}`];
    const whole = Math.ceil(seconds + warming) + 1; // its clients do not all begin at once
    const how = ["-n", "-M", "prepared", "-c", String(clients), "-T", String(whole)];
    const log = ["--log", "--log-prefix", join(folder, "log")];
    const url = `${cluster.url(database)}&options=-csearch_path%3Dfolkmoot`;
    await run(`${programs}/pgbench`, ...how, ...variables, ...log, "-f", file, url);
    const name = readdirSync(folder).find((one) => one.startsWith("log."));
    return rateOf(readFileSync(join(folder, name), "utf8"), seconds, warming);
}

/** From pgbench's log: a line for each transaction, with how long it took and when it ended. */
function rateOf(log, seconds, warming) {
    const all = log
        .trim()
        .split("\n")
        .map((line) => line.split(" ").map(Number));
    const ended = ([, , , , second, microsecond]) => second + microsecond / 1e6;
    const from = Math.min(...all.map((one) => ended(one) - one[2] / 1e6)) + warming;
    const counted = all.filter((one) => ended(one) >= from && ended(one) < from + seconds);
    const times = counted.map(([, , microseconds]) => microseconds / 1000).sort((a, b) => a - b);
    const at = (part) => times[Math.ceil(part * times.length) - 1];
    return { rate: times.length / seconds, p50: at(0.5), p99: at(0.99) };
}
