// The journal beside the database, while no server runs.
import { join } from "node:path";

import { program, run } from "../harness/program.mjs";

/** Reads a data folder with crash_check: {problems, posts, texts, thanks, entries}. */
export async function lookInto(data) {
    const printed = await run(program("crash_check"), join(data, "folkmoot.sqlite"));
    const found = { problem: [], post: [], text: [], thanks: [], entry: [] };
    for (const line of printed.split("\n").filter(Boolean)) {
        const row = JSON.parse(line);
        if (!found[row.what]) throw new Error(`crash_check says ${line}`);
        found[row.what].push(row);
    }
    const { problem, post, text, thanks, entry } = found;
    return {
        problems: problem.map((row) => row.problem),
        posts: new Map(post.map((row) => [row.post, row])),
        texts: text,
        thanks,
        entries: entry,
    };
}

/** All that is not as it was promised, as sentences; at most a few of each kind. */
export function differences(journal, database) {
    const written = countMarkers(database);
    const told = countEntries(database);
    return [
        ...database.problems,
        ...few(missingPosts(journal, database)),
        ...few(untoldPosts(journal, told)),
        ...few(wrongCounts(journal, written)),
        ...few(wrongThanks(journal, database, told)),
    ];
}

export function few(sentences) {
    if (sentences.length <= 5) return sentences;
    return [...sentences.slice(0, 5), `… and ${sentences.length - 5} more like this`];
}

function missingPosts(journal, database) {
    const sentences = [];
    for (const [id, known] of journal.posts) {
        const there = database.posts.get(id);
        if (!there) {
            sentences.push(`post ${id} was acknowledged and is not there`);
            continue;
        }
        for (const field of ["topic", "number", "entry"]) {
            if (there[field] !== known[field]) {
                sentences.push(
                    `post ${id}: ${field} ${known[field]} was acknowledged, ${there[field]} is there`,
                );
            }
        }
        if (there.text !== known.text && (known.maybe === null || there.text !== known.maybe)) {
            sentences.push(`post ${id} does not hold the text that was acknowledged last`);
        }
    }
    return sentences;
}

function untoldPosts(journal, told) {
    return [...journal.posts.keys()]
        .filter((id) => told.get(`added ${id}`) !== 1)
        .map((id) => `post ${id} is told by ${told.get(`added ${id}`) ?? 0} entries, not by one`);
}

/** Each marker once if acknowledged, at most once if not known, never if refused. */
function wrongCounts(journal, written) {
    return journal.requests
        .filter(({ marker }) => marker)
        .map(({ method, state, marker, id }) => ({
            method,
            state,
            id,
            times: written.get(marker) ?? 0,
        }))
        .filter(({ state, times }) => !timesAllowed[state].includes(times))
        .map(
            ({ method, state, id, times }) => `${method} ${id}, ${state}, is there ${times} times`,
        );
}

const timesAllowed = { acknowledged: [1], sent: [0, 1], unavailable: [0] };

function wrongThanks(journal, database, told) {
    const rows = new Set(database.thanks.map(({ post, person }) => `${person} ${post}`));
    return journal
        .in("acknowledged")
        .filter(({ method }) => method === "forum.thank")
        .map(({ person, parameters }) => `${person} ${parameters.post}`)
        .map((pair) => ({ pair, there: rows.has(pair), entries: told.get(`thanked ${pair}`) ?? 0 }))
        .filter(({ there, entries }) => !there || entries !== 1)
        .map(({ pair, there, entries }) => `thanks ${pair}: there ${there}, entries ${entries}`);
}

function countMarkers({ posts, texts }) {
    const written = new Map();
    for (const { text } of [...posts.values(), ...texts]) {
        const marker = text.match(/^marker-[0-9]+-[0-9]+\./)?.[0];
        if (marker) written.set(marker, (written.get(marker) ?? 0) + 1);
    }
    return written;
}

function countEntries({ entries }) {
    const told = new Map();
    const count = (key) => told.set(key, (told.get(key) ?? 0) + 1);
    for (const { kind, by, post } of entries) {
        if (kind === "post_added" || kind === "topic_started") count(`added ${post}`);
        if (kind === "thanked") count(`thanked ${by} ${post}`);
    }
    return told;
}
