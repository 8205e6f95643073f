-- Version 2: seasons. What other terminals and machines ask for, and how far each episode is.

CREATE TABLE setting (             -- paused, …: read at every claim
    name TEXT PRIMARY KEY,
    value TEXT NOT NULL
);

CREATE TABLE episode (             -- the season that was last asked for
    production TEXT PRIMARY KEY,
    position INTEGER NOT NULL,     -- 0-based, in order of the season
    first INTEGER NOT NULL,        -- 1: filmed before the others
    folder TEXT NOT NULL,          -- relative to the workspace where it lies inside
    stage TEXT NOT NULL,           -- waiting | planned | checked | faults | filming | assembled | failed
    note TEXT NOT NULL,
    clips INTEGER NOT NULL,
    seconds DOUBLE PRECISION NOT NULL, -- of the film
    updated DOUBLE PRECISION NOT NULL
);
