package org.florahub.channel;

import java.util.concurrent.Semaphore;

/// Counts the calls inside a service, so that it can be closed without cutting one off. Closed at first.
final class Turnstile {

    private static final int ALL = Integer.MAX_VALUE;

    private final Semaphore places = new Semaphore(0);
    private volatile boolean open;

    /// Whether the call may go in. Whoever may must [#leave].
    boolean enter() {
        return open && places.tryAcquire();
    }

    void leave() {
        places.release();
    }

    void open() {
        open = true;
        places.release(ALL);
    }

    /// Lets nobody in any more, and returns when the last one has left. For one that is open.
    void close() throws InterruptedException {
        open = false;
        places.acquire(ALL);
    }
}
