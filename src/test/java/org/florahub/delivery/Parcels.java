package org.florahub.delivery;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Parcels for tests of the channels.
public final class Parcels {

    private Parcels() {}

    /// A parcel whose id, name and body follow from its sequence.
    public static Parcel of(long sequence) {
        String body = "<?xml version=\"1.0\" encoding=\"UTF-8\"?><document number=\"%d\"/>".formatted(sequence);
        return of(sequence, body);
    }

    public static Parcel of(long sequence, String body) {
        return of(sequence, body, null);
    }

    /// A parcel with a loss report.
    public static Parcel withLosses(long sequence, String report) {
        return of(sequence, "<document/>", report.getBytes(StandardCharsets.UTF_8));
    }

    private static Parcel of(long sequence, String body, byte @Nullable [] report) {
        return new Parcel(
                new UUID(0x1234_5678_9abc_8000L, 0x8000_0000_0000_0000L | sequence),
                sequence,
                "%010d-abcdef01.xml".formatted(sequence),
                "application/xml",
                body.getBytes(StandardCharsets.UTF_8),
                report,
                List.of(sequence),
                Map.of("florahub_delivery", "id-" + sequence, "florahub_leaves", Long.toString(sequence)));
    }
}
