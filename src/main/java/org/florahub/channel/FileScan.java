package org.florahub.channel;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Which files of a folder are whole and due, by comparing what each look at it showed.
///
/// A file is whole when its size and time are the same as at the look before, or, where the adapter names a
/// readiness suffix, when a file of its name with that suffix lies beside it. Never taken: names that begin with a
/// dot or end in
/// `.tmp`, `.part`, `.filepart`, `.done` or `.refused`. Confined to one thread.
final class FileScan {

    private static final List<String> UNFINISHED = List.of(".tmp", ".part", ".filepart", ".done", ".refused");

    private final @Nullable String readySuffix;
    private final Clock clock;
    private Map<String, Seen> seen = new HashMap<>();

    /// A file as it looked.
    ///
    /// @param sizeBytes its length
    /// @param modified  when it was last written to, by the clock of the machine on which it lies
    record Look(long sizeBytes, Instant modified) {}

    /// A file that is whole and due.
    ///
    /// @param name   without folders
    /// @param look   what it looked like
    /// @param marked whether its sender said that it is whole
    /// @param since  when it was first seen to look like that, by this machine's clock
    record Found(String name, Look look, boolean marked, Instant since) {}

    /// What is remembered of a file: how it looked since when, how often it failed, and until when it is left alone.
    private record Seen(Look look, Instant since, int failures, Instant notBefore) {}

    FileScan(@Nullable String readySuffix, Clock clock) {
        this.readySuffix = readySuffix;
        this.clock = clock;
    }

    /// Whether a look has to show files of this name: messages and markers.
    boolean isOfInterest(String name) {
        return !name.startsWith(".") && UNFINISHED.stream().noneMatch(name::endsWith);
    }

    /// The whole files that are due, sorted by name.
    ///
    /// @param listing the plain files of interest that lie there now
    List<Found> due(Map<String, Look> listing) {
        var now = new HashMap<String, Seen>();
        var due = new ArrayList<Found>();
        Instant time = clock.instant();
        listing.forEach((name, look) -> {
            if (isMarker(name)) {
                return;
            }
            Seen before = seen.get(name);
            boolean same = before != null && before.look().equals(look);
            Seen current = before != null && same ? before : new Seen(look, time, 0, Instant.MIN);
            now.put(name, current);
            boolean marked = readySuffix != null && listing.containsKey(name + readySuffix);
            if ((readySuffix == null ? same : marked) && !time.isBefore(current.notBefore())) {
                due.add(new Found(name, look, marked, current.since()));
            }
        });
        seen = now;
        due.sort(Comparator.comparing(Found::name));
        return due;
    }

    /// Leaves a file alone until then, unless it changes.
    void leave(Found file, Instant until) {
        seen.put(file.name(), new Seen(file.look(), file.since(), 0, until));
    }

    /// Leaves a file alone for a while that doubles with each failure, from one second up to `longest`.
    void leaveAfterFailure(Found file, Duration longest) {
        Seen before = seen.get(file.name());
        int failures = before == null ? 1 : before.failures() + 1;
        Duration wait = Duration.ofSeconds(1L << Math.min(failures - 1, 20));
        Instant until = clock.instant().plus(wait.compareTo(longest) < 0 ? wait : longest);
        seen.put(file.name(), new Seen(file.look(), file.since(), failures, until));
    }

    private boolean isMarker(String name) {
        return readySuffix != null && name.endsWith(readySuffix);
    }
}
