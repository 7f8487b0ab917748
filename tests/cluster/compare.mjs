// What was promised beside what is: the writers' journal and the listeners' notes against the database.
import { differences, few } from "../crash/compare.mjs";

/** Each acknowledged write is there exactly once: by its content and by its receipt. */
export function wrongWrites(journal, database) {
    const receipts = new Map();
    for (const { person, request } of database.receipts) {
        const key = `${person} ${request}`;
        receipts.set(key, (receipts.get(key) ?? 0) + 1);
    }
    const wrongReceipts = journal
        .in("acknowledged")
        .map(({ person, id }) => ({ id, there: receipts.get(`${person} ${id}`) ?? 0 }))
        .filter(({ there }) => there !== 1)
        .map(({ id, there }) => `request ${id} was acknowledged and has ${there} receipts`);
    const unsettled = journal.in("sent").map(({ id }) => `request ${id} was never acknowledged`);
    return [...differences(journal, database), ...few(wrongReceipts), ...few(unsettled)];
}

/** What each listener was told of each feed is all there is, from where it began. */
export function wrongTellings(listeners, database) {
    return few(listeners.flatMap((listener) => wrongAt(listener, database)));
}

/** Somebody who was removed was told nothing that came after the entry which says so. */
export function wrongAfterTheEnd(leavers, database) {
    const sentences = leavers.flatMap(({ seat, feed, listener }) => {
        const { from, last, ended, entries } = listener.heard.get(feed);
        const end = database.ends.get(seat);
        if (end === undefined) return [`seat ${seat} has not ended`];
        const late =
            last > end ? [`${feed} ended for somebody at ${end}; they were told ${last}`] : [];
        const blind = ended ? [] : [`somebody was removed from ${feed} and never told so`];
        return [...late, ...blind, ...unlike(feed, from, entries, database), ...listener.problems];
    });
    return few(sentences);
}

function wrongAt(listener, database) {
    const missing = [];
    for (const [feed, { from, last, ended, entries }] of listener.heard) {
        const newest = byFeed(database).get(feed)?.length ?? 0;
        if (ended) missing.push(`${feed} ended for ${listener.person.me.name}`);
        if (last !== newest) {
            missing.push(`${feed}: ${listener.person.me.name} heard up to ${last} of ${newest}`);
        }
        missing.push(...unlike(feed, from, entries, database));
    }
    return [...listener.problems, ...missing];
}

function unlike(feed, from, entries, database) {
    const rows = byFeed(database).get(feed) ?? [];
    for (const [place, { number, kind, post }] of entries.entries()) {
        if (number !== from + place + 1) return [`${feed}: ${number} is told in place ${place}`];
        const row = rows[number - 1];
        if (!row) return [`${feed}: ${number} was told and is not there`];
        if (row.kind !== kind || (post && row.post !== post)) {
            return [
                `${feed}: ${number} was told as ${kind} ${post} and is ${row.kind} ${row.post}`,
            ];
        }
    }
    return [];
}

/** The entries of each feed, by number. */
function byFeed(database) {
    if (!database.feeds) {
        database.feeds = new Map();
        for (const row of database.entries) {
            if (!database.feeds.has(row.feed)) database.feeds.set(row.feed, []);
            database.feeds.get(row.feed).push(row);
        }
    }
    return database.feeds;
}
