-- The spine: feeds, their entries, and the receipts of changes.

CREATE TABLE feeds (
    id          BLOB    NOT NULL PRIMARY KEY,
    kind        TEXT    NOT NULL,
    last_number INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;

CREATE TABLE entries (
    feed      BLOB    NOT NULL REFERENCES feeds (id),
    number    INTEGER NOT NULL,
    at        INTEGER NOT NULL,
    kind      TEXT    NOT NULL,
    by_person BLOB,
    authority BLOB,
    group_id  BLOB,
    topic     BLOB,
    post      BLOB,
    seat      BLOB,
    label     BLOB,
    PRIMARY KEY (feed, number)
) STRICT, WITHOUT ROWID;

CREATE TABLE receipts (
    person  BLOB    NOT NULL,
    request BLOB    NOT NULL,
    method  TEXT    NOT NULL,
    hash    BLOB    NOT NULL,
    result  TEXT    NOT NULL,
    at      INTEGER NOT NULL,
    PRIMARY KEY (person, request)
) STRICT, WITHOUT ROWID;
CREATE INDEX receipts_by_age ON receipts (at);

-- Who there is: the network, its authorities, people and how they sign in.

CREATE TABLE network (
    single     INTEGER NOT NULL PRIMARY KEY CHECK (single = 1),
    id         BLOB    NOT NULL,
    feed       BLOB    NOT NULL REFERENCES feeds (id),
    name       TEXT    NOT NULL,
    public_url TEXT    NOT NULL,
    made_at    INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE authorities (
    id           BLOB    NOT NULL PRIMARY KEY,
    feed         BLOB    NOT NULL UNIQUE REFERENCES feeds (id),
    kind         TEXT    NOT NULL CHECK (kind IN ('council', 'union_body', 'partnership', 'provider', 'employer', 'other')),
    closed_at    INTEGER,
    succeeded_by BLOB REFERENCES authorities (id)
) STRICT, WITHOUT ROWID;

CREATE TABLE authority_names (
    authority  BLOB    NOT NULL REFERENCES authorities (id),
    from_at    INTEGER NOT NULL,
    name       TEXT    NOT NULL,
    short_name TEXT    NOT NULL,
    PRIMARY KEY (authority, from_at)
) STRICT, WITHOUT ROWID;

CREATE TABLE people (
    id            BLOB    NOT NULL PRIMARY KEY,
    feed          BLOB    NOT NULL UNIQUE REFERENCES feeds (id),
    name          TEXT    NOT NULL,
    language      TEXT    NOT NULL,
    zone          TEXT    NOT NULL,
    theme         TEXT    NOT NULL CHECK (theme IN ('system', 'light', 'dark')),
    administrator INTEGER NOT NULL CHECK (administrator IN (0, 1)),
    revision      INTEGER NOT NULL,
    made_at       INTEGER NOT NULL,
    ended_at      INTEGER
) STRICT, WITHOUT ROWID;

CREATE TABLE mails (
    folded       TEXT    NOT NULL PRIMARY KEY,
    person       BLOB    NOT NULL REFERENCES people (id),
    mail         TEXT    NOT NULL,
    confirmed_at INTEGER
) STRICT, WITHOUT ROWID;
CREATE INDEX mails_by_person ON mails (person);

CREATE TABLE passwords (
    person BLOB    NOT NULL PRIMARY KEY REFERENCES people (id),
    hash   TEXT    NOT NULL,
    set_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE sign_ins (
    id         BLOB    NOT NULL PRIMARY KEY,
    person     BLOB    NOT NULL REFERENCES people (id),
    kind       TEXT    NOT NULL CHECK (kind IN ('browser', 'token')),
    secret     BLOB    NOT NULL UNIQUE,
    label      TEXT    NOT NULL,
    made_at    INTEGER NOT NULL,
    used_at    INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    ended_at   INTEGER
) STRICT, WITHOUT ROWID;
CREATE INDEX sign_ins_by_person ON sign_ins (person);

CREATE TABLE affiliations (
    id          BLOB    NOT NULL PRIMARY KEY,
    person      BLOB    NOT NULL REFERENCES people (id),
    authority   BLOB    NOT NULL REFERENCES authorities (id),
    coordinator INTEGER NOT NULL CHECK (coordinator IN (0, 1)),
    from_at     INTEGER NOT NULL,
    until_at    INTEGER
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX affiliations_now ON affiliations (person, authority) WHERE until_at IS NULL;
CREATE INDEX affiliations_by_authority ON affiliations (authority);

-- Groups and the seats people hold in them. from_entry and until_entry are numbers of the group's
-- feed, desk_from of its desk's: there a right begins and ends.

CREATE TABLE groups (
    id          BLOB    NOT NULL PRIMARY KEY,
    feed        BLOB    NOT NULL UNIQUE REFERENCES feeds (id),
    desk        BLOB    NOT NULL UNIQUE REFERENCES feeds (id),
    name        TEXT    NOT NULL,
    purpose     TEXT    NOT NULL,
    kind        TEXT    NOT NULL CHECK (kind IN ('open', 'by_request', 'by_invitation')),
    archived_at INTEGER,
    revision    INTEGER NOT NULL,
    made_at     INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE seats (
    id          BLOB    NOT NULL PRIMARY KEY,
    group_id    BLOB    NOT NULL REFERENCES groups (id),
    person      BLOB    NOT NULL REFERENCES people (id),
    authority   BLOB    NOT NULL REFERENCES authorities (id),
    role        TEXT    NOT NULL CHECK (role IN ('facilitator', 'member', 'guest')),
    from_at     INTEGER NOT NULL,
    from_entry  INTEGER NOT NULL,
    until_at    INTEGER,
    until_entry INTEGER,
    desk_from   INTEGER,
    CHECK ((until_at IS NULL) = (until_entry IS NULL)),
    CHECK ((role = 'facilitator') = (desk_from IS NOT NULL))
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX seats_now ON seats (group_id, person, authority) WHERE until_at IS NULL;
CREATE INDEX seats_by_person ON seats (person, group_id);
CREATE INDEX seats_by_authority ON seats (authority);

CREATE TABLE join_requests (
    id         BLOB    NOT NULL PRIMARY KEY,
    group_id   BLOB    NOT NULL REFERENCES groups (id),
    person     BLOB    NOT NULL REFERENCES people (id),
    authority  BLOB    NOT NULL REFERENCES authorities (id),
    message    TEXT    NOT NULL,
    at         INTEGER NOT NULL,
    decided_at INTEGER,
    decided_by BLOB REFERENCES people (id),
    accepted   INTEGER CHECK (accepted IN (0, 1))
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX join_requests_waiting ON join_requests (group_id, person) WHERE decided_at IS NULL;
CREATE INDEX join_requests_by_person ON join_requests (person);

CREATE TABLE labels (
    id       BLOB NOT NULL PRIMARY KEY,
    group_id BLOB NOT NULL REFERENCES groups (id),
    name     TEXT NOT NULL,
    folded   TEXT NOT NULL,
    UNIQUE (group_id, folded)
) STRICT, WITHOUT ROWID;

-- The forum. `entry` is a post's number in the group's feed: unread is counted from it.

CREATE TABLE topics (
    id             BLOB    NOT NULL PRIMARY KEY,
    group_id       BLOB    NOT NULL REFERENCES groups (id),
    title          TEXT    NOT NULL,
    author         BLOB    NOT NULL REFERENCES people (id),
    authority      BLOB    NOT NULL REFERENCES authorities (id),
    as_guest       INTEGER NOT NULL CHECK (as_guest IN (0, 1)),
    at             INTEGER NOT NULL,
    revision       INTEGER NOT NULL,
    posts          INTEGER NOT NULL,
    last_at        INTEGER NOT NULL,
    last_entry     INTEGER NOT NULL,
    last_author    BLOB    NOT NULL REFERENCES people (id),
    last_authority BLOB    NOT NULL REFERENCES authorities (id),
    last_as_guest  INTEGER NOT NULL CHECK (last_as_guest IN (0, 1)),
    pinned         INTEGER NOT NULL CHECK (pinned IN (0, 1)),
    closed         INTEGER NOT NULL CHECK (closed IN (0, 1)),
    question       INTEGER NOT NULL CHECK (question IN (0, 1)),
    answer         BLOB, -- a post of this topic
    CHECK (question = 1 OR answer IS NULL)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX topics_by_last_post ON topics (group_id, pinned, last_entry);
CREATE INDEX topics_by_entry ON topics (group_id, last_entry);

CREATE TABLE topic_labels (
    topic BLOB NOT NULL REFERENCES topics (id),
    label BLOB NOT NULL REFERENCES labels (id),
    PRIMARY KEY (topic, label)
) STRICT, WITHOUT ROWID;
CREATE INDEX topic_labels_by_label ON topic_labels (label);

-- Long texts: rows found by their id, but kept in the order they came.
CREATE TABLE posts (
    id                   BLOB    NOT NULL PRIMARY KEY,
    topic                BLOB    NOT NULL REFERENCES topics (id),
    group_id             BLOB    NOT NULL REFERENCES groups (id),
    number               INTEGER NOT NULL,
    entry                INTEGER NOT NULL,
    author               BLOB    NOT NULL REFERENCES people (id),
    authority            BLOB    NOT NULL REFERENCES authorities (id),
    as_guest             INTEGER NOT NULL CHECK (as_guest IN (0, 1)),
    at                   INTEGER NOT NULL,
    text                 TEXT    NOT NULL,
    revision             INTEGER NOT NULL,
    edited_at            INTEGER,
    deleted_at           INTEGER,
    deleted_by           BLOB REFERENCES people (id),
    deleted_by_authority BLOB REFERENCES authorities (id),
    deleted_by_guest     INTEGER NOT NULL DEFAULT 0 CHECK (deleted_by_guest IN (0, 1)),
    deleted_why          TEXT    NOT NULL DEFAULT '',
    UNIQUE (topic, number),
    UNIQUE (topic, entry),
    CHECK (deleted_at IS NULL OR text = '')
) STRICT;

CREATE TABLE post_texts (
    post     BLOB    NOT NULL REFERENCES posts (id),
    revision INTEGER NOT NULL,
    at       INTEGER NOT NULL,
    text     TEXT    NOT NULL,
    PRIMARY KEY (post, revision)
) STRICT;

CREATE TABLE thanks (
    post      BLOB    NOT NULL REFERENCES posts (id),
    person    BLOB    NOT NULL REFERENCES people (id),
    authority BLOB    NOT NULL REFERENCES authorities (id),
    as_guest  INTEGER NOT NULL CHECK (as_guest IN (0, 1)),
    at        INTEGER NOT NULL,
    PRIMARY KEY (post, person)
) STRICT, WITHOUT ROWID;

CREATE TABLE mentions (
    person BLOB    NOT NULL REFERENCES people (id),
    post   BLOB    NOT NULL REFERENCES posts (id),
    at     INTEGER NOT NULL,
    PRIMARY KEY (person, post)
) STRICT, WITHOUT ROWID;
CREATE INDEX mentions_by_age ON mentions (person, at);
CREATE INDEX mentions_by_post ON mentions (post);

CREATE TABLE reports (
    id         BLOB    NOT NULL PRIMARY KEY,
    group_id   BLOB    NOT NULL REFERENCES groups (id),
    post       BLOB    NOT NULL REFERENCES posts (id),
    person     BLOB    NOT NULL REFERENCES people (id),
    authority  BLOB REFERENCES authorities (id),
    as_guest   INTEGER NOT NULL CHECK (as_guest IN (0, 1)),
    why        TEXT    NOT NULL,
    at         INTEGER NOT NULL,
    settled_at INTEGER,
    settled_by BLOB REFERENCES people (id)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX reports_waiting ON reports (group_id, post, person) WHERE settled_at IS NULL;

-- What belongs to one person alone: how they follow, how far they have read, what they began to write.

CREATE TABLE following (
    person BLOB NOT NULL REFERENCES people (id),
    topic  BLOB NOT NULL REFERENCES topics (id),
    how    TEXT NOT NULL CHECK (how IN ('follow', 'mute')),
    PRIMARY KEY (person, topic)
) STRICT, WITHOUT ROWID;

CREATE TABLE reading (
    person BLOB    NOT NULL REFERENCES people (id),
    topic  BLOB    NOT NULL REFERENCES topics (id),
    number INTEGER NOT NULL,
    at     INTEGER NOT NULL,
    PRIMARY KEY (person, topic)
) STRICT, WITHOUT ROWID;

-- Everything up to `entry` counts as read. read_at is NULL for somebody who only came in.
CREATE TABLE group_reading (
    person   BLOB    NOT NULL REFERENCES people (id),
    group_id BLOB    NOT NULL REFERENCES groups (id),
    entry    INTEGER NOT NULL,
    read_at  INTEGER,
    PRIMARY KEY (person, group_id)
) STRICT, WITHOUT ROWID;

-- `place` is the id of the group, topic or post, whichever it is.
CREATE TABLE drafts (
    person   BLOB    NOT NULL REFERENCES people (id),
    place    BLOB    NOT NULL,
    group_id BLOB REFERENCES groups (id),
    topic    BLOB REFERENCES topics (id),
    post     BLOB REFERENCES posts (id),
    title    TEXT    NOT NULL,
    text     TEXT    NOT NULL,
    at       INTEGER NOT NULL,
    PRIMARY KEY (person, place)
) STRICT;
CREATE INDEX drafts_by_post ON drafts (post);

-- Rows as they are told. An authority's name beside a contribution is that of its day; somebody who
-- has left the network has no name any more.

CREATE VIEW authority_rows AS
SELECT a.id AS authority, a.kind, n.name, n.short_name,
       CASE WHEN a.closed_at IS NULL THEN 0 ELSE 1 END AS closed
  FROM authorities a
  JOIN authority_names n ON n.authority = a.id
   AND n.from_at = (SELECT max(d.from_at) FROM authority_names d WHERE d.authority = a.id);

CREATE VIEW seat_rows AS
SELECT s.id AS seat, s.person, CASE WHEN p.ended_at IS NULL THEN p.name ELSE '' END AS name,
       s.authority, a.short_name AS authority_name, s.role, s.from_at
  FROM seats s
  JOIN people p ON p.id = s.person
  JOIN authority_rows a ON a.authority = s.authority;

CREATE VIEW topic_rows AS
SELECT t.id AS topic, t.group_id AS "group", t.title, t.author AS by_person,
       CASE WHEN p.ended_at IS NULL THEN p.name ELSE '' END AS by_name,
       t.authority AS by_authority,
       COALESCE((SELECT n.short_name FROM authority_names n
                  WHERE n.authority = t.authority AND n.from_at <= t.at
                  ORDER BY n.from_at DESC LIMIT 1), '') AS by_authority_name,
       t.as_guest AS by_guest, t.at, t.revision, t.posts, t.last_at, t.last_author AS last_by_person,
       CASE WHEN l.ended_at IS NULL THEN l.name ELSE '' END AS last_by_name,
       t.last_authority AS last_by_authority,
       COALESCE((SELECT n.short_name FROM authority_names n
                  WHERE n.authority = t.last_authority AND n.from_at <= t.last_at
                  ORDER BY n.from_at DESC LIMIT 1), '') AS last_by_authority_name,
       t.last_as_guest AS last_by_guest, t.pinned, t.closed, t.question, t.answer
  FROM topics t
  JOIN people p ON p.id = t.author
  JOIN people l ON l.id = t.last_author;

-- `html` is still the text as it was written.
CREATE VIEW post_rows AS
SELECT o.id AS post, o.topic, o.number, o.author AS by_person,
       CASE WHEN p.ended_at IS NULL THEN p.name ELSE '' END AS by_name,
       o.authority AS by_authority,
       COALESCE((SELECT n.short_name FROM authority_names n
                  WHERE n.authority = o.authority AND n.from_at <= o.at
                  ORDER BY n.from_at DESC LIMIT 1), '') AS by_authority_name,
       o.as_guest AS by_guest, o.at, o.revision, o.text AS html, o.edited_at, o.deleted_at,
       o.deleted_by AS deleted_by_person,
       CASE WHEN d.ended_at IS NULL THEN d.name ELSE '' END AS deleted_by_name,
       o.deleted_by_authority,
       COALESCE((SELECT n.short_name FROM authority_names n
                  WHERE n.authority = o.deleted_by_authority AND n.from_at <= o.deleted_at
                  ORDER BY n.from_at DESC LIMIT 1), '') AS deleted_by_authority_name,
       o.deleted_by_guest, o.deleted_why,
       CASE WHEN EXISTS (SELECT 1 FROM post_texts e WHERE e.post = o.id) THEN 1 ELSE 0 END AS earlier_texts,
       (SELECT count(*) FROM thanks k WHERE k.post = o.id) AS thanks
  FROM posts o
  JOIN people p ON p.id = o.author
  LEFT JOIN people d ON d.id = o.deleted_by;

-- How each person stands to each group; storage/standing.cpp says what follows from it.
CREATE VIEW standings AS
SELECT p.id AS person, g.id AS group_id, g.feed, g.desk, g.kind,
       CASE WHEN g.archived_at IS NULL THEN 0 ELSE 1 END AS archived, p.administrator,
       (SELECT s.role FROM seats s
         WHERE s.person = p.id AND s.group_id = g.id AND s.until_at IS NULL
         ORDER BY CASE s.role WHEN 'facilitator' THEN 0 WHEN 'member' THEN 1 ELSE 2 END
         LIMIT 1) AS role,
       CASE WHEN EXISTS (SELECT 1 FROM seats s WHERE s.person = p.id AND s.role = 'guest')
             AND NOT EXISTS (SELECT 1 FROM seats s
                              WHERE s.person = p.id AND s.until_at IS NULL AND s.role <> 'guest')
            THEN 1 ELSE 0 END AS guest
  FROM people p CROSS JOIN groups g
 WHERE p.ended_at IS NULL;

-- How far each person has read each topic: up to the post they said, or further when that counts as read
-- in the whole group.
CREATE VIEW read_marks AS
SELECT p.id AS person, t.id AS topic,
       CASE WHEN COALESCE(r.number, 0) >= t.posts OR COALESCE(g.entry, 0) >= t.last_entry
            THEN t.posts
            WHEN COALESCE(r.number, 0) >= COALESCE((SELECT o.number FROM posts o
                                                     WHERE o.topic = t.id AND o.entry <= g.entry
                                                     ORDER BY o.entry DESC LIMIT 1), 0)
            THEN COALESCE(r.number, 0)
            ELSE (SELECT o.number FROM posts o
                   WHERE o.topic = t.id AND o.entry <= g.entry
                   ORDER BY o.entry DESC LIMIT 1)
       END AS number,
       COALESCE(f.how, 'plain') AS following
  FROM people p CROSS JOIN topics t
  LEFT JOIN reading r ON r.person = p.id AND r.topic = t.id
  LEFT JOIN following f ON f.person = p.id AND f.topic = t.id
  LEFT JOIN group_reading g ON g.person = p.id AND g.group_id = t.group_id;
