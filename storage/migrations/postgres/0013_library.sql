-- The library: resources of groups and their versions. A version is never changed: its release gives it a number, its
-- removal takes what it holds and leaves the mark. Which one is current follows from the numbers and stands nowhere.

CREATE TABLE resources (
    id        BYTEA  NOT NULL PRIMARY KEY,
    group_id  BYTEA  NOT NULL REFERENCES groups (id),
    title     TEXT COLLATE "C" NOT NULL,
    folded    TEXT COLLATE "C" NOT NULL, -- the title as it is sorted
    summary   TEXT COLLATE "C" NOT NULL,
    kind      TEXT COLLATE "C" NOT NULL
        CHECK (kind IN ('toolkit', 'guide', 'form', 'checklist', 'slides', 'course', 'report', 'other')),
    audience  TEXT COLLATE "C" NOT NULL,
    licence   TEXT COLLATE "C" NOT NULL,
    language  TEXT COLLATE "C" NOT NULL,
    review_on BIGINT, -- a day: days since 1970
    author    BYTEA  NOT NULL REFERENCES people (id),
    authority BYTEA  NOT NULL REFERENCES authorities (id),
    as_guest  BIGINT NOT NULL CHECK (as_guest IN (0, 1)),
    at        BIGINT NOT NULL,
    revision  BIGINT NOT NULL
);
CREATE INDEX resources_by_title ON resources (group_id, folded, id);
CREATE INDEX resources_by_author ON resources (author);

CREATE TABLE resource_labels (
    resource BYTEA NOT NULL REFERENCES resources (id),
    label    BYTEA NOT NULL REFERENCES labels (id),
    PRIMARY KEY (resource, label)
);
CREATE INDEX resource_labels_by_label ON resource_labels (label);

CREATE TABLE versions (
    id                    BYTEA  NOT NULL PRIMARY KEY,
    resource              BYTEA  NOT NULL REFERENCES resources (id),
    base                  BYTEA, -- a version of this resource
    author                BYTEA  NOT NULL REFERENCES people (id),
    authority             BYTEA  NOT NULL REFERENCES authorities (id),
    as_guest              BIGINT NOT NULL CHECK (as_guest IN (0, 1)),
    at                    BIGINT NOT NULL,
    changed               TEXT COLLATE "C" NOT NULL,
    link                  TEXT COLLATE "C" NOT NULL,
    number                BIGINT CHECK (number > 0), -- given at its release
    released_at           BIGINT,
    released_by           BYTEA REFERENCES people (id),
    released_by_authority BYTEA REFERENCES authorities (id),
    released_by_guest     BIGINT NOT NULL DEFAULT 0 CHECK (released_by_guest IN (0, 1)),
    note                  TEXT COLLATE "C" NOT NULL DEFAULT '',
    removed_at            BIGINT,
    removed_by            BYTEA REFERENCES people (id),
    removed_by_authority  BYTEA REFERENCES authorities (id),
    removed_by_guest      BIGINT NOT NULL DEFAULT 0 CHECK (removed_by_guest IN (0, 1)),
    removed_why           TEXT COLLATE "C" NOT NULL DEFAULT '',
    UNIQUE (resource, number),
    CHECK ((number IS NULL) = (released_at IS NULL) AND (number IS NULL) = (released_by IS NULL)),
    CHECK (removed_at IS NULL OR (link = '' AND changed = '' AND note = ''))
);
CREATE INDEX versions_by_author ON versions (author);

ALTER TABLE entries ADD COLUMN resource BYTEA;
ALTER TABLE entries ADD COLUMN version BYTEA;

-- What is erased can be a version.
ALTER TABLE erasures DROP CONSTRAINT erasures_kind_check;
ALTER TABLE erasures ADD CONSTRAINT erasures_kind_check
    CHECK (kind IN ('post', 'earlier_texts', 'person', 'person_and_writings', 'version'));

CREATE VIEW resource_rows AS
SELECT r.id AS resource, r.group_id AS "group", r.title, r.summary, r.kind, r.audience, r.licence,
       r.language, r.review_on, r.author AS by_person,
       CASE WHEN p.ended_at IS NULL THEN p.name ELSE '' END AS by_name,
       r.authority AS by_authority,
       COALESCE((SELECT n.short_name FROM authority_names n
                  WHERE n.authority = r.authority AND n.from_at <= r.at
                  ORDER BY n.from_at DESC LIMIT 1), '') AS by_authority_name,
       r.as_guest AS by_guest,
       r.at, r.revision, c.id AS current_version, c.number AS current_number,
       c.released_at AS current_released_at,
       (SELECT count(*) FROM versions d
         WHERE d.resource = r.id AND d.number IS NULL AND d.removed_at IS NULL) AS drafts
  FROM resources r
  JOIN people p ON p.id = r.author
  LEFT JOIN versions c
    ON c.resource = r.id AND c.removed_at IS NULL
   AND c.number = (SELECT max(n.number) FROM versions n
                    WHERE n.resource = r.id AND n.removed_at IS NULL);

CREATE VIEW version_rows AS
SELECT v.id AS version, v.resource, v.number,
       CASE WHEN v.removed_at IS NOT NULL THEN 'removed'
            WHEN v.number IS NULL THEN 'draft'
            WHEN v.number = (SELECT max(n.number) FROM versions n
                              WHERE n.resource = v.resource AND n.removed_at IS NULL) THEN 'current'
            ELSE 'superseded' END AS state,
       v.base, v.author AS by_person,
       CASE WHEN p.ended_at IS NULL THEN p.name ELSE '' END AS by_name,
       v.authority AS by_authority,
       COALESCE((SELECT n.short_name FROM authority_names n
                  WHERE n.authority = v.authority AND n.from_at <= v.at
                  ORDER BY n.from_at DESC LIMIT 1), '') AS by_authority_name,
       v.as_guest AS by_guest,
       v.at, v.changed, v.link,
       v.released_by AS released_by_person,
       CASE WHEN l.ended_at IS NULL THEN l.name ELSE '' END AS released_by_name,
       v.released_by_authority AS released_by_authority,
       COALESCE((SELECT n.short_name FROM authority_names n
                  WHERE n.authority = v.released_by_authority AND n.from_at <= v.released_at
                  ORDER BY n.from_at DESC LIMIT 1), '') AS released_by_authority_name,
       v.released_by_guest AS released_by_guest,
       v.released_at, v.note,
       v.removed_by AS removed_by_person,
       CASE WHEN d.ended_at IS NULL THEN d.name ELSE '' END AS removed_by_name,
       v.removed_by_authority AS removed_by_authority,
       COALESCE((SELECT n.short_name FROM authority_names n
                  WHERE n.authority = v.removed_by_authority AND n.from_at <= v.removed_at
                  ORDER BY n.from_at DESC LIMIT 1), '') AS removed_by_authority_name,
       v.removed_by_guest AS removed_by_guest,
       v.removed_at, v.removed_why
  FROM versions v
  JOIN people p ON p.id = v.author
  LEFT JOIN people l ON l.id = v.released_by
  LEFT JOIN people d ON d.id = v.removed_by;
