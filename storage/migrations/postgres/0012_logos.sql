-- Logos of authorities. Their bytes stand in a table of their own, so that no list reads them by the way.

CREATE TABLE authority_logos (
    authority BYTEA   NOT NULL PRIMARY KEY REFERENCES authorities (id),
    kind      TEXT COLLATE "C" NOT NULL CHECK (kind IN ('png', 'jpeg', 'webp')),
    tag       TEXT COLLATE "C" NOT NULL, -- the beginning of the SHA-256 of its bytes
    bytes     BYTEA   NOT NULL,
    at        BIGINT  NOT NULL
);
