-- How many of a destination's positions were taken out because their events were erased before they were delivered:
-- last_position = delivered + waiting + parked + erased, always.
ALTER TABLE destination ADD COLUMN erased INTEGER NOT NULL DEFAULT 0;
UPDATE destination SET erased = last_position
        - (SELECT count(*) FROM delivery_event v WHERE v.destination = destination.no)
        - (SELECT count(*) FROM outbox o WHERE o.destination = destination.no)
        - (SELECT count(*) FROM parked p WHERE p.destination = destination.no)
    WHERE EXISTS (SELECT 1 FROM erasure WHERE approved_at IS NOT NULL);
