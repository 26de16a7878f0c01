package org.florahub.intake;

import org.florahub.adapter.Adapter;

/// What the hub takes in at most, whoever sends it. Properties `flora.intake.*`; an adapter can only lower them.
///
/// @param bytesMax        largest message in bytes; a larger one is refused unread. `flora.intake.bytes-max`, 2 GB
/// @param memoryBytesMax  largest message that is held in memory while it is read; a larger one is streamed from
///                        its
///                        file. `flora.intake.memory-bytes-max`, 1,048,576
/// @param chunkEvents     events of one transaction, 1 to 1,000: a message with more is recorded in several, and
/// answered
///                        after the last. `flora.intake.chunk-events`, 1,000
/// @param rejectedRowsMax rows that are returned to the sender at most; more are counted, and their original lies
///                        in
///                        quarantine. `flora.intake.rejected-rows-max`, 10,000
public record IntakeLimits(long bytesMax, int memoryBytesMax, int chunkEvents, int rejectedRowsMax) {

    public IntakeLimits {
        atLeast("bytes-max", bytesMax, 1);
        atLeast("memory-bytes-max", memoryBytesMax, 1);
        atLeast("chunk-events", chunkEvents, 1);
        atLeast("rejected-rows-max", rejectedRowsMax, 1);
        if (chunkEvents > 1000) {
            throw new IllegalArgumentException(
                    "flora.intake.chunk-events: found %d, expected 1 to 1000. Lower it.".formatted(chunkEvents));
        }
    }

    /// Largest message of that sender in bytes.
    long bytesMax(Adapter sender) {
        return Math.min(bytesMax, sender.limits().bytesMax());
    }

    /// Where that number stands.
    String bytesMaxOf(Adapter sender) {
        return sender.limits().bytesMax() <= bytesMax
                ? "limits.bytesMax in the adapter.yaml of " + sender.name()
                : "flora.intake.bytes-max";
    }

    /// What is used where nothing is configured.
    public static IntakeLimits standard() {
        return new IntakeLimits(2L << 30, 1 << 20, 1000, 10_000);
    }

    private static void atLeast(String key, long value, long least) {
        if (value < least) {
            throw new IllegalArgumentException(
                    "flora.intake.%s: found %d, expected at least %d. Raise it.".formatted(key, value, least));
        }
    }
}
