-- Which version is this? By its printed code, which is in the last 40 bits of its id, and by its link.

CREATE INDEX versions_by_code ON versions (substr(id, 12));
CREATE INDEX versions_by_link ON versions (link) WHERE link <> '';
