package org.florahub.record;

/// A unit that its destination has taken.
///
/// @param unit        what was sent
/// @param sha256      of the exact bytes sent, 32 bytes
/// @param losses      what the format could not carry, as JSON: field path to kind of loss to number of events; `{}` if
/// nothing
/// @param awaitsProof whether a proof bundle has yet to be put beside it, see [Outbox#awaitingProof]
@SuppressWarnings("ArrayRecordComponent") // a carrier, compared by nobody
public record Delivered(Unit unit, byte[] sha256, String losses, boolean awaitsProof) {}
