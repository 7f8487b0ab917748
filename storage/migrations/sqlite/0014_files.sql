-- Files: contents that something names, and uploads that wait to be made a version of. The bytes are in the folder
-- of files (storage/blobs.hpp), each content once, under the SHA-256 of what it is.

CREATE TABLE blobs (
    sha256     TEXT    NOT NULL PRIMARY KEY, -- in hexadecimal, as its file is named
    size       INTEGER NOT NULL CHECK (size > 0),
    at         INTEGER NOT NULL,
    unnamed_at INTEGER -- when it was seen first that nothing names it any more
) STRICT, WITHOUT ROWID;

CREATE TABLE uploads (
    id       BLOB    NOT NULL PRIMARY KEY,
    person   BLOB    NOT NULL REFERENCES people (id),
    group_id BLOB    NOT NULL REFERENCES groups (id),
    name     TEXT    NOT NULL,
    size     INTEGER NOT NULL CHECK (size > 0),
    received INTEGER NOT NULL CHECK (received >= 0), -- on the disk for certain
    sha256   TEXT REFERENCES blobs (sha256), -- of all of it, once it came
    at       INTEGER NOT NULL,
    expires  INTEGER NOT NULL,
    CHECK ((sha256 IS NULL AND received < size) OR (sha256 IS NOT NULL AND received = size))
) STRICT, WITHOUT ROWID;
CREATE INDEX uploads_by_person ON uploads (person);
CREATE INDEX uploads_by_content ON uploads (sha256);
CREATE INDEX uploads_by_age ON uploads (expires);

-- A version is a link or a file. What is removed holds neither.
ALTER TABLE versions ADD COLUMN sha256 TEXT REFERENCES blobs (sha256)
    CHECK (sha256 IS NULL OR (removed_at IS NULL AND link = ''));
ALTER TABLE versions ADD COLUMN file_name TEXT;
ALTER TABLE versions ADD COLUMN file_size INTEGER;
CREATE INDEX versions_by_content ON versions (sha256);

DROP VIEW version_rows;
CREATE VIEW version_rows AS
SELECT v.id AS version, v.resource, v.number,
       CASE WHEN v.removed_at IS NOT NULL THEN 'removed'
            WHEN v.number IS NULL THEN 'draft'
            WHEN v.number = (SELECT max(n.number) FROM versions n
                              WHERE n.resource = v.resource AND n.removed_at IS NULL) THEN 'current'
            ELSE 'superseded' END AS state,
       v.base, v.author AS by_person,
       CASE WHEN p.ended_at IS NULL THEN p.name ELSE '' END AS by_name,
       v.authority AS by_authority,
       COALESCE((SELECT n.short_name FROM authority_names n
                  WHERE n.authority = v.authority AND n.from_at <= v.at
                  ORDER BY n.from_at DESC LIMIT 1), '') AS by_authority_name,
       v.as_guest AS by_guest,
       v.at, v.changed, v.link, v.file_name, v.file_size, v.sha256 AS file_sha256,
       v.released_by AS released_by_person,
       CASE WHEN l.ended_at IS NULL THEN l.name ELSE '' END AS released_by_name,
       v.released_by_authority AS released_by_authority,
       COALESCE((SELECT n.short_name FROM authority_names n
                  WHERE n.authority = v.released_by_authority AND n.from_at <= v.released_at
                  ORDER BY n.from_at DESC LIMIT 1), '') AS released_by_authority_name,
       v.released_by_guest AS released_by_guest,
       v.released_at, v.note,
       v.removed_by AS removed_by_person,
       CASE WHEN d.ended_at IS NULL THEN d.name ELSE '' END AS removed_by_name,
       v.removed_by_authority AS removed_by_authority,
       COALESCE((SELECT n.short_name FROM authority_names n
                  WHERE n.authority = v.removed_by_authority AND n.from_at <= v.removed_at
                  ORDER BY n.from_at DESC LIMIT 1), '') AS removed_by_authority_name,
       v.removed_by_guest AS removed_by_guest,
       v.removed_at, v.removed_why
  FROM versions v
  JOIN people p ON p.id = v.author
  LEFT JOIN people l ON l.id = v.released_by
  LEFT JOIN people d ON d.id = v.removed_by;

-- The one place that says what names a content: whatever else comes to name one is added here.
CREATE VIEW named_blobs AS
SELECT sha256 FROM uploads WHERE sha256 IS NOT NULL
UNION ALL
SELECT sha256 FROM versions WHERE sha256 IS NOT NULL;
