-- Adapting: a resource that was made from a version of another. A row is a time when its base was moved, the first of
-- them when it was made; the last that was not undone holds. `entry` is its number in the feed of the adaptation's group.

CREATE TABLE adaptations (
    resource     BLOB    NOT NULL REFERENCES resources (id),
    entry        INTEGER NOT NULL,
    origin       BLOB    NOT NULL REFERENCES resources (id),
    base         BLOB    NOT NULL REFERENCES versions (id),
    version      BLOB REFERENCES versions (id), -- the draft that was made; NULL: nothing was taken
    person       BLOB    NOT NULL REFERENCES people (id),
    by_authority BLOB    NOT NULL REFERENCES authorities (id),
    at           INTEGER NOT NULL,
    undone_at    INTEGER,
    undone_by    BLOB REFERENCES people (id),
    PRIMARY KEY (resource, entry)
) STRICT, WITHOUT ROWID;
CREATE INDEX adaptations_by_origin ON adaptations (origin, resource, entry);
CREATE INDEX adaptations_by_base ON adaptations (base);
CREATE INDEX adaptations_by_version ON adaptations (version);
CREATE INDEX adaptations_by_person ON adaptations (person);

-- What the origin had changed, and what became of it. These are words of versions, and go with them.
CREATE TABLE origin_changes (
    resource BLOB    NOT NULL,
    entry    INTEGER NOT NULL,
    place    INTEGER NOT NULL,
    kind     TEXT    NOT NULL,
    before   TEXT    NOT NULL,
    after    TEXT    NOT NULL,
    fate     TEXT    NOT NULL,
    PRIMARY KEY (resource, entry, place),
    FOREIGN KEY (resource, entry) REFERENCES adaptations (resource, entry)
) STRICT, WITHOUT ROWID;

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
