-- Ways in that somebody was given: invitations, and new passwords for people who forgot theirs. Of the
-- secret in a link only the hash is kept. `person` is whose password it is; of a used invitation, who
-- came in with it. An absent inviter is the operator at the terminal.

CREATE TABLE invitations (
    id            BLOB    NOT NULL PRIMARY KEY,
    purpose       TEXT    NOT NULL CHECK (purpose IN ('join', 'reset')),
    secret        BLOB    UNIQUE,
    person        BLOB REFERENCES people (id),
    name          TEXT    NOT NULL,
    mail          TEXT    NOT NULL,
    folded        TEXT    NOT NULL,
    by_mail       INTEGER NOT NULL CHECK (by_mail IN (0, 1)),
    administrator INTEGER NOT NULL CHECK (administrator IN (0, 1)),
    authority     BLOB REFERENCES authorities (id),
    coordinator   INTEGER NOT NULL CHECK (coordinator IN (0, 1)),
    group_id      BLOB REFERENCES groups (id),
    role          TEXT    CHECK (role IN ('facilitator', 'member', 'guest')),
    inviter       BLOB REFERENCES people (id),
    made_at       INTEGER NOT NULL,
    expires_at    INTEGER NOT NULL,
    revoked_at    INTEGER,
    used_at       INTEGER,
    CHECK ((group_id IS NULL) = (role IS NULL)),
    CHECK (group_id IS NULL OR authority IS NOT NULL),
    CHECK (coordinator = 0 OR authority IS NOT NULL),
    CHECK (purpose = 'join' OR person IS NOT NULL)
) STRICT, WITHOUT ROWID;
CREATE INDEX invitations_by_group ON invitations (group_id, made_at);
CREATE INDEX invitations_by_person ON invitations (person);
CREATE INDEX invitations_by_mail ON invitations (folded);
CREATE INDEX invitations_by_age ON invitations (expires_at);
