package org.florahub.record;

import java.time.Instant;
import java.util.UUID;

/// Who received an event, and when: kept for ever, because a correction or an erasure must reach the same
/// recipients.
///
/// @param seq         the event
/// @param destination name of the adapter
/// @param id          id of the delivery, shared by all events of one unit
/// @param sequence    its place in the destination's order
/// @param sha256      of the exact bytes sent
/// @param at          when the destination had taken it
@SuppressWarnings("ArrayRecordComponent") // a carrier, compared by nobody
public record Delivery(long seq, String destination, UUID id, long sequence, byte[] sha256, Instant at) {}
