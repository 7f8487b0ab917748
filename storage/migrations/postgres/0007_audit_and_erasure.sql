-- The audit trail of rights, what was erased (so that a restore erases it again), and what must not be
-- erased just now. Ids and instants; the reason of a hold is its setter's own words.

CREATE TABLE audit (
    number    BIGINT NOT NULL PRIMARY KEY,
    at        BIGINT NOT NULL,
    kind      TEXT COLLATE "C" NOT NULL,
    by_person BYTEA,
    person    BYTEA,
    authority BYTEA,
    group_id  BYTEA,
    role      TEXT COLLATE "C",
    hash      BYTEA    NOT NULL
);

CREATE TABLE erasures (
    id    BYTEA    NOT NULL PRIMARY KEY,
    kind  TEXT COLLATE "C" NOT NULL CHECK (kind IN ('post', 'earlier_texts', 'person', 'person_and_writings')),
    thing BYTEA    NOT NULL, -- the post or person
    at    BIGINT NOT NULL
);
CREATE INDEX erasures_by_age ON erasures (at);

CREATE TABLE holds (
    id        BYTEA    NOT NULL PRIMARY KEY,
    person    BYTEA REFERENCES people (id),
    group_id  BYTEA REFERENCES groups (id),
    set_by    BYTEA    NOT NULL REFERENCES people (id),
    set_at    BIGINT NOT NULL,
    why       TEXT COLLATE "C" NOT NULL,
    lifted_at BIGINT,
    CHECK ((person IS NULL) <> (group_id IS NULL))
);
CREATE UNIQUE INDEX holds_of_people ON holds (person) WHERE person IS NOT NULL AND lifted_at IS NULL;
CREATE UNIQUE INDEX holds_of_groups ON holds (group_id) WHERE group_id IS NOT NULL AND lifted_at IS NULL;
