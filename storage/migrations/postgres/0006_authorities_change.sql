-- Authorities change: how they look and what their people's addresses end with, and what they were part
-- of. Entries can be about a person and an authority.

ALTER TABLE authorities ADD COLUMN colour TEXT COLLATE "C" NOT NULL DEFAULT 'slate'
    CHECK (colour IN ('slate', 'red', 'orange', 'green', 'teal', 'blue', 'purple', 'pink'));
ALTER TABLE authorities ADD COLUMN revision BIGINT NOT NULL DEFAULT 1;
ALTER TABLE authorities ADD COLUMN split_from BYTEA; -- an authority

CREATE TABLE authority_domains (
    authority BYTEA NOT NULL REFERENCES authorities (id),
    domain    TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (authority, domain)
);

ALTER TABLE entries ADD COLUMN about_person BYTEA;
ALTER TABLE entries ADD COLUMN about_authority BYTEA;
