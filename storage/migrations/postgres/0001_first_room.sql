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
