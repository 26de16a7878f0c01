package org.florahub.record;

import java.util.Map;

/// A unit that its destination has taken.
///
/// @param unit        what was sent
/// @param sha256      of the exact bytes sent, 32 bytes
/// @param form        what it looked like
/// @param losses      what the format could not carry, as JSON: field path to kind of loss to number of events; `{}` if
///                    nothing
/// @param changes     JSON by the number of the event: values that stand in the document as other texts. They are
/// values
///                    of messages and are sealed with the event
/// @param awaitsProof whether a proof bundle has yet to be put beside it, see [Outbox#awaitingProof]
@SuppressWarnings("ArrayRecordComponent") // a carrier, compared by nobody
public record Delivered(
        Unit unit, byte[] sha256, DeliveryForm form, String losses, Map<Long, String> changes, boolean awaitsProof) {

    public Delivered {
        changes = Map.copyOf(changes);
    }

    /// Names the unit, never a value.
    @Override
    public String toString() {
        return "Delivered[" + unit.id() + "]";
    }
}
