-- Files of one person are merged and split again by links between cases; nothing that was recorded is touched.
ALTER TABLE vault_case ADD COLUMN part_of INTEGER;     -- the case that it became part of; merged_into: where that leads
UPDATE vault_case SET part_of = merged_into;
CREATE INDEX vault_case_by_part_of ON vault_case (part_of) WHERE part_of IS NOT NULL;

-- What operators did to cases. Every row is anchored in the ledger. Never changed.
CREATE TABLE audit_act (
    no      INTEGER PRIMARY KEY,
    at      INTEGER NOT NULL,
    actor   TEXT    NOT NULL,                          -- the operator, or 'event' and its number
    act     TEXT    NOT NULL,                          -- merge, split, subject-access
    subject BLOB    NOT NULL,                          -- pseudonym of the case
    other   BLOB,                                      -- pseudonym of the case it became part of, or was part of
    key     BLOB,                                      -- opens the leaf; NULL where the event's own leaf stands for it
    leaf    INTEGER NOT NULL
);
CREATE INDEX audit_act_by_subject ON audit_act (subject);
