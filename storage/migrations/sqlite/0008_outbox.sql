-- Mails that wait to be sent, or were, or could not be. They hold nobody's words: a mail is written when it
-- is sent, from the rows it is about. `due_at` is when somebody may take it up (again); `reply` is the last
-- answer of a mail server, like 550, or 0.

CREATE TABLE outbox (
    id         BLOB    NOT NULL PRIMARY KEY,
    invitation BLOB UNIQUE REFERENCES invitations (id),
    made_at    INTEGER NOT NULL,
    due_at     INTEGER NOT NULL,
    tries      INTEGER NOT NULL,
    reply      INTEGER NOT NULL,
    sent_at    INTEGER,
    failed_at  INTEGER
) STRICT, WITHOUT ROWID;
CREATE INDEX outbox_waiting ON outbox (due_at) WHERE sent_at IS NULL AND failed_at IS NULL;
