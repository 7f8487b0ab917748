-- The spine: feeds, their entries, and the receipts of changes.

CREATE TABLE feeds (
    id          BYTEA  NOT NULL PRIMARY KEY,
    kind        TEXT COLLATE "C" NOT NULL,
    last_number BIGINT NOT NULL DEFAULT 0
);

CREATE TABLE entries (
    feed      BYTEA  NOT NULL REFERENCES feeds (id),
    number    BIGINT NOT NULL,
    at        BIGINT NOT NULL,
    kind      TEXT COLLATE "C" NOT NULL,
    by_person BYTEA,
    authority BYTEA,
    group_id  BYTEA,
    topic     BYTEA,
    post      BYTEA,
    seat      BYTEA,
    label     BYTEA,
    PRIMARY KEY (feed, number)
);

CREATE TABLE receipts (
    person  BYTEA  NOT NULL,
    request BYTEA  NOT NULL,
    method  TEXT COLLATE "C" NOT NULL,
    hash    BYTEA  NOT NULL,
    result  TEXT COLLATE "C" NOT NULL,
    at      BIGINT NOT NULL,
    PRIMARY KEY (person, request)
);
CREATE INDEX receipts_by_age ON receipts (at);

-- Who there is: the network, its authorities, people and how they sign in.

CREATE TABLE network (
    single     BIGINT NOT NULL PRIMARY KEY CHECK (single = 1),
    id         BYTEA NOT NULL,
    feed       BYTEA NOT NULL REFERENCES feeds (id),
    name       TEXT COLLATE "C" NOT NULL,
    public_url TEXT COLLATE "C" NOT NULL,
    made_at    BIGINT NOT NULL
);

CREATE TABLE authorities (
    id           BYTEA NOT NULL PRIMARY KEY,
    feed         BYTEA NOT NULL UNIQUE REFERENCES feeds (id),
    kind         TEXT COLLATE "C" NOT NULL CHECK (kind IN ('council', 'union_body', 'partnership', 'provider', 'employer', 'other')),
    closed_at    BIGINT,
    succeeded_by BYTEA REFERENCES authorities (id)
);

CREATE TABLE authority_names (
    authority  BYTEA NOT NULL REFERENCES authorities (id),
    from_at    BIGINT NOT NULL,
    name       TEXT COLLATE "C" NOT NULL,
    short_name TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (authority, from_at)
);

CREATE TABLE people (
    id            BYTEA NOT NULL PRIMARY KEY,
    feed          BYTEA NOT NULL UNIQUE REFERENCES feeds (id),
    name          TEXT COLLATE "C" NOT NULL,
    language      TEXT COLLATE "C" NOT NULL,
    zone          TEXT COLLATE "C" NOT NULL,
    theme         TEXT COLLATE "C" NOT NULL CHECK (theme IN ('system', 'light', 'dark')),
    administrator BIGINT NOT NULL CHECK (administrator IN (0, 1)),
    revision      BIGINT NOT NULL,
    made_at       BIGINT NOT NULL,
    ended_at      BIGINT
);

CREATE TABLE mails (
    folded       TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    person       BYTEA NOT NULL REFERENCES people (id),
    mail         TEXT COLLATE "C" NOT NULL,
    confirmed_at BIGINT
);
CREATE INDEX mails_by_person ON mails (person);

CREATE TABLE passwords (
    person BYTEA NOT NULL PRIMARY KEY REFERENCES people (id),
    hash   TEXT COLLATE "C" NOT NULL,
    set_at BIGINT NOT NULL
);

CREATE TABLE sign_ins (
    id         BYTEA NOT NULL PRIMARY KEY,
    person     BYTEA NOT NULL REFERENCES people (id),
    kind       TEXT COLLATE "C" NOT NULL CHECK (kind IN ('browser', 'token')),
    secret     BYTEA NOT NULL UNIQUE,
    label      TEXT COLLATE "C" NOT NULL,
    made_at    BIGINT NOT NULL,
    used_at    BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    ended_at   BIGINT
);
CREATE INDEX sign_ins_by_person ON sign_ins (person);

CREATE TABLE affiliations (
    id          BYTEA NOT NULL PRIMARY KEY,
    person      BYTEA NOT NULL REFERENCES people (id),
    authority   BYTEA NOT NULL REFERENCES authorities (id),
    coordinator BIGINT NOT NULL CHECK (coordinator IN (0, 1)),
    from_at     BIGINT NOT NULL,
    until_at    BIGINT
);
CREATE UNIQUE INDEX affiliations_now ON affiliations (person, authority) WHERE until_at IS NULL;
CREATE INDEX affiliations_by_authority ON affiliations (authority);

-- Groups and the seats people hold in them. from_entry and until_entry are numbers of the group's
-- feed, desk_from of its desk's: there a right begins and ends.

CREATE TABLE groups (
    id          BYTEA NOT NULL PRIMARY KEY,
    feed        BYTEA NOT NULL UNIQUE REFERENCES feeds (id),
    desk        BYTEA NOT NULL UNIQUE REFERENCES feeds (id),
    name        TEXT COLLATE "C" NOT NULL,
    purpose     TEXT COLLATE "C" NOT NULL,
    kind        TEXT COLLATE "C" NOT NULL CHECK (kind IN ('open', 'by_request', 'by_invitation')),
    archived_at BIGINT,
    revision    BIGINT NOT NULL,
    made_at     BIGINT NOT NULL
);

CREATE TABLE seats (
    id          BYTEA NOT NULL PRIMARY KEY,
    group_id    BYTEA NOT NULL REFERENCES groups (id),
    person      BYTEA NOT NULL REFERENCES people (id),
    authority   BYTEA NOT NULL REFERENCES authorities (id),
    role        TEXT COLLATE "C" NOT NULL CHECK (role IN ('facilitator', 'member', 'guest')),
    from_at     BIGINT NOT NULL,
    from_entry  BIGINT NOT NULL,
    until_at    BIGINT,
    until_entry BIGINT,
    desk_from   BIGINT,
    CHECK ((until_at IS NULL) = (until_entry IS NULL)),
    CHECK ((role = 'facilitator') = (desk_from IS NOT NULL))
);
CREATE UNIQUE INDEX seats_now ON seats (group_id, person, authority) WHERE until_at IS NULL;
CREATE INDEX seats_by_person ON seats (person, group_id);
CREATE INDEX seats_by_authority ON seats (authority);

CREATE TABLE join_requests (
    id         BYTEA NOT NULL PRIMARY KEY,
    group_id   BYTEA NOT NULL REFERENCES groups (id),
    person     BYTEA NOT NULL REFERENCES people (id),
    authority  BYTEA NOT NULL REFERENCES authorities (id),
    message    TEXT COLLATE "C" NOT NULL,
    at         BIGINT NOT NULL,
    decided_at BIGINT,
    decided_by BYTEA REFERENCES people (id),
    accepted   BIGINT CHECK (accepted IN (0, 1))
);
CREATE UNIQUE INDEX join_requests_waiting ON join_requests (group_id, person) WHERE decided_at IS NULL;
CREATE INDEX join_requests_by_person ON join_requests (person);

CREATE TABLE labels (
    id       BYTEA NOT NULL PRIMARY KEY,
    group_id BYTEA NOT NULL REFERENCES groups (id),
    name     TEXT COLLATE "C" NOT NULL,
    folded   TEXT COLLATE "C" NOT NULL,
    UNIQUE (group_id, folded)
);

-- The forum. `entry` is a post's number in the group's feed: unread is counted from it.

CREATE TABLE topics (
    id             BYTEA NOT NULL PRIMARY KEY,
    group_id       BYTEA NOT NULL REFERENCES groups (id),
    title          TEXT COLLATE "C" NOT NULL,
    author         BYTEA NOT NULL REFERENCES people (id),
    authority      BYTEA NOT NULL REFERENCES authorities (id),
    as_guest       BIGINT NOT NULL CHECK (as_guest IN (0, 1)),
    at             BIGINT NOT NULL,
    revision       BIGINT NOT NULL,
    posts          BIGINT NOT NULL,
    last_at        BIGINT NOT NULL,
    last_entry     BIGINT NOT NULL,
    last_author    BYTEA NOT NULL REFERENCES people (id),
    last_authority BYTEA NOT NULL REFERENCES authorities (id),
    last_as_guest  BIGINT NOT NULL CHECK (last_as_guest IN (0, 1)),
    pinned         BIGINT NOT NULL CHECK (pinned IN (0, 1)),
    closed         BIGINT NOT NULL CHECK (closed IN (0, 1)),
    question       BIGINT NOT NULL CHECK (question IN (0, 1)),
    answer         BYTEA, -- a post of this topic
    CHECK (question = 1 OR answer IS NULL)
);
CREATE UNIQUE INDEX topics_by_last_post ON topics (group_id, pinned, last_entry);
CREATE INDEX topics_by_entry ON topics (group_id, last_entry);

CREATE TABLE topic_labels (
    topic BYTEA NOT NULL REFERENCES topics (id),
    label BYTEA NOT NULL REFERENCES labels (id),
    PRIMARY KEY (topic, label)
);
CREATE INDEX topic_labels_by_label ON topic_labels (label);

-- Long texts: rows found by their id, but kept in the order they came.
CREATE TABLE posts (
    id                   BYTEA NOT NULL PRIMARY KEY,
    topic                BYTEA NOT NULL REFERENCES topics (id),
    group_id             BYTEA NOT NULL REFERENCES groups (id),
    number               BIGINT NOT NULL,
    entry                BIGINT NOT NULL,
    author               BYTEA NOT NULL REFERENCES people (id),
    authority            BYTEA NOT NULL REFERENCES authorities (id),
    as_guest             BIGINT NOT NULL CHECK (as_guest IN (0, 1)),
    at                   BIGINT NOT NULL,
    text                 TEXT COLLATE "C" NOT NULL,
    revision             BIGINT NOT NULL,
    edited_at            BIGINT,
    deleted_at           BIGINT,
    deleted_by           BYTEA REFERENCES people (id),
    deleted_by_authority BYTEA REFERENCES authorities (id),
    deleted_by_guest     BIGINT NOT NULL DEFAULT 0 CHECK (deleted_by_guest IN (0, 1)),
    deleted_why          TEXT COLLATE "C" NOT NULL DEFAULT '',
    UNIQUE (topic, number),
    UNIQUE (topic, entry),
    CHECK (deleted_at IS NULL OR text = '')
);

CREATE TABLE post_texts (
    post     BYTEA NOT NULL REFERENCES posts (id),
    revision BIGINT NOT NULL,
    at       BIGINT NOT NULL,
    text     TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (post, revision)
);

CREATE TABLE thanks (
    post      BYTEA NOT NULL REFERENCES posts (id),
    person    BYTEA NOT NULL REFERENCES people (id),
    authority BYTEA NOT NULL REFERENCES authorities (id),
    as_guest  BIGINT NOT NULL CHECK (as_guest IN (0, 1)),
    at        BIGINT NOT NULL,
    PRIMARY KEY (post, person)
);

CREATE TABLE mentions (
    person BYTEA NOT NULL REFERENCES people (id),
    post   BYTEA NOT NULL REFERENCES posts (id),
    at     BIGINT NOT NULL,
    PRIMARY KEY (person, post)
);
CREATE INDEX mentions_by_age ON mentions (person, at);
CREATE INDEX mentions_by_post ON mentions (post);

CREATE TABLE reports (
    id         BYTEA NOT NULL PRIMARY KEY,
    group_id   BYTEA NOT NULL REFERENCES groups (id),
    post       BYTEA NOT NULL REFERENCES posts (id),
    person     BYTEA NOT NULL REFERENCES people (id),
    authority  BYTEA REFERENCES authorities (id),
    as_guest   BIGINT NOT NULL CHECK (as_guest IN (0, 1)),
    why        TEXT COLLATE "C" NOT NULL,
    at         BIGINT NOT NULL,
    settled_at BIGINT,
    settled_by BYTEA REFERENCES people (id)
);
CREATE UNIQUE INDEX reports_waiting ON reports (group_id, post, person) WHERE settled_at IS NULL;

-- What belongs to one person alone: how they follow, how far they have read, what they began to write.

CREATE TABLE following (
    person BYTEA NOT NULL REFERENCES people (id),
    topic  BYTEA NOT NULL REFERENCES topics (id),
    how    TEXT COLLATE "C" NOT NULL CHECK (how IN ('follow', 'mute')),
    PRIMARY KEY (person, topic)
);

CREATE TABLE reading (
    person BYTEA NOT NULL REFERENCES people (id),
    topic  BYTEA NOT NULL REFERENCES topics (id),
    number BIGINT NOT NULL,
    at     BIGINT NOT NULL,
    PRIMARY KEY (person, topic)
);

-- Everything up to `entry` counts as read. read_at is NULL for somebody who only came in.
CREATE TABLE group_reading (
    person   BYTEA NOT NULL REFERENCES people (id),
    group_id BYTEA NOT NULL REFERENCES groups (id),
    entry    BIGINT NOT NULL,
    read_at  BIGINT,
    PRIMARY KEY (person, group_id)
);

-- `place` is the id of the group, topic or post, whichever it is.
CREATE TABLE drafts (
    person   BYTEA NOT NULL REFERENCES people (id),
    place    BYTEA NOT NULL,
    group_id BYTEA REFERENCES groups (id),
    topic    BYTEA REFERENCES topics (id),
    post     BYTEA REFERENCES posts (id),
    title    TEXT COLLATE "C" NOT NULL,
    text     TEXT COLLATE "C" NOT NULL,
    at       BIGINT NOT NULL,
    PRIMARY KEY (person, place)
);
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
