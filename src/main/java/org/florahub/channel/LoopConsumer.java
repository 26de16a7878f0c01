package org.florahub.channel;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Endpoint;
import org.apache.camel.Processor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A consumer with one virtual thread of its own that takes turns until the route stops: each turn takes what is
/// there and sends it through the route as one batch.
abstract class LoopConsumer extends IntakeConsumer {

    private static final Logger LOG = LoggerFactory.getLogger(LoopConsumer.class);
    private static final Duration STOP_WAIT = Duration.ofSeconds(7);
    private static final Duration FAILURE_PAUSE = Duration.ofSeconds(1);

    private CountDownLatch stopping = new CountDownLatch(1);
    private @Nullable Thread thread;

    LoopConsumer(Endpoint endpoint, Processor processor) {
        super(endpoint, processor);
    }

    /// Takes what is there, or waits a moment if nothing is.
    ///
    /// @throws Exception if it failed; the next turn follows after a pause
    abstract void turn() throws Exception;

    /// Called after a failed turn and at the end: give back what the turns hold.
    void release() {}

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        stopping = new CountDownLatch(1);
        thread = Thread.ofVirtual().name(getRouteId()).start(this::run);
    }

    /// Begins no further turn and returns when the one in progress has ended, however long it takes.
    final void finish() throws InterruptedException {
        stopping.countDown();
        Thread running = thread;
        if (running != null) {
            running.join();
        }
    }

    /// Ends when the turn in progress has ended, within [#STOP_WAIT].
    @Override
    protected void doStop() throws Exception {
        stopping.countDown();
        Thread running = thread;
        if (running != null && !running.join(STOP_WAIT)) {
            LOG.warn("{} is still busy and is interrupted; what it had in hand is taken again", getRouteId());
            running.interrupt();
            running.join(Duration.ofSeconds(1));
        }
        super.doStop();
    }

    /// Waits, but not longer than until the route stops.
    final void pause(Duration duration) throws InterruptedException {
        if (stopping.await(duration.toMillis(), TimeUnit.MILLISECONDS)) {
            LOG.debug("{} stops", getRouteId());
        }
    }

    final boolean isEnding() {
        return stopping.getCount() == 0;
    }

    private void run() {
        while (!isEnding()) {
            try {
                try {
                    turn();
                } catch (InterruptedException e) {
                    throw e;
                } catch (Exception e) {
                    LOG.error("{} failed and goes on in a moment: {}", getRouteId(), e.toString());
                    LOG.debug("the failure", e);
                    release();
                    pause(FAILURE_PAUSE);
                }
            } catch (InterruptedException _) {
                break;
            }
        }
        release();
    }
}
