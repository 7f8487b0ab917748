-- What newcomers to a group read first, and what of its first page each person has put away. No earlier
-- text is kept; the row of an emptied one keeps the revision.

CREATE TABLE welcomes (
    group_id  BLOB    NOT NULL PRIMARY KEY REFERENCES groups (id),
    author    BLOB    NOT NULL REFERENCES people (id),
    authority BLOB    NOT NULL REFERENCES authorities (id),
    at        INTEGER NOT NULL,
    revision  INTEGER NOT NULL,
    text      TEXT    NOT NULL
) STRICT;

CREATE TABLE put_away (
    person   BLOB    NOT NULL REFERENCES people (id),
    group_id BLOB    NOT NULL REFERENCES groups (id),
    part     TEXT    NOT NULL CHECK (part IN ('welcome', 'checklist')),
    revision INTEGER NOT NULL, -- of the welcome that it was put away at
    PRIMARY KEY (person, group_id, part)
) STRICT, WITHOUT ROWID;

-- `html` is still the text as it was written.
CREATE VIEW welcome_rows AS
SELECT w.group_id, w.text AS html, w.author AS by_person,
       CASE WHEN p.ended_at IS NULL THEN p.name ELSE '' END AS by_name,
       w.authority AS by_authority,
       COALESCE((SELECT n.short_name FROM authority_names n
                  WHERE n.authority = w.authority AND n.from_at <= w.at
                  ORDER BY n.from_at DESC LIMIT 1), '') AS by_authority_name,
       w.at
  FROM welcomes w
  JOIN people p ON p.id = w.author
 WHERE w.text <> '';
