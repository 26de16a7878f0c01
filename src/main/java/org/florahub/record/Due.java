package org.florahub.record;

/// One event that waits for one destination.
///
/// @param destination name of the adapter it goes to
/// @param position    its place in that destination's order: from 1, increasing, never used twice
/// @param event       the event
/// @param attempts    how often its delivery has failed
/// @param unit        the unit it was assigned to, by the position of that unit's first member; 0 while it is in
///                    none
public record Due(String destination, long position, RecordedEvent event, int attempts, long unit) {}
