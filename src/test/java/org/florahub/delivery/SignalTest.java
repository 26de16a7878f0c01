package org.florahub.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
final class SignalTest {

    private static final Duration LONG = Duration.ofMinutes(10);

    private final Signal signal = new Signal();

    @Test
    void keepsASignalForTheNextWait() throws InterruptedException {
        signal.give();

        signal.await(LONG);

        assertThat(signal.closed()).isFalse();
    }

    @Test
    void wakesAWaitingThread() throws InterruptedException {
        var woken = new CountDownLatch(1);
        Thread waiting = Thread.ofVirtual().start(() -> {
            try {
                signal.await(LONG);
                woken.countDown();
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        });

        signal.give();

        assertThat(woken.await(20, TimeUnit.SECONDS)).isTrue();
        waiting.join();
    }

    @Test
    void pausesOnInSpiteOfSignalsAndKeepsThem() throws InterruptedException {
        signal.give();
        long start = System.nanoTime();

        signal.pause(Duration.ofMillis(30));
        assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(30_000_000);

        signal.await(LONG);
    }

    @Test
    void endsEveryWaitWhenItIsClosed() throws InterruptedException {
        signal.close();

        signal.await(LONG);
        signal.pause(LONG);

        assertThat(signal.closed()).isTrue();
    }
}
