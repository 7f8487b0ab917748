-- Files: contents that something names, and uploads that wait to be made a version of. The bytes are in the folder
-- of files (storage/blobs.hpp), each content once, under the SHA-256 of what it is.

CREATE TABLE blobs (
    sha256     TEXT COLLATE "C" NOT NULL PRIMARY KEY, -- in hexadecimal, as its file is named
    size       BIGINT  NOT NULL CHECK (size > 0),
    at         BIGINT  NOT NULL,
    unnamed_at BIGINT -- when it was seen first that nothing names it any more
);

CREATE TABLE uploads (
    id       BYTEA   NOT NULL PRIMARY KEY,
    person   BYTEA   NOT NULL REFERENCES people (id),
    group_id BYTEA   NOT NULL REFERENCES groups (id),
    name     TEXT COLLATE "C" NOT NULL,
    size     BIGINT  NOT NULL CHECK (size > 0),
    received BIGINT  NOT NULL CHECK (received >= 0), -- on the disk for certain
    sha256   TEXT COLLATE "C" REFERENCES blobs (sha256), -- of all of it, once it came
    at       BIGINT  NOT NULL,
    expires  BIGINT  NOT NULL,
    CHECK ((sha256 IS NULL AND received < size) OR (sha256 IS NOT NULL AND received = size))
);
CREATE INDEX uploads_by_person ON uploads (person);
CREATE INDEX uploads_by_content ON uploads (sha256);
CREATE INDEX uploads_by_age ON uploads (expires);

-- The one place that says what names a content: whatever else comes to name one is added here.
CREATE VIEW named_blobs AS
SELECT sha256 FROM uploads WHERE sha256 IS NOT NULL;
