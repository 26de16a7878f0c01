-- What a delivery looked like, so that it is proven as it was made, whatever its adapter has become since.
CREATE TABLE delivery_form (
    no        INTEGER PRIMARY KEY,
    extension TEXT NOT NULL,                           -- of the file's name, without the dot
    withheld  TEXT NOT NULL                            -- paths of the fields not shown, sorted, with commas between
);
CREATE UNIQUE INDEX delivery_form_by_content ON delivery_form (extension, withheld);
ALTER TABLE delivery ADD COLUMN form INTEGER;          -- NULL where it was not yet written down

-- Each destination's own: one whose bundles cannot be put anywhere has no others behind it.
DROP INDEX delivery_awaiting_proof;
CREATE INDEX delivery_awaiting_proof ON delivery (destination, proof_leaf) WHERE proof_leaf IS NOT NULL;
