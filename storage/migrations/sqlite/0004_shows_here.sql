-- Whether others see when somebody is here. Who is here is itself stored nowhere.

ALTER TABLE people ADD COLUMN shows_here INTEGER NOT NULL DEFAULT 1 CHECK (shows_here IN (0, 1));
