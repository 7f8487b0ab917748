// The database looked at from outside, with psql: in the form in which tests/crash/compare.mjs wants it.

const uuid = (column) => `CAST(encode(${column}, 'hex') AS uuid)`;
const object = (...pairs) =>
    `json_build_object(${pairs.map(([name, value]) => `'${name}', ${value}`).join(", ")})`;

const gapsOfFeeds = `
    SELECT to_json('feed ' || ${uuid("f.id")} || ' has ' || count(e.number) || ' entries to number '
                   || COALESCE(max(e.number), 0) || ' where ' || f.last_number || ' are promised')
      FROM folkmoot.feeds f LEFT JOIN folkmoot.entries e ON e.feed = f.id
     GROUP BY f.id
    HAVING count(e.number) <> f.last_number OR COALESCE(max(e.number), 0) <> f.last_number
        OR COALESCE(min(e.number), 1) <> 1`;

const gapsOfTopics = `
    SELECT to_json('topic ' || ${uuid("t.id")} || ' has ' || count(o.id) || ' posts to number '
                   || COALESCE(max(o.number), 0) || ' where ' || t.posts || ' are promised')
      FROM folkmoot.topics t LEFT JOIN folkmoot.posts o ON o.topic = t.id
     GROUP BY t.id
    HAVING count(o.id) <> t.posts OR COALESCE(max(o.number), 0) <> t.posts
        OR COALESCE(min(o.number), 1) <> 1`;

const untoldPosts = `
    SELECT to_json('post ' || ${uuid("o.id")} || ' has another number in the feed than its entry')
      FROM folkmoot.posts o
      JOIN folkmoot.groups g ON g.id = o.group_id
      LEFT JOIN folkmoot.entries e ON e.feed = g.feed AND e.number = o.entry
     WHERE e.post IS NULL OR e.post <> o.id`;

const posts = `
    SELECT ${object(
        ["post", uuid("id")],
        ["topic", uuid("topic")],
        ["number", "number"],
        ["entry", "entry"],
        ["text", "text"],
    )} FROM folkmoot.posts`;

const texts = `SELECT ${object(["post", uuid("post")], ["text", "text"])} FROM folkmoot.post_texts`;

const thanks = `
    SELECT ${object(["post", uuid("post")], ["person", uuid("person")])} FROM folkmoot.thanks`;

const entries = `
    SELECT ${object(
        ["feed", uuid("feed")],
        ["number", "number"],
        ["kind", "kind"],
        ["by", uuid("by_person")],
        ["post", uuid("post")],
    )} FROM folkmoot.entries ORDER BY feed, number`;

const receipts = `
    SELECT ${object(["person", uuid("person")], ["request", uuid("request")])}
      FROM folkmoot.receipts`;

const ends = `
    SELECT ${object(["seat", uuid("id")], ["entry", "until_entry"])}
      FROM folkmoot.seats WHERE until_entry IS NOT NULL`;

/** {feed: newest number}. */
export async function newestNumbers(cluster, database) {
    const sql = `SELECT json_build_array(${uuid("id")}, last_number) FROM folkmoot.feeds`;
    return new Map(await cluster.rows(database, sql));
}

/** All there is; `ends` are the entries at which seats ended. */
export async function lookInto(cluster, database) {
    const rows = (sql) => cluster.rows(database, sql);
    const problems = await Promise.all([gapsOfFeeds, gapsOfTopics, untoldPosts].map(rows));
    const postRows = await rows(posts);
    return {
        problems: problems.flat(),
        posts: new Map(postRows.map((row) => [row.post, row])),
        texts: await rows(texts),
        thanks: await rows(thanks),
        entries: await rows(entries),
        receipts: await rows(receipts),
        ends: new Map((await rows(ends)).map(({ seat, entry }) => [seat, entry])),
    };
}
