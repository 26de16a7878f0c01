package org.florahub.record;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/// How fast a long message is recorded: not much faster than those who receive it take it, so that what others send
/// them meanwhile does not wait behind all of it. A slow receiver slows it down to a chunk a second at most, one that
/// takes nothing does not at all. For one thread.
final class Pace {

    /// Events that may wait for a destination while more are recorded: about what its courier takes up at once.
    static final long WAITING_MAX = 2_000;

    private static final Duration PATIENCE = Duration.ofSeconds(1);
    private static final Duration LOOK = Duration.ofMillis(5);

    private final Supplier<Map<String, Long>> waiting;

    /// How many waited for those that took nothing for as long as we were patient.
    private final Map<String, Long> still = new HashMap<>();

    /// @param waiting how many events wait now, by destination
    Pace(Supplier<Map<String, Long>> waiting) {
        this.waiting = waiting;
    }

    /// Waits until those who receive have caught up, but not long.
    void await() {
        Map<String, Long> before = behind();
        long until = System.nanoTime() + PATIENCE.toNanos();
        while (!behind().isEmpty()
                && System.nanoTime() < until
                && !Thread.currentThread().isInterrupted()) {
            LockSupport.parkNanos(LOOK.toNanos());
        }
        Map<String, Long> after = behind();
        before.forEach((destination, events) -> {
            if (after.getOrDefault(destination, 0L) >= events) {
                still.put(destination, events);
            }
        });
    }

    private Map<String, Long> behind() {
        var behind = new HashMap<String, Long>();
        waiting.get().forEach((destination, events) -> {
            if (events > WAITING_MAX && events < still.getOrDefault(destination, Long.MAX_VALUE)) {
                behind.put(destination, events);
            }
        });
        return behind;
    }
}
