-- What stands in a delivered document as another text than in its event: sealed with a key of the event, so that it is
-- gone when the event's key is.
CREATE TABLE delivery_change (
    event       INTEGER NOT NULL,
    destination INTEGER NOT NULL,
    sealed      BLOB    NOT NULL,                  -- JSON list of changed values
    PRIMARY KEY (event, destination)
) WITHOUT ROWID;
