package org.florahub.record;

import java.util.Map;

/// Counts of what the store holds, at one moment.
///
/// @param messages by what became of them
/// @param events   all events
/// @param leaves   all ledger leaves
/// @param waiting  events that wait, by destination, parked ones not counted
/// @param parked   events that stand still, by destination
public record Statistics(
        Map<Disposition, Long> messages,
        long events,
        long leaves,
        Map<String, Long> waiting,
        Map<String, Long> parked) {}
