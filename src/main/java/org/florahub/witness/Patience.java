package org.florahub.witness;

import java.time.Duration;

/// How long the hub waits for its witnesses.
///
/// @param answer of one witness to one request
/// @param alarm  for a quorum, until it is said aloud
/// @param within for a quorum, until nothing more is received; not shorter than `alarm`
public record Patience(Duration answer, Duration alarm, Duration within) {

    private static final Duration ALARM = Duration.ofMinutes(1);

    /// With the usual alarm: after a minute, or after half the time if that is shorter.
    public static Patience of(Duration answer, Duration within) {
        Duration half = within.dividedBy(2);
        return new Patience(answer, half.compareTo(ALARM) < 0 ? half : ALARM, within);
    }
}
