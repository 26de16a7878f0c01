package org.florahub.channel;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What becomes of an accepted file: it is deleted, or stays as `NAME.done` for as long as the adapter says.
/// Confined to one thread.
final class KeptFiles {

    private static final Duration BETWEEN_LOOKS = Duration.ofMinutes(1);

    private final Path folder;
    private final @Nullable Duration keep;
    private final Clock clock;
    private Instant nextLook = Instant.MIN;

    /// @param keep how long a copy stays, or `null` for none
    KeptFiles(Path folder, @Nullable Duration keep, Clock clock) {
        this.folder = folder;
        this.keep = keep;
        this.clock = clock;
    }

    void keepOrDelete(Path file) throws IOException {
        if (keep == null) {
            Files.delete(file);
            return;
        }
        Files.setLastModifiedTime(file, FileTime.from(clock.instant()));
        Files.move(file, file.resolveSibling(file.getFileName() + ".done"), StandardCopyOption.REPLACE_EXISTING);
    }

    /// Deletes the copies whose time is over; looks at most once a minute.
    void forgetOld() throws IOException {
        Instant now = clock.instant();
        if (keep == null || now.isBefore(nextLook)) {
            return;
        }
        nextLook = now.plus(BETWEEN_LOOKS);
        try (var copies = Files.newDirectoryStream(folder, "*.done")) {
            for (Path copy : copies) {
                if (Files.getLastModifiedTime(copy).toInstant().plus(keep).isBefore(now)) {
                    Files.deleteIfExists(copy);
                }
            }
        }
    }
}
