package org.florahub.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class PaceTest {

    private static final long MANY = Pace.WAITING_MAX + 1;

    private final Map<String, Long> waiting = new ConcurrentHashMap<>();
    private final AtomicInteger looks = new AtomicInteger();
    private final Pace pace = new Pace(() -> {
        looks.incrementAndGet();
        return waiting;
    });

    @Test
    void doesNotWaitForWhomLittleWaits() {
        waiting.put("near", Pace.WAITING_MAX);

        assertThat(spent()).isLessThan(Duration.ofMillis(900));
    }

    @Test
    void waitsUntilTheyHaveCaughtUp() {
        var caughtUp = new Pace(() -> looks.incrementAndGet() < 20 ? Map.of("slow", MANY) : Map.of("slow", 0L));

        caughtUp.await();

        assertThat(looks).hasValueGreaterThanOrEqualTo(20);
    }

    @Test
    void waitsOnceOnlyForOneThatTakesNothing() {
        waiting.put("dead", MANY);
        pace.await();
        waiting.put("dead", MANY + 1_000);

        assertThat(spent()).isLessThan(Duration.ofMillis(900));
    }

    @Test
    void waitsAgainForOneThatComesBack() {
        waiting.put("dead", 2 * MANY);
        pace.await();
        waiting.put("dead", 2 * MANY - 1);

        assertThat(spent()).isGreaterThanOrEqualTo(Duration.ofSeconds(1));
    }

    private Duration spent() {
        long start = System.nanoTime();
        pace.await();
        return Duration.ofNanos(System.nanoTime() - start);
    }
}
