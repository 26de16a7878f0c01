package org.florahub.channel;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Which files of a folder are whole and due, by looking at it again and again.
///
/// A file is whole when its size and time are the same as at the look before, or, where the adapter names a readiness
/// suffix, when a file of its name with that suffix lies beside it. Never looked at: directories, symbolic links, names
/// that
/// begin with a dot or end in `.tmp`, `.part`, `.filepart` or `.done`. Confined to one thread.
final class FolderScan {

    private static final List<String> UNFINISHED = List.of(".tmp", ".part", ".filepart", ".done");

    private final Path folder;
    private final @Nullable String readySuffix;
    private final Clock clock;
    private Map<String, Seen> seen = new HashMap<>();

    /// A file as it looked.
    ///
    /// @param sizeBytes its length
    /// @param modified  when it was last written to
    record Look(long sizeBytes, FileTime modified) {}

    /// A file that is whole and due.
    ///
    /// @param path   where it lies
    /// @param look   what it looked like
    /// @param marked whether its sender said that it is whole
    record Found(Path path, Look look, boolean marked) {

        String name() {
            return path.getFileName().toString();
        }

        /// Whether it is still the file that was found.
        boolean isUnchanged() {
            try {
                return look.equals(lookAt(path));
            } catch (IOException _) {
                return false;
            }
        }
    }

    /// What is remembered of a file: how it looked, how often it failed, and until when it is left alone.
    private record Seen(Look look, int failures, Instant notBefore) {}

    FolderScan(Path folder, @Nullable String readySuffix, Clock clock) {
        this.folder = folder;
        this.readySuffix = readySuffix;
        this.clock = clock;
    }

    /// Looks once. Returns the whole files that are due, sorted by name.
    ///
    /// @throws IOException if the folder cannot be read
    List<Found> look() throws IOException {
        var now = new HashMap<String, Seen>();
        var due = new ArrayList<Found>();
        Instant time = clock.instant();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            for (Path file : files) {
                String name = file.getFileName().toString();
                if (!isOfInterest(name)) {
                    continue;
                }
                Look look = lookAt(file);
                if (look == null) {
                    continue;
                }
                Seen before = seen.get(name);
                boolean same = before != null && before.look().equals(look);
                boolean marked = readySuffix != null && Files.exists(folder.resolve(name + readySuffix));
                now.put(name, before != null && same ? before : new Seen(look, 0, Instant.MIN));
                if (isWhole(same, marked) && (before == null || !same || !time.isBefore(before.notBefore()))) {
                    due.add(new Found(file, look, marked));
                }
            }
        }
        seen = now;
        due.sort(Comparator.comparing(Found::name));
        return due;
    }

    /// Leaves a file alone until then, unless it changes.
    void leave(Found file, Instant until) {
        seen.put(file.name(), new Seen(file.look(), 0, until));
    }

    /// Leaves a file alone for a while that doubles with each failure, from one second up to `longest`.
    void leaveAfterFailure(Found file, Duration longest) {
        Seen before = seen.get(file.name());
        int failures = before == null ? 1 : before.failures() + 1;
        Duration wait = Duration.ofSeconds(1L << Math.min(failures - 1, 20));
        Instant until = clock.instant().plus(wait.compareTo(longest) < 0 ? wait : longest);
        seen.put(file.name(), new Seen(file.look(), failures, until));
    }

    private boolean isWhole(boolean same, boolean marked) {
        return readySuffix == null ? same : marked;
    }

    private boolean isOfInterest(String name) {
        return !name.startsWith(".")
                && UNFINISHED.stream().noneMatch(name::endsWith)
                && (readySuffix == null || !name.endsWith(readySuffix));
    }

    /// `null` if it is not a plain file, or gone.
    private static @Nullable Look lookAt(Path file) throws IOException {
        try {
            var attributes = Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            return attributes.isRegularFile() ? new Look(attributes.size(), attributes.lastModifiedTime()) : null;
        } catch (NoSuchFileException _) {
            return null;
        }
    }
}
