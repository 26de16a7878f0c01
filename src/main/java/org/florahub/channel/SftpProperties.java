package org.florahub.channel;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/// Folders on the SFTP servers of authorities.
///
/// @param scanInterval   time between two looks into a folder, where adapter.yaml names none; a file is taken when size
///                       and time are the same in two of them. `flora.sftp.scan-interval`, 5s
/// @param connectTimeout wait for a server's connection, and again for its login. `flora.sftp.connect-timeout`, 10s
/// @param answerTimeout  wait for a server's answer to one request. `flora.sftp.answer-timeout`, 30s
/// @param batchFiles     files fetched and handed to intake at once, 1 to 1,000. `flora.sftp.batch-files`, 100
/// @param batchBytes     bytes of those files, at most; a larger file goes alone. `flora.sftp.batch-bytes`, 16MB
/// @param retryDelayMax  longest wait before a server is tried again that cannot be reached, or a file that made the
///                       hub fail; it starts with one second and doubles. `flora.sftp.retry-delay-max`, 1m
@ConfigurationProperties("flora.sftp")
public record SftpProperties(
        @DefaultValue("5s") Duration scanInterval,
        @DefaultValue("10s") Duration connectTimeout,
        @DefaultValue("30s") Duration answerTimeout,
        @DefaultValue("100") int batchFiles,
        @DefaultValue("16MB") DataSize batchBytes,
        @DefaultValue("1m") Duration retryDelayMax) {

    public SftpProperties {
        atLeast("scan-interval", scanInterval, Duration.ofMillis(10));
        atLeast("connect-timeout", connectTimeout, Duration.ofMillis(1));
        atLeast("answer-timeout", answerTimeout, Duration.ofMillis(1));
        atLeast("retry-delay-max", retryDelayMax, Duration.ofSeconds(1));
        if (batchFiles < 1 || batchFiles > 1000) {
            throw new IllegalArgumentException(
                    "flora.sftp.batch-files: found %d, expected 1 to 1000. Change it.".formatted(batchFiles));
        }
        if (batchBytes.toBytes() < 1024) {
            throw new IllegalArgumentException(
                    "flora.sftp.batch-bytes: found %s, expected at least 1KB. Raise it.".formatted(batchBytes));
        }
    }

    /// What is used where nothing is configured.
    public static SftpProperties standard() {
        return new SftpProperties(
                Duration.ofSeconds(5),
                Duration.ofSeconds(10),
                Duration.ofSeconds(30),
                100,
                DataSize.ofMegabytes(16),
                Duration.ofMinutes(1));
    }

    private static void atLeast(String key, Duration value, Duration least) {
        if (value.compareTo(least) < 0) {
            throw new IllegalArgumentException(
                    "flora.sftp.%s: found %s, expected at least %s. Raise it.".formatted(key, value, least));
        }
    }
}
