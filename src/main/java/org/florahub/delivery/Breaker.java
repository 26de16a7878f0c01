package org.florahub.delivery;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/// The circuit breaker of one destination: how long to leave it alone after failures, and how much to try then.
///
/// Open after a failure for a time that doubles up to the policy's bound; then one parcel is tried alone, and
/// batches double again with every success. Used by the destination's worker alone; [#failures()] may be read by
/// anyone.
final class Breaker {

    private final DeliveryPolicy policy;
    private final AtomicInteger failures = new AtomicInteger();
    private int batchParcels;

    Breaker(DeliveryPolicy policy) {
        this.policy = policy;
        this.batchParcels = policy.batchParcels();
    }

    /// A batch failed, or a part of it.
    ///
    /// @return how long to wait before the next attempt
    Duration failed() {
        int doublings = Math.min(failures.getAndIncrement(), 30);
        batchParcels = 1;
        Duration wait = policy.firstDelay().multipliedBy(1L << doublings);
        return wait.compareTo(policy.delayMax()) > 0 ? policy.delayMax() : wait;
    }

    /// A whole batch was delivered.
    void succeeded() {
        failures.set(0);
        batchParcels = Math.min(policy.batchParcels(), batchParcels * 2);
    }

    /// How many parcels the next batch may have.
    int batchParcels() {
        return batchParcels;
    }

    /// Failures in a row; 0 while the destination works.
    int failures() {
        return failures.get();
    }
}
