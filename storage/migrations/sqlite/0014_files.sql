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

-- The one place that says what names a content: whatever else comes to name one is added here.
CREATE VIEW named_blobs AS
SELECT sha256 FROM uploads WHERE sha256 IS NOT NULL;
