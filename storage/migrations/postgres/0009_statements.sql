-- What a network says about itself in words of its own: accessibility, privacy. Without a row the program's
-- ready words stand there; the row of an emptied one keeps the revision.

CREATE TABLE statements (
    which    TEXT COLLATE "C" NOT NULL PRIMARY KEY CHECK (which IN ('accessibility', 'privacy')),
    revision BIGINT NOT NULL,
    text     TEXT COLLATE "C" NOT NULL,
    by_person BYTEA NOT NULL REFERENCES people (id),
    at       BIGINT NOT NULL
);
