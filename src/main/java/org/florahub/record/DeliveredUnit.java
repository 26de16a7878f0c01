package org.florahub.record;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A unit as its destination received it, with everything that its proof bundle is made of.
///
/// @param id          of the delivery
/// @param destination name of the adapter
/// @param sequence    its place in the destination's order
/// @param sha256      of the exact bytes sent
/// @param form        what it looked like; `null` if it was delivered before that was written down
/// @param losses      what the format could not carry, as JSON
/// @param at          when the destination had taken it
/// @param events      in the order of the document
@SuppressWarnings("ArrayRecordComponent") // a carrier, compared by nobody
public record DeliveredUnit(
        UUID id,
        String destination,
        long sequence,
        byte[] sha256,
        @Nullable DeliveryForm form,
        String losses,
        Instant at,
        List<RecordedEvent> events) {

    public DeliveredUnit {
        events = List.copyOf(events);
    }
}
