package org.florahub.channel;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/// The exchange folders.
///
/// @param scanInterval  time between two looks into a folder; a file is taken when size and time are the same in two of
///                      them. `flora.file.scan-interval`, 200ms
/// @param batchFiles    files handed to intake at once, 1 to 1,000. `flora.file.batch-files`, 500
/// @param batchBytes    bytes of the files handed to intake at once, at most; a larger file goes alone.
///                      `flora.file.batch-bytes`, 16MB
/// @param retryDelayMax longest wait before a file is tried again that made the hub fail; it starts with one second and
///                      doubles. `flora.file.retry-delay-max`, 1m
@ConfigurationProperties("flora.file")
public record FileProperties(
        @DefaultValue("200ms") Duration scanInterval,
        @DefaultValue("500") int batchFiles,
        @DefaultValue("16MB") DataSize batchBytes,
        @DefaultValue("1m") Duration retryDelayMax) {

    public FileProperties {
        if (scanInterval.toMillis() < 10) {
            throw new IllegalArgumentException(
                    "flora.file.scan-interval: found %s, expected at least 10ms. Raise it.".formatted(scanInterval));
        }
        if (batchFiles < 1 || batchFiles > 1000) {
            throw new IllegalArgumentException(
                    "flora.file.batch-files: found %d, expected 1 to 1000. Change it.".formatted(batchFiles));
        }
        if (batchBytes.toBytes() < 1024) {
            throw new IllegalArgumentException(
                    "flora.file.batch-bytes: found %s, expected at least 1KB. Raise it.".formatted(batchBytes));
        }
        if (retryDelayMax.toSeconds() < 1) {
            throw new IllegalArgumentException(
                    "flora.file.retry-delay-max: found %s, expected at least 1s. Raise it.".formatted(retryDelayMax));
        }
    }

    /// What is used where nothing is configured.
    public static FileProperties standard() {
        return new FileProperties(Duration.ofMillis(200), 500, DataSize.ofMegabytes(16), Duration.ofMinutes(1));
    }
}
