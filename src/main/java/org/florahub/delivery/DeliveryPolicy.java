package org.florahub.delivery;

import java.time.Duration;

/// How the hub delivers. Properties `flora.delivery.*`.
///
/// @param batchParcels   parcels handed to a channel at once, 1 to 500. `flora.delivery.batch-parcels`, 500
/// @param unitEvents     events of one document at most, where the format can carry many, 1 to 1,000.
///                       `flora.delivery.unit-events`, 1,000
/// @param backlogEvents  events of one destination held in memory at most. `flora.delivery.backlog-events`, 2,000
/// @param firstDelay     wait after the first failure of a destination; doubles with each one that follows.
///                       `flora.delivery.first-delay`, 1 s
/// @param delayMax       upper bound of that doubling. `flora.delivery.delay-max`, 1 min
/// @param attemptsInLine attempts of one parcel, one by one, before others may pass it: a document that fails while its
///                       destination works delays its own cases only. `flora.delivery.attempts-in-line`, 5
public record DeliveryPolicy(
        int batchParcels,
        int unitEvents,
        int backlogEvents,
        Duration firstDelay,
        Duration delayMax,
        int attemptsInLine) {

    public DeliveryPolicy {
        within("batch-parcels", batchParcels, 500);
        within("unit-events", unitEvents, 1000);
        within("backlog-events", backlogEvents, 100_000);
        within("attempts-in-line", attemptsInLine, 1000);
        if (firstDelay.isNegative() || firstDelay.isZero() || delayMax.compareTo(firstDelay) < 0) {
            throw new IllegalArgumentException(
                    "flora.delivery.first-delay: found %s with delay-max %s, expected more than 0 and at most delay-max. Change one."
                            .formatted(firstDelay, delayMax));
        }
        if (backlogEvents < unitEvents) {
            throw new IllegalArgumentException(
                    "flora.delivery.backlog-events: found %d, expected at least unit-events (%d). Raise it."
                            .formatted(backlogEvents, unitEvents));
        }
    }

    /// What is used where nothing is configured.
    public static DeliveryPolicy standard() {
        return new DeliveryPolicy(500, 1000, 2000, Duration.ofSeconds(1), Duration.ofMinutes(1), 5);
    }

    private static void within(String key, int value, int most) {
        if (value < 1 || value > most) {
            throw new IllegalArgumentException(
                    "flora.delivery.%s: found %d, expected 1 to %d. Change it.".formatted(key, value, most));
        }
    }
}
