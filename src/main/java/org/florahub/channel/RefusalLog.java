package org.florahub.channel;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Says in the log who was refused and from where, and cannot be made to fill it: in one minute each line once and at
/// most [#LINES_MAX] different ones. How many there were beyond is said with the first refusal after that minute.
/// Thread-safe.
final class RefusalLog {

    static final int LINES_MAX = 20;
    static final Duration WHILE = Duration.ofMinutes(1);

    private static final Logger LOG = LoggerFactory.getLogger(RefusalLog.class);

    private final Clock clock;
    private final Set<String> told = new HashSet<>();
    private Instant end = Instant.MIN;
    private long untold;

    RefusalLog(Clock clock) {
        this.clock = clock;
    }

    /// @param door what was called, such as `HTTP`
    /// @param user `null` unless there is such a user: what strangers call themselves is not repeated
    /// @param from the address of the caller
    /// @param why  in words of ours
    void refused(String door, @Nullable String user, String from, String why) {
        refused("%s refused %s from %s: %s".formatted(door, user == null ? "an unknown user" : user, from, why));
    }

    /// @param line names nothing that a stranger has sent
    synchronized void refused(String line) {
        Instant now = clock.instant();
        if (!now.isBefore(end)) {
            if (untold > 0) {
                LOG.warn("{} more refusals like these in the minute before {}", untold, end);
            }
            told.clear();
            untold = 0;
            end = now.plus(WHILE);
        }
        if (told.size() < LINES_MAX && told.add(line)) {
            LOG.warn("{}", line);
        } else {
            untold++;
        }
    }
}
