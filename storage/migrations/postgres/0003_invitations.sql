-- Ways in that somebody was given: invitations, and new passwords for people who forgot theirs. Of the
-- secret in a link only the hash is kept. `person` is whose password it is; of a used invitation, who
-- came in with it. An absent inviter is the operator at the terminal.

CREATE TABLE invitations (
    id            BYTEA   NOT NULL PRIMARY KEY,
    purpose       TEXT COLLATE "C" NOT NULL CHECK (purpose IN ('join', 'reset')),
    secret        BYTEA   UNIQUE,
    person        BYTEA REFERENCES people (id),
    name          TEXT COLLATE "C" NOT NULL,
    mail          TEXT COLLATE "C" NOT NULL,
    folded        TEXT COLLATE "C" NOT NULL,
    by_mail       BIGINT  NOT NULL CHECK (by_mail IN (0, 1)),
    administrator BIGINT  NOT NULL CHECK (administrator IN (0, 1)),
    authority     BYTEA REFERENCES authorities (id),
    coordinator   BIGINT  NOT NULL CHECK (coordinator IN (0, 1)),
    group_id      BYTEA REFERENCES groups (id),
    role          TEXT COLLATE "C" CHECK (role IN ('facilitator', 'member', 'guest')),
    inviter       BYTEA REFERENCES people (id),
    made_at       BIGINT  NOT NULL,
    expires_at    BIGINT  NOT NULL,
    revoked_at    BIGINT,
    used_at       BIGINT,
    CHECK ((group_id IS NULL) = (role IS NULL)),
    CHECK (group_id IS NULL OR authority IS NOT NULL),
    CHECK (coordinator = 0 OR authority IS NOT NULL),
    CHECK (purpose = 'join' OR person IS NOT NULL)
);
CREATE INDEX invitations_by_group ON invitations (group_id, made_at);
CREATE INDEX invitations_by_person ON invitations (person);
CREATE INDEX invitations_by_mail ON invitations (folded);
CREATE INDEX invitations_by_age ON invitations (expires_at);
