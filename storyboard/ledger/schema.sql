-- Version 1. Types and statements that SQLite and PostgreSQL both take; times are unix seconds, money is in
-- ten-thousandths of the user's currency, texts that are JSON are canonical JSON.

CREATE TABLE job (                 -- something to buy
    key TEXT PRIMARY KEY,          -- hash of account, canonical request and occurrence
    kind TEXT NOT NULL,            -- clip | casting | character | remix
    gateway TEXT NOT NULL,
    account TEXT NOT NULL,
    model TEXT NOT NULL,
    seconds INTEGER NOT NULL,
    size TEXT NOT NULL,
    request TEXT NOT NULL,         -- what was or will be sent, without key; data URIs by their hash
    wanted TEXT NOT NULL,          -- the order, so that a take can be bought again from the ledger alone
    chosen TEXT,                   -- attempt whose film is used; NULL: the newest
    created DOUBLE PRECISION NOT NULL
);

CREATE TABLE attempt (             -- one submission of a job
    id TEXT PRIMARY KEY,           -- KEY-N
    job TEXT NOT NULL REFERENCES job (key),
    n INTEGER NOT NULL,
    account TEXT NOT NULL,
    state TEXT NOT NULL,           -- ready | sending | running | done | failed | unknown
    nonce TEXT NOT NULL,           -- changes with every claim: a later write must know it
    price BIGINT,                  -- NULL: nobody knows
    intent DOUBLE PRECISION,       -- when the last claim was written, before the POST
    not_before DOUBLE PRECISION NOT NULL,
    tries INTEGER NOT NULL,        -- claims so far; more than one only where nothing was accepted
    remote TEXT,                   -- the gateway's id, from its reply to the create
    fault TEXT NOT NULL,           -- one of the 13 classes, or empty
    note TEXT NOT NULL,            -- raw code and message
    result TEXT NOT NULL,          -- JSON of a result that is no film (a character)
    path TEXT NOT NULL,            -- the take, relative to the workspace where it lies inside
    sha256 TEXT NOT NULL,
    bytes BIGINT NOT NULL,
    created DOUBLE PRECISION NOT NULL,
    updated DOUBLE PRECISION NOT NULL,
    UNIQUE (job, n),
    UNIQUE (account, remote)
);

CREATE INDEX attempt_state ON attempt (account, state);

CREATE TABLE event (               -- append-only: every change of state
    at DOUBLE PRECISION NOT NULL,
    attempt TEXT NOT NULL REFERENCES attempt (id),
    old TEXT NOT NULL,
    new TEXT NOT NULL,
    status INTEGER,                -- HTTP
    note TEXT NOT NULL
);

CREATE INDEX event_attempt ON event (attempt, at);

CREATE TABLE place (               -- what a production calls its jobs
    production TEXT NOT NULL,
    name TEXT NOT NULL,            -- 001; a person's name for casting films and characters
    job TEXT NOT NULL REFERENCES job (key),
    PRIMARY KEY (production, name)
);

CREATE TABLE alternative (         -- another request bought for the same place: another model, a remix
    job TEXT NOT NULL REFERENCES job (key),
    other TEXT NOT NULL REFERENCES job (key),
    PRIMARY KEY (job, other)
);
