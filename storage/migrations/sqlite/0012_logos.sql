-- Logos of authorities. Their bytes stand in a table of their own, so that no list reads them by the way.

CREATE TABLE authority_logos (
    authority BLOB    NOT NULL PRIMARY KEY REFERENCES authorities (id),
    kind      TEXT    NOT NULL CHECK (kind IN ('png', 'jpeg', 'webp')),
    tag       TEXT    NOT NULL, -- the beginning of the SHA-256 of its bytes
    bytes     BLOB    NOT NULL,
    at        INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
