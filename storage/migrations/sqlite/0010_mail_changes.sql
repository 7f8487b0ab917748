-- New addresses that people ask to sign in with (`confirm`: a link goes there), and the word to the address so
-- far when one took its place (`told`). Of the secret in the link only the hash is kept; a mail is about
-- an invitation or about one of these.

CREATE TABLE mail_changes (
    id         BLOB    NOT NULL PRIMARY KEY,
    purpose    TEXT    NOT NULL CHECK (purpose IN ('confirm', 'told')),
    secret     BLOB    UNIQUE,
    person     BLOB    NOT NULL REFERENCES people (id),
    mail       TEXT    NOT NULL,
    folded     TEXT    NOT NULL,
    made_at    INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    ended_at   INTEGER, -- used, given up, or another asked for
    used_at    INTEGER
) STRICT, WITHOUT ROWID;
CREATE INDEX mail_changes_by_person ON mail_changes (person, made_at);
CREATE INDEX mail_changes_by_mail ON mail_changes (folded);
CREATE INDEX mail_changes_by_age ON mail_changes (expires_at);

ALTER TABLE outbox ADD COLUMN mail_change BLOB REFERENCES mail_changes (id);
CREATE UNIQUE INDEX outbox_by_mail_change ON outbox (mail_change);
