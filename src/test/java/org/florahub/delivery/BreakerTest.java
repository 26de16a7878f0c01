package org.florahub.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class BreakerTest {

    private final Breaker breaker =
            new Breaker(new DeliveryPolicy(500, 1000, 2000, Duration.ofSeconds(1), Duration.ofSeconds(10), 5));

    @Test
    void doublesItsWaitUpToTheBound() {
        List<Long> seconds = Stream.generate(breaker::failed)
                .limit(6)
                .map(Duration::toSeconds)
                .toList();

        assertThat(seconds).containsExactly(1L, 2L, 4L, 8L, 10L, 10L);
    }

    @Test
    void staysAtTheBoundHoweverLongTheDestinationIsDead() {
        for (int i = 0; i < 100; i++) {
            breaker.failed();
        }

        assertThat(breaker.failed()).isEqualTo(Duration.ofSeconds(10));
    }

    @Test
    void triesOneParcelAfterAFailureAndDoublesWithEverySuccess() {
        assertThat(breaker.batchParcels()).isEqualTo(500);
        breaker.failed();
        assertThat(breaker.batchParcels()).isEqualTo(1);
        breaker.succeeded();
        assertThat(breaker.batchParcels()).isEqualTo(2);
        for (int i = 0; i < 20; i++) {
            breaker.succeeded();
        }
        assertThat(breaker.batchParcels()).isEqualTo(500);
    }

    @Test
    void forgetsFailuresAfterASuccess() {
        breaker.failed();
        breaker.failed();
        assertThat(breaker.failures()).isEqualTo(2);
        breaker.succeeded();
        assertThat(breaker.failures()).isZero();
        assertThat(breaker.failed()).isEqualTo(Duration.ofSeconds(1));
    }
}
