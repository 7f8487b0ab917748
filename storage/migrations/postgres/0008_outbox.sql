-- Mails that wait to be sent, or were, or could not be. They hold nobody's words: a mail is written when it
-- is sent, from the rows it is about. `due_at` is when somebody may take it up (again); `reply` is the last
-- answer of a mail server, like 550, or 0.

CREATE TABLE outbox (
    id         BYTEA   NOT NULL PRIMARY KEY,
    invitation BYTEA UNIQUE REFERENCES invitations (id),
    made_at    BIGINT  NOT NULL,
    due_at     BIGINT  NOT NULL,
    tries      BIGINT  NOT NULL,
    reply      BIGINT  NOT NULL,
    sent_at    BIGINT,
    failed_at  BIGINT
);
CREATE INDEX outbox_waiting ON outbox (due_at) WHERE sent_at IS NULL AND failed_at IS NULL;
