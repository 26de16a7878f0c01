-- A delivery whose proof bundle is there, but against a checkpoint that too few witnesses had cosigned.
ALTER TABLE delivery ADD COLUMN witness_leaf INTEGER;  -- its newest leaf, while a witnessed bundle is awaited
CREATE INDEX delivery_awaiting_witness ON delivery (destination, witness_leaf) WHERE witness_leaf IS NOT NULL;
