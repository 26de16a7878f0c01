package org.florahub.delivery;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// Parcels for tests of the channels.
public final class Parcels {

    private Parcels() {}

    /// A parcel whose id, name and body follow from its sequence.
    public static Parcel of(long sequence) {
        String body = "<?xml version=\"1.0\" encoding=\"UTF-8\"?><document number=\"%d\"/>".formatted(sequence);
        return of(sequence, body);
    }

    public static Parcel of(long sequence, String body) {
        return new Parcel(
                new UUID(0x1234_5678_9abc_8000L, 0x8000_0000_0000_0000L | sequence),
                sequence,
                "%010d-abcdef01.xml".formatted(sequence),
                "application/xml",
                body.getBytes(StandardCharsets.UTF_8),
                List.of(sequence),
                Map.of("florahub_delivery", "id-" + sequence, "florahub_leaves", Long.toString(sequence)));
    }
}
