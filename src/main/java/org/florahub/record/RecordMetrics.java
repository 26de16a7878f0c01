package org.florahub.record;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/// What the store reports: `flora.record.*` and `flora.outbox.waiting`. Thread-safe.
final class RecordMetrics {

    private final MeterRegistry meters;
    private final Timer commit;
    private final DistributionSummary works;
    private final DistributionSummary eventsPerGroup;
    private final Counter events;
    private final Counter syncs;
    private final AtomicLong leaves = new AtomicLong();
    private final Map<String, AtomicLong> waiting = new ConcurrentHashMap<>();

    RecordMetrics(MeterRegistry meters) {
        this.meters = meters;
        commit = Timer.builder("flora.record.commit")
                .description("From the first work of a group to its commit")
                .register(meters);
        works = DistributionSummary.builder("flora.record.group.works")
                .description("Messages, chunks and delivery marks that one commit served")
                .register(meters);
        eventsPerGroup = DistributionSummary.builder("flora.record.group.events")
                .description("Events of one commit")
                .register(meters);
        events = Counter.builder("flora.record.events")
                .description("Events recorded since the start")
                .register(meters);
        syncs = Counter.builder("flora.record.syncs")
                .description("Waits for the disk: commits, segments, files of originals")
                .register(meters);
        Gauge.builder("flora.record.leaves", leaves, AtomicLong::doubleValue)
                .description("Durable ledger leaves")
                .register(meters);
    }

    /// One wait for the disk.
    void synced() {
        syncs.increment();
    }

    void committed(int size, long nanos, Writer.Committed added) {
        commit.record(nanos, TimeUnit.NANOSECONDS);
        works.record(size);
        eventsPerGroup.record((double) added.events());
        events.increment((double) added.events());
        synced();
        standing(added);
    }

    /// How things stand.
    void standing(Writer.Committed now) {
        leaves.set(now.leaves());
        now.waiting()
                .forEach((destination, depth) ->
                        waiting.computeIfAbsent(destination, this::gauge).set(depth));
    }

    private AtomicLong gauge(String destination) {
        var depth = new AtomicLong();
        Gauge.builder("flora.outbox.waiting", depth, AtomicLong::doubleValue)
                .description("Events that wait for a destination, parked ones not counted")
                .tag("destination", destination)
                .register(meters);
        return depth;
    }
}
