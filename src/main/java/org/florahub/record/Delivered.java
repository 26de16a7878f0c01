package org.florahub.record;

/// A unit that its destination has taken.
///
/// @param unit   what was sent
/// @param sha256 of the exact bytes sent, 32 bytes
@SuppressWarnings("ArrayRecordComponent") // a carrier, compared by nobody
public record Delivered(Unit unit, byte[] sha256) {}
