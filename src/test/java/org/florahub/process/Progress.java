package org.florahub.process;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// How long a long piece of work takes, tenth by tenth, and how long until it goes on after a stop.
final class Progress {

    private final int whole;
    private final List<Long> tenths = new ArrayList<>();
    private final long beganAt = System.nanoTime();
    private String stop = "never stopped";

    /// @param whole what there is to do
    Progress(int whole) {
        this.whole = whole;
    }

    /// Notes how much is done.
    ///
    /// @return the same
    int at(int done) {
        while (tenths.size() < 10 && done >= whole / 10 * (tenths.size() + 1)) {
            tenths.add(secondsSince(beganAt));
        }
        return done;
    }

    /// Notes a stop.
    ///
    /// @param killedAt when, by [System#nanoTime]
    /// @param readyAt  when it was ready again; the work goes on now
    void stopped(long killedAt, long readyAt) {
        stop = "killed after %d s, ready %.1f s later, going on %.1f s later"
                .formatted((killedAt - beganAt) / 1_000_000_000, (readyAt - killedAt) / 1e9, since(killedAt));
    }

    @Override
    public String toString() {
        String reached = tenths.stream().map(String::valueOf).collect(Collectors.joining(" "));
        return "%s; tenths delivered after %s s".formatted(stop, reached);
    }

    private static long secondsSince(long nanos) {
        return Math.round(since(nanos));
    }

    private static double since(long nanos) {
        return (System.nanoTime() - nanos) / 1e9;
    }
}
