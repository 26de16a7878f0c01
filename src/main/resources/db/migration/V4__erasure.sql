-- Orders to erase, and what came of them. No row holds anything personal: pseudonyms, numbers, names of operators.
CREATE TABLE erasure (
    no          INTEGER PRIMARY KEY,
    scope       TEXT    NOT NULL,                      -- case or event
    subject     BLOB    NOT NULL,                      -- pseudonym of the case, or id of the event
    reason      TEXT    NOT NULL,
    proposed_by TEXT    NOT NULL,
    proposed_at INTEGER NOT NULL,
    expires_at  INTEGER NOT NULL,
    approved_by TEXT,
    approved_at INTEGER,                               -- keys are destroyed
    cleared_at  INTEGER,                               -- and nothing readable is left on the disk
    CHECK (approved_by IS NULL OR approved_by <> proposed_by)
);

CREATE TABLE erasure_event (
    erasure INTEGER NOT NULL,
    event   INTEGER NOT NULL,
    leaf    INTEGER NOT NULL,
    PRIMARY KEY (erasure, event)
) WITHOUT ROWID;

CREATE INDEX erasure_event_by_event ON erasure_event (event);

CREATE TABLE erasure_message (                         -- whose original is destroyed
    erasure INTEGER NOT NULL,
    message INTEGER NOT NULL,
    PRIMARY KEY (erasure, message)
) WITHOUT ROWID;

CREATE TABLE erasure_order (                           -- the order's own leaves
    leaf    INTEGER PRIMARY KEY,
    erasure INTEGER NOT NULL
);

CREATE TABLE erasure_notice (
    erasure         INTEGER NOT NULL,
    destination     INTEGER NOT NULL,
    sent_at         INTEGER,
    reminders       INTEGER NOT NULL,
    next_at         INTEGER NOT NULL,                  -- when it is to be sent, or sent again
    acknowledged_at INTEGER,
    acknowledged_by TEXT,
    PRIMARY KEY (erasure, destination)
) WITHOUT ROWID;
