-- The words of files, by content: each is read out once, whoever's version it is. A queue and its result in one.

CREATE TABLE file_texts (
    sha256 TEXT    NOT NULL PRIMARY KEY REFERENCES blobs (sha256),
    state  TEXT    NOT NULL CHECK (state IN ('waiting', 'ready', 'no_words', 'no_converter', 'failed')),
    tries  INTEGER NOT NULL CHECK (tries >= 0),
    due_at INTEGER, -- when it is taken up, or again when nothing was heard of who took it
    cut    INTEGER NOT NULL CHECK (cut IN (0, 1)), -- whether there is more than is kept
    CHECK ((state = 'waiting') = (due_at IS NOT NULL))
) STRICT, WITHOUT ROWID;
CREATE INDEX file_texts_due ON file_texts (due_at, sha256);

-- One line for each block: h, p or r (heading, paragraph, row of a table), a space, and its words.
CREATE TABLE file_text_pieces (
    sha256 TEXT    NOT NULL REFERENCES file_texts (sha256),
    piece  INTEGER NOT NULL CHECK (piece >= 0),
    blocks TEXT    NOT NULL,
    PRIMARY KEY (sha256, piece)
) STRICT, WITHOUT ROWID;

INSERT INTO file_texts (sha256, state, tries, due_at, cut)
SELECT DISTINCT v.sha256, 'waiting', 0, 0, 0 FROM versions v WHERE v.sha256 IS NOT NULL;
