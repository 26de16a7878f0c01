package org.florahub.delivery;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// Wakes a waiting thread. A signal given while nobody waits is kept for the next wait; several count as one.
final class Signal {

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private boolean given; // guarded by lock
    private boolean closed; // guarded by lock

    void give() {
        lock.lock();
        try {
            given = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /// Ends every wait, now and later.
    void close() {
        lock.lock();
        try {
            closed = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    boolean closed() {
        lock.lock();
        try {
            return closed;
        } finally {
            lock.unlock();
        }
    }

    /// Waits for a signal, at most so long.
    void await(Duration most) throws InterruptedException {
        await(most, true);
    }

    /// Waits that long whatever is signalled; only closing ends it early. Signals are kept.
    void pause(Duration time) throws InterruptedException {
        await(time, false);
    }

    private void await(Duration most, boolean wakes) throws InterruptedException {
        lock.lock();
        try {
            long left = most.toNanos();
            while (left > 0 && !closed && !(wakes && given)) {
                left = changed.awaitNanos(left);
            }
            if (wakes) {
                given = false;
            }
        } finally {
            lock.unlock();
        }
    }
}
