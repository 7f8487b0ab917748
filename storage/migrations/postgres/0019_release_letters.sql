-- A mail can tell a person that a version was released. `secret` is the hash of what is in its link for wanting no more
-- of them; it is kept as long as the row is.
ALTER TABLE outbox ADD COLUMN person BYTEA REFERENCES people (id);
ALTER TABLE outbox ADD COLUMN version BYTEA REFERENCES versions (id);
ALTER TABLE outbox ADD COLUMN secret BYTEA;
CREATE UNIQUE INDEX outbox_by_version ON outbox (version, person);
CREATE INDEX outbox_by_person ON outbox (person);
CREATE UNIQUE INDEX outbox_by_secret ON outbox (secret);

ALTER TABLE people ADD COLUMN library_letters BIGINT NOT NULL DEFAULT 1 CHECK (library_letters IN (0, 1));
