-- Authorities change: how they look and what their people's addresses end with, and what they were part
-- of. Entries can be about a person and an authority.

ALTER TABLE authorities ADD COLUMN colour TEXT NOT NULL DEFAULT 'slate'
    CHECK (colour IN ('slate', 'red', 'orange', 'green', 'teal', 'blue', 'purple', 'pink'));
ALTER TABLE authorities ADD COLUMN revision INTEGER NOT NULL DEFAULT 1;
ALTER TABLE authorities ADD COLUMN split_from BLOB; -- an authority

CREATE TABLE authority_domains (
    authority BLOB NOT NULL REFERENCES authorities (id),
    domain    TEXT NOT NULL,
    PRIMARY KEY (authority, domain)
) STRICT, WITHOUT ROWID;

ALTER TABLE entries ADD COLUMN about_person BLOB;
ALTER TABLE entries ADD COLUMN about_authority BLOB;
