package org.florahub.record;

import java.util.List;
import org.florahub.event.Problem;

/// A message to be recorded: what came, what was read from it, and what was wrong with it.
///
/// A message that nothing could be read from is recorded all the same, with its problems: it goes to quarantine.
///
/// @param header   where it came from
/// @param original its bytes
/// @param entries  the statements to record, at most [#ENTRIES_MAX]; a longer message is a [LongRecording]
/// @param problems what intake found wrong, for the whole message and for each record it left out of `entries`
/// @param rejected number of records that intake left out of `entries`
/// @param whole    `true`: one refused statement refuses the message (XML); `false`: the others stand (CSV)
/// @param replays  number of the quarantined message that this one is a new attempt of; 0 if it is none
public record Submission(
        MessageHeader header,
        Original original,
        List<Entry> entries,
        List<Problem> problems,
        long rejected,
        boolean whole,
        long replays) {

    /// The most statements that one transaction takes from one message.
    public static final int ENTRIES_MAX = 1_000;

    public Submission {
        entries = List.copyOf(entries);
        problems = List.copyOf(problems);
        checkSize(entries);
    }

    static void checkSize(List<Entry> entries) {
        if (entries.size() > ENTRIES_MAX) {
            throw new IllegalArgumentException(
                    "Found %d statements, expected at most %d. Use chunks of a LongRecording."
                            .formatted(entries.size(), ENTRIES_MAX));
        }
    }

    /// A message whose every record could be read.
    public static Submission of(MessageHeader header, Original original, List<Entry> entries, boolean whole) {
        return new Submission(header, original, entries, List.of(), 0, whole, 0);
    }

    /// A message from which nothing is recorded but itself and its problems.
    public static Submission rejected(MessageHeader header, Original original, List<Problem> problems) {
        return new Submission(header, original, List.of(), problems, 0, true, 0);
    }

    /// The same, as a new attempt of a quarantined message.
    public Submission replaying(long message) {
        return new Submission(header, original, entries, problems, rejected, whole, message);
    }
}
