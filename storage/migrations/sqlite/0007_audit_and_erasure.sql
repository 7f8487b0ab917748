-- The audit trail of rights, what was erased (so that a restore erases it again), and what must not be
-- erased just now. Ids and instants; the reason of a hold is its setter's own words.

CREATE TABLE audit (
    number    INTEGER NOT NULL PRIMARY KEY,
    at        INTEGER NOT NULL,
    kind      TEXT    NOT NULL,
    by_person BLOB,
    person    BLOB,
    authority BLOB,
    group_id  BLOB,
    role      TEXT,
    hash      BLOB    NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE erasures (
    id    BLOB    NOT NULL PRIMARY KEY,
    kind  TEXT    NOT NULL CHECK (kind IN ('post', 'earlier_texts', 'person', 'person_and_writings')),
    thing BLOB    NOT NULL, -- the post or person
    at    INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX erasures_by_age ON erasures (at);

CREATE TABLE holds (
    id        BLOB    NOT NULL PRIMARY KEY,
    person    BLOB REFERENCES people (id),
    group_id  BLOB REFERENCES groups (id),
    set_by    BLOB    NOT NULL REFERENCES people (id),
    set_at    INTEGER NOT NULL,
    why       TEXT    NOT NULL,
    lifted_at INTEGER,
    CHECK ((person IS NULL) <> (group_id IS NULL))
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX holds_of_people ON holds (person) WHERE person IS NOT NULL AND lifted_at IS NULL;
CREATE UNIQUE INDEX holds_of_groups ON holds (group_id) WHERE group_id IS NOT NULL AND lifted_at IS NULL;
