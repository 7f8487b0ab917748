-- What is new in a library to somebody: entries about it after the one up to which they looked at it.

ALTER TABLE group_reading ADD COLUMN library_entry BIGINT NOT NULL DEFAULT 0;
CREATE INDEX entries_of_library ON entries (feed, number)
    WHERE kind IN ('resource_added', 'version_released');
