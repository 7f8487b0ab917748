-- A person or an affiliation that is to end, at which instant, and who said so. A plan counts for as long
-- as the row has not ended.

ALTER TABLE people ADD COLUMN ends_at INTEGER;
ALTER TABLE people ADD COLUMN ends_by BLOB; -- a person
CREATE INDEX people_ending ON people (ends_at) WHERE ends_at IS NOT NULL AND ended_at IS NULL;

ALTER TABLE affiliations ADD COLUMN ends_at INTEGER;
ALTER TABLE affiliations ADD COLUMN ends_by BLOB; -- a person
CREATE INDEX affiliations_ending ON affiliations (ends_at)
    WHERE ends_at IS NOT NULL AND until_at IS NULL;
