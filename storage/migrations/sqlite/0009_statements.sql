-- What a network says about itself in words of its own: accessibility, privacy. Without a row the program's
-- ready words stand there; the row of an emptied one keeps the revision.

CREATE TABLE statements (
    which    TEXT NOT NULL PRIMARY KEY CHECK (which IN ('accessibility', 'privacy')),
    revision INTEGER NOT NULL,
    text     TEXT NOT NULL,
    by_person BLOB NOT NULL REFERENCES people (id),
    at       INTEGER NOT NULL
) STRICT;
