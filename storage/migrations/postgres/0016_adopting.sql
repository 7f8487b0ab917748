-- Adopting: an authority says that it uses a version of a resource, or none any more. A row is what was said once, and
-- never changes; what an authority said last holds. `entry` is its number in the group's feed: the order.

CREATE TABLE adoptions (
    resource     BYTEA   NOT NULL REFERENCES resources (id),
    entry        BIGINT  NOT NULL,
    authority    BYTEA   NOT NULL REFERENCES authorities (id),
    version      BYTEA REFERENCES versions (id), -- NULL: it uses none any more
    person       BYTEA   NOT NULL REFERENCES people (id),
    by_authority BYTEA   NOT NULL REFERENCES authorities (id), -- another's only when that one is closed
    at           BIGINT  NOT NULL,
    words        TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (resource, entry)
);
CREATE INDEX adoptions_by_authority ON adoptions (authority, resource, entry);
CREATE INDEX adoptions_by_person ON adoptions (person);

CREATE VIEW adoption_rows AS
SELECT a.resource, a.entry, a.authority, u.short_name AS authority_name, u.closed, a.version,
       v.number, CASE WHEN v.removed_at IS NULL THEN 0 ELSE 1 END AS removed,
       (SELECT count(*) FROM versions n
         WHERE n.resource = a.resource AND n.removed_at IS NULL AND n.number > v.number) AS behind,
       a.person AS by_person, CASE WHEN p.ended_at IS NULL THEN p.name ELSE '' END AS by_name,
       a.by_authority,
       COALESCE((SELECT n.short_name FROM authority_names n
                  WHERE n.authority = a.by_authority AND n.from_at <= a.at
                  ORDER BY n.from_at DESC LIMIT 1), '') AS by_authority_name,
       0 AS by_guest, a.at, a.words,
       CASE WHEN EXISTS (SELECT 1 FROM adoptions l
                          WHERE l.authority = a.authority AND l.resource = a.resource
                            AND l.entry > a.entry) THEN 0 ELSE 1 END AS last
  FROM adoptions a
  JOIN authority_rows u ON u.authority = a.authority
  JOIN people p ON p.id = a.person
  LEFT JOIN versions v ON v.id = a.version;
