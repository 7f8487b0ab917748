-- Which file says the same as another, and which says much of it (storage/likeness.hpp). What was read out before is read
-- out once more.

ALTER TABLE file_texts ADD COLUMN words TEXT;    -- a hash of all its words; NULL until they are read out
ALTER TABLE file_texts ADD COLUMN pictures TEXT; -- a hash of its pictures, empty without any; NULL when not known
CREATE INDEX file_texts_by_words ON file_texts (words);

CREATE TABLE file_shingles (
    shingle INTEGER NOT NULL,
    sha256  TEXT NOT NULL REFERENCES file_texts (sha256),
    PRIMARY KEY (shingle, sha256)
) STRICT, WITHOUT ROWID;
CREATE INDEX file_shingles_by_content ON file_shingles (sha256);

DELETE FROM file_text_pieces;
UPDATE file_texts SET state = 'waiting', tries = 0, due_at = 0 WHERE state = 'ready';

-- Uploads that are complete are read out too, from now on as soon as they are.
INSERT INTO file_texts (sha256, state, tries, due_at, cut)
SELECT DISTINCT u.sha256, 'waiting', 0, 0, 0 FROM uploads u
 WHERE u.sha256 IS NOT NULL AND u.sha256 NOT IN (SELECT t.sha256 FROM file_texts t);
