package org.florahub.channel;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/// The broker and the queues.
///
/// @param batchMessages  messages taken from one queue in one transaction at most, 1 to 1,000.
///                       `flora.mq.batch-messages`, 500
/// @param batchBytes     bytes of such a batch in memory, above which no further message is added.
/// `flora.mq.batch-bytes`,
///                       16MB
/// @param attemptsMax    how often a message that alone makes the hub fail is tried before it is set aside in
///                       `dead.ADAPTER`. `flora.mq.attempts-max`, 5
/// @param retryDelay     wait after a failure of the hub's own store before the queue is read again.
/// `flora.mq.retry-delay`,
///                       1s
/// @param memory         messages of all queues held in memory at most; more are paged to disk. `flora.mq.memory`, 64MB
/// @param idCache        delivery ids that the broker remembers per queue to drop repeats. `flora.mq.id-cache`, 20,000
@ConfigurationProperties("flora.mq")
public record MqProperties(
        @DefaultValue("500") int batchMessages,
        @DefaultValue("16MB") DataSize batchBytes,
        @DefaultValue("5") int attemptsMax,
        @DefaultValue("1s") Duration retryDelay,
        @DefaultValue("64MB") DataSize memory,
        @DefaultValue("20000") int idCache) {

    public MqProperties {
        within("flora.mq.batch-messages", batchMessages, 1, 1000);
        within("flora.mq.attempts-max", attemptsMax, 1, 1000);
        within("flora.mq.id-cache", idCache, 1000, 10_000_000);
        within("flora.mq.memory (in MB)", memory.toMegabytes(), 8, 1 << 20);
        within("flora.mq.batch-bytes (in kB)", batchBytes.toKilobytes(), 1, 1 << 20);
        within("flora.mq.retry-delay (in ms)", retryDelay.toMillis(), 1, 600_000);
    }

    /// What is used where nothing is configured.
    public static MqProperties standard() {
        return new MqProperties(
                500, DataSize.ofMegabytes(16), 5, Duration.ofSeconds(1), DataSize.ofMegabytes(64), 20_000);
    }

    private static void within(String key, long value, long least, long most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(
                    "%s: found %d, expected %d to %d. Change it.".formatted(key, value, least, most));
        }
    }
}
