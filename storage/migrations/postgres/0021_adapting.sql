-- Adapting: a resource that was made from a version of another. A row is a time when its base was moved, the first of
-- them when it was made; the last that was not undone holds. `entry` is its number in the feed of the adaptation's group.

CREATE TABLE adaptations (
    resource     BYTEA    NOT NULL REFERENCES resources (id),
    entry        BIGINT NOT NULL,
    origin       BYTEA    NOT NULL REFERENCES resources (id),
    base         BYTEA    NOT NULL REFERENCES versions (id),
    version      BYTEA REFERENCES versions (id), -- the draft that was made; NULL: nothing was taken
    person       BYTEA    NOT NULL REFERENCES people (id),
    by_authority BYTEA    NOT NULL REFERENCES authorities (id),
    at           BIGINT NOT NULL,
    undone_at    BIGINT,
    undone_by    BYTEA REFERENCES people (id),
    PRIMARY KEY (resource, entry)
);
CREATE INDEX adaptations_by_origin ON adaptations (origin, resource, entry);
CREATE INDEX adaptations_by_base ON adaptations (base);
CREATE INDEX adaptations_by_version ON adaptations (version);
CREATE INDEX adaptations_by_person ON adaptations (person);

-- What the origin had changed, and what became of it. These are words of versions, and go with them.
CREATE TABLE origin_changes (
    resource BYTEA    NOT NULL,
    entry    BIGINT NOT NULL,
    place    BIGINT NOT NULL,
    kind     TEXT COLLATE "C" NOT NULL,
    before   TEXT COLLATE "C" NOT NULL,
    after    TEXT COLLATE "C" NOT NULL,
    fate     TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (resource, entry, place),
    FOREIGN KEY (resource, entry) REFERENCES adaptations (resource, entry)
);

-- On what an adaptation rests now.
CREATE VIEW adaptation_rows AS
SELECT a.resource, a.entry, a.origin, a.base, v.number,
       CASE WHEN v.removed_at IS NULL THEN 0 ELSE 1 END AS removed,
       (SELECT count(*) FROM versions n
         WHERE n.resource = a.origin AND n.removed_at IS NULL AND n.number > v.number) AS behind,
       r.title, r.group_id, r.authority, u.short_name AS authority_name, u.closed, a.person, a.at
  FROM adaptations a
  JOIN versions v ON v.id = a.base
  JOIN resources r ON r.id = a.resource
  JOIN authority_rows u ON u.authority = r.authority
 WHERE a.undone_at IS NULL
   AND NOT EXISTS (SELECT 1 FROM adaptations l
                    WHERE l.resource = a.resource AND l.entry > a.entry AND l.undone_at IS NULL);
