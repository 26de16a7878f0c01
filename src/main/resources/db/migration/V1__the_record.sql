-- The pseudonymous record and, apart from it, the vault. docs/reference/store.md explains every table.
-- Times are milliseconds since 1970, UTC. Numbers (no, seq, position, idx) are given by the one writer, not by SQLite.

------------------------------------------------------------------ messages

CREATE TABLE message (
    no              INTEGER PRIMARY KEY,
    sender          TEXT    NOT NULL,
    adapter_version TEXT    NOT NULL,
    transform       TEXT    NOT NULL,
    source          TEXT    NOT NULL,
    land            TEXT,
    channel         TEXT    NOT NULL,
    name            TEXT    NOT NULL,
    message_id      TEXT,
    sent_at         TEXT,
    received_at     INTEGER NOT NULL,
    digest          BLOB    NOT NULL,              -- keyed hash of sender and bytes
    size            INTEGER NOT NULL,
    own_file        TEXT,                          -- the original's file, or
    segment         INTEGER,                       -- the segment that holds it
    segment_offset  INTEGER,
    wrapped_key     BLOB,                          -- the original's key; without it the original is gone
    disposition     TEXT    NOT NULL,
    statements      INTEGER NOT NULL,
    first_event     INTEGER NOT NULL,
    events          INTEGER NOT NULL,
    already_known   INTEGER NOT NULL,
    first_leaf      INTEGER NOT NULL,
    rejected        INTEGER NOT NULL,
    replayed_by     INTEGER NOT NULL
);
CREATE INDEX message_by_digest ON message (digest);
CREATE INDEX message_by_id ON message (message_id) WHERE message_id IS NOT NULL;
CREATE INDEX message_by_own_file ON message (own_file) WHERE own_file IS NOT NULL;
CREATE INDEX message_to_look_at ON message (disposition, no) WHERE disposition <> 'accepted';

CREATE TABLE message_problem (
    message INTEGER NOT NULL,
    ordinal INTEGER NOT NULL,
    problem TEXT    NOT NULL,                      -- JSON, without values
    PRIMARY KEY (message, ordinal)
) WITHOUT ROWID;

-- Statements of messages without an id are recognised by their content. The day comes first so that what is new lies
-- together: a hash alone would touch another page for each row.
CREATE TABLE known_statement (
    day    INTEGER NOT NULL,                       -- days since 1970 of occurred.date, 0 without
    digest BLOB    NOT NULL,                       -- keyed hash of sender and canonical content
    PRIMARY KEY (day, digest)
) WITHOUT ROWID;

------------------------------------------------------------------ events and the ledger

CREATE TABLE event (
    seq         INTEGER PRIMARY KEY,
    id          BLOB    NOT NULL,                  -- UUIDv7
    message     INTEGER NOT NULL,
    line        INTEGER NOT NULL,
    person      INTEGER NOT NULL,                  -- who it is about today: changes when two persons turn out to be one
    case_ref    BLOB    NOT NULL,                  -- pseudonyms as committed to: never change
    person_ref  BLOB    NOT NULL,
    source      TEXT    NOT NULL,
    status      TEXT    NOT NULL,
    occurred    TEXT    NOT NULL,                  -- date, 'T', time; '' where the message does not say
    kind        TEXT    NOT NULL,
    refers      INTEGER,                           -- seq of the event it corrects or retracts
    regime      TEXT    NOT NULL,
    statement   TEXT    NOT NULL,                  -- JSON of the fields that are not personal
    recorded_at INTEGER NOT NULL,
    leaf        INTEGER NOT NULL
);
CREATE UNIQUE INDEX event_by_id ON event (id);
CREATE INDEX event_by_message ON event (message);
CREATE INDEX event_by_person ON event (person);
CREATE UNIQUE INDEX event_by_refers ON event (refers) WHERE refers IS NOT NULL;

CREATE TABLE leaf (
    idx   INTEGER PRIMARY KEY,                     -- dense from 0
    entry BLOB    NOT NULL
);

CREATE TABLE case_state (
    case_no INTEGER PRIMARY KEY,
    state   TEXT NOT NULL                          -- lodging date and competent authorities, folded from the events
);

------------------------------------------------------------------ deliveries

CREATE TABLE destination (
    no            INTEGER PRIMARY KEY,
    name          TEXT    NOT NULL UNIQUE,
    last_position INTEGER NOT NULL
);

CREATE TABLE outbox (
    destination INTEGER NOT NULL,
    position    INTEGER NOT NULL,
    event       INTEGER NOT NULL,
    case_no     INTEGER NOT NULL,
    attempts    INTEGER NOT NULL,
    not_before  INTEGER NOT NULL,
    unit        INTEGER NOT NULL,                  -- position of the unit's first member, 0 while in none
    PRIMARY KEY (destination, position)
) WITHOUT ROWID;
CREATE INDEX outbox_by_unit ON outbox (destination, unit) WHERE unit <> 0;

CREATE TABLE parked_case (
    destination INTEGER NOT NULL,
    case_no     INTEGER NOT NULL,
    since       INTEGER NOT NULL,
    problem     TEXT    NOT NULL,
    PRIMARY KEY (destination, case_no)
) WITHOUT ROWID;

-- Rows of outbox whose case is parked, with their places, until they may go on.
CREATE TABLE parked (
    destination INTEGER NOT NULL,
    position    INTEGER NOT NULL,
    event       INTEGER NOT NULL,
    case_no     INTEGER NOT NULL,
    attempts    INTEGER NOT NULL,
    unit        INTEGER NOT NULL,
    PRIMARY KEY (destination, position)
) WITHOUT ROWID;

CREATE TABLE delivery (
    no          INTEGER PRIMARY KEY,
    destination INTEGER NOT NULL,
    sequence    INTEGER NOT NULL,
    id          BLOB    NOT NULL,                  -- ends in the sequence, by which it is found
    events      TEXT    NOT NULL,                  -- their numbers in the order of the document, with commas between
    sha256      BLOB    NOT NULL,
    losses      TEXT    NOT NULL,                  -- JSON: what the format could not carry
    at          INTEGER NOT NULL,
    proof_leaf  INTEGER                            -- its newest leaf, while its proof bundle is awaited
);
CREATE INDEX delivery_by_sequence ON delivery (sequence);
CREATE INDEX delivery_awaiting_proof ON delivery (proof_leaf) WHERE proof_leaf IS NOT NULL;

CREATE TABLE delivery_event (
    event       INTEGER NOT NULL,
    destination INTEGER NOT NULL,
    delivery    INTEGER NOT NULL,
    PRIMARY KEY (event, destination)
) WITHOUT ROWID;

------------------------------------------------------------------ vault

CREATE TABLE vault_case (
    no          INTEGER PRIMARY KEY,
    ref         BLOB NOT NULL,                     -- the pseudonym
    wrapped_key BLOB NOT NULL,                     -- the case's key under the key store's
    file_number BLOB,                              -- sealed with the case's key
    merged_into INTEGER                            -- the case that turned out to be the same one
);
CREATE UNIQUE INDEX vault_case_by_ref ON vault_case (ref);
CREATE INDEX vault_case_by_merged ON vault_case (merged_into) WHERE merged_into IS NOT NULL;

CREATE TABLE vault_person (
    no          INTEGER PRIMARY KEY,
    case_no     INTEGER NOT NULL,
    ref         BLOB    NOT NULL,
    known_by    INTEGER NOT NULL,                  -- 1 AZR number, 2 arrival number, 3 both
    identifiers BLOB                               -- sealed with the case's key
);
CREATE INDEX vault_person_by_case ON vault_person (case_no);

CREATE TABLE vault_index (
    kind   INTEGER NOT NULL,                       -- 1 BAMF file number -> case, 2 AZR number, 3 arrival number -> person
    digest BLOB    NOT NULL,                       -- keyed hash of the identifier
    target INTEGER NOT NULL,
    PRIMARY KEY (kind, digest, target)
) WITHOUT ROWID;

CREATE TABLE vault_event (
    seq     INTEGER PRIMARY KEY,
    case_no INTEGER NOT NULL,                      -- whose key seals it: the case at the time of recording
    sealed  BLOB    NOT NULL                       -- event key and personal fields
);
