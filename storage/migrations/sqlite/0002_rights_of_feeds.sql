-- How often rights to a feed were narrowed; of a person's feed, how often a sign-in of theirs or they
-- themselves ended. Entries are told only to those whose right was looked up at this number.

ALTER TABLE feeds ADD COLUMN rights INTEGER NOT NULL DEFAULT 0;
