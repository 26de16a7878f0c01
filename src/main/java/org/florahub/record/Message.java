package org.florahub.record;

import java.time.Instant;

/// A message as the record knows it, without its content.
///
/// @param no           the hub's number of it, from 1
/// @param header       where it came from
/// @param receivedAt   when it was recorded
/// @param sizeBytes    length of the original
/// @param disposition  what became of it
/// @param statements   how many statements have been taken up so far; grows while in progress
/// @param events       how many events were recorded
/// @param alreadyKnown how many statements were known before
/// @param rejected     how many records were not taken
/// @param replayedBy   the message that was made of it by a replay from quarantine; 0 if none
public record Message(
        long no,
        MessageHeader header,
        Instant receivedAt,
        long sizeBytes,
        Disposition disposition,
        long statements,
        long events,
        long alreadyKnown,
        long rejected,
        long replayedBy) {}
