-- Version 4: what the gateway said it charged, and where it wants to be asked for a job.

ALTER TABLE attempt ADD COLUMN charge BIGINT;                    -- NULL: it said nothing, or in a unit nobody priced
ALTER TABLE attempt ADD COLUMN charged TEXT NOT NULL DEFAULT ''; -- in its own words: 0.84 usd
ALTER TABLE attempt ADD COLUMN address TEXT NOT NULL DEFAULT ''; -- from its reply to the create
