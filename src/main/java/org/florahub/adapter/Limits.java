package org.florahub.adapter;

import java.time.Duration;

/// How much an authority may send at once, and how much one delivery to it may hold.
///
/// @param bytesMax            size of a received message in bytes; a larger one is refused unread
/// @param eventsPerFileMax    events in one delivered document
/// @param unfinishedWait      how long a document that ends early may still be growing before it is rejected
/// @param eventsPerMessageMax events in one received message
public record Limits(long bytesMax, int eventsPerFileMax, Duration unfinishedWait, int eventsPerMessageMax) {

    /// 100 MB and 100,000 events per received message, 1,000 events per delivered file, 30 seconds.
    public static final Limits DEFAULT = new Limits(100L << 20, 1_000, Duration.ofSeconds(30), 100_000);

    public Limits {
        if (bytesMax < 1 || eventsPerFileMax < 1 || eventsPerMessageMax < 1 || unfinishedWait.isNegative()) {
            throw new IllegalArgumentException("Limits are positive");
        }
    }
}
