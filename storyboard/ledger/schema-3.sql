-- Version 3: accounts that were renamed. Keys of jobs are made of their account and never rewritten.

CREATE TABLE alias (               -- what a person said about two accounts; no order among them
    account TEXT NOT NULL,
    other TEXT NOT NULL,
    same INTEGER NOT NULL,         -- 1: one account under two names; 0: two, and what one bought the other may buy again
    at DOUBLE PRECISION NOT NULL,
    PRIMARY KEY (account, other)
);
