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
