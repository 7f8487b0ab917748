// What a reply says to PostgreSQL, as a script for pgbench: taken down from PostgreSQL's own log while
// a node stores one, so that the two never drift apart.
import { readFileSync } from "node:fs";
import { join } from "node:path";

import { freshId } from "../harness/random.mjs";
import { Socket } from "../harness/socket.mjs";

/** pgbench knows no ids: a client asks once who it is and where it writes. */
const whoAmI = `\\if :known = 0
SELECT * FROM bench_clients WHERE client = :client_id \\gset
\\set known 1
\\endif
\\set number :number + 1
\\set at :number * 64 + :client_id
`;

/** What only our writers need, who wait for a standby as long as it takes. */
const ofOurs = /^SET LOCAL/;
const reads = /^SELECT/;

/** Microseconds: no two posts are of the same. */
const instant = /^\d{16}$/;

/** {all, writes}: the statements of one reply, and those of them that write. Nobody serves `network`. */
export async function statementsOfReply(network, text) {
    const { cluster, database } = network;
    await cluster.rows(database, `ALTER DATABASE ${database} SET log_statement = 'all'`);
    const [address] = await network.serve(1);
    const reply = { request: freshId(), topic: network.groups[0].topic, text };
    const socket = await Socket.open(`http://${address}`, network.tokens[0]);
    await socket.call("forum.reply", { ...reply, request: freshId() }); // the first prepares
    const answer = await socket.call("forum.reply", reply);
    socket.close();
    await network.stop();
    await cluster.rows(database, `ALTER DATABASE ${database} RESET log_statement`);

    const spoken = transactionOf(spokenIn(join(cluster.folder, "log")), bytea(reply.request));
    const [known] = await cluster.rows(database, identities("true", "LIMIT 1", answer.post));
    const names = new Map(Object.entries(known).map(([name, value]) => [value, `:${name}`]));
    names.set(keyOf(known.person), ":held_together").set(keyOf(known.group_id), ":held_alone");
    names.set(bytea(reply.request), freshBytes(1)).set(bytea(answer.post), freshBytes(2));
    // What a statement gives, others take.
    names.set(String(answer.entry), ":last_number").set(String(answer.number), ":posts");
    const ours = spoken.filter(({ sql }) => !ofOurs.test(sql));
    const script = (some) => whoAmI + some.map((one) => forPgbench(one, names)).join("");
    return { all: script(ours), writes: script(ours.filter(({ sql }) => !reads.test(sql))) };
}

/** The table that pgbench's clients look themselves up in: client n writes in the group places[n]. */
export async function makeClients({ cluster, database, groups }, places) {
    await cluster.rows(database, "DROP TABLE IF EXISTS folkmoot.bench_clients");
    const made = `CREATE TABLE folkmoot.bench_clients (client BIGINT PRIMARY KEY, person BYTEA,
        sign_in BYTEA, authority BYTEA, topic BYTEA, group_id BYTEA, feed BYTEA, held_together BIGINT,
        held_alone BIGINT)`;
    await cluster.rows(database, made);
    for (const [client, place] of places.entries()) {
        const { topic, group } = groups[place];
        const who = `p.name = 'Person ${client}' AND t.id = '${bytea(topic)}'`;
        const columns = "p.id, i.id, t.authority, t.id, g.id, g.feed";
        const [person] = await cluster.rows(database, `SELECT to_json(p.id) ${from} WHERE ${who}`);
        await cluster.rows(
            database,
            `INSERT INTO folkmoot.bench_clients
             SELECT ${client}, ${columns}, ${keyOf(person)}, ${keyOf(group)} ${from} WHERE ${who}`,
        );
    }
    await cluster.rows(database, "GRANT SELECT ON folkmoot.bench_clients TO PUBLIC");
}

const from = `FROM folkmoot.people p JOIN folkmoot.sign_ins i ON i.person = p.id
    CROSS JOIN folkmoot.topics t JOIN folkmoot.groups g ON g.id = t.group_id`;

const identities = (who, limit, post) => `
    SELECT json_build_object('person', p.id, 'sign_in', i.id, 'authority', t.authority, 'topic', t.id,
                             'group_id', g.id, 'feed', g.feed)
      ${from} JOIN folkmoot.posts o ON o.topic = t.id AND o.author = p.id AND o.id = '${bytea(post)}'
     WHERE ${who} ${limit}`;

/** What a change holds of an id: storage/postgres/connection.cpp. */
const keyOf = (id) =>
    String(BigInt.asIntN(64, BigInt(`0x${id.replaceAll(/\W|x/g, "").slice(-16)}`)));

const bytea = (id) => `\\x${id.replaceAll("-", "")}`;

/** 16 bytes that nobody else has, and that come in order as ids of ours do. */
const freshBytes = (kind) => `(int8send(:number * 64 + :client_id) || int8send(${kind}))`;

/** What was executed: [{pid, sql, parameters}]. A line that begins with a tab goes on with the one before. */
function spokenIn(log) {
    const spoken = [];
    const lines = readFileSync(log, "utf8")
        .replaceAll("\n\t", "\n ")
        .split(/\n(?=\d{4}-)/);
    for (const line of lines) {
        const [, pid, kind, rest] = line.match(/\[(\d+)\] (LOG|DETAIL): {2}(.*)$/s) ?? [];
        const executed = kind === "LOG" && rest.match(/^execute \w+: (.*)$/s);
        if (executed) spoken.push({ pid, sql: executed[1].trim(), parameters: new Map() });
        const given = kind === "DETAIL" && rest.match(/^parameters: (.*)$/s);
        if (given) spoken.at(-1).parameters = parametersIn(given[1]);
    }
    return spoken;
}

function parametersIn(text) {
    const all = text.matchAll(/\$(\d+) = (NULL|'((?:[^']|'')*)')/g);
    return new Map(
        [...all].map(([, number, word, value]) => [number, word === "NULL" ? null : value]),
    );
}

/** From BEGIN to COMMIT, on the connection on which a parameter was `marker`. */
function transactionOf(spoken, marker) {
    const at = spoken.findIndex(({ parameters }) => [...parameters.values()].includes(marker));
    const own = spoken.filter(({ pid }) => pid === spoken[at].pid);
    const middle = own.indexOf(spoken[at]);
    const begin = own.slice(0, middle).findLastIndex(({ sql }) => sql.startsWith("BEGIN"));
    const end = own.findIndex(({ sql }, place) => place > middle && sql.startsWith("COMMIT"));
    return own.slice(begin, end + 1);
}

function forPgbench({ sql, parameters }, names) {
    const filled = sql.replace(/\$(\d+)/g, (_, number) => {
        const value = parameters.get(number);
        if (value === null) return "NULL";
        if (instant.test(value)) return `(${value} + :at)`;
        return names.get(value) ?? literal(value);
    });
    return `${filled}${/RETURNING/.test(sql) ? " \\gset" : ";"}\n`;
}

/** pgbench would take a colon for the beginning of a variable. */
function literal(value) {
    if (!value.includes(":")) return `'${value}'`;
    return `E'${value.replaceAll("\\", "\\\\").replaceAll(":", "\\x3a")}'`;
}
