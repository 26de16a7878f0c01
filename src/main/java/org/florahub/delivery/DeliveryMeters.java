package org.florahub.delivery;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import org.florahub.record.Due;

/// What is measured of one destination; docs/reference/metrics.md lists the meters.
final class DeliveryMeters {

    private final MeterRegistry registry;
    private final String destination;
    private final Counter events;
    private final Timer lag;
    private final DistributionSummary batch;

    DeliveryMeters(MeterRegistry registry, String destination) {
        this.registry = registry;
        this.destination = destination;
        this.events = Counter.builder("flora.delivered")
                .description("Events delivered")
                .tag("destination", destination)
                .register(registry);
        this.lag = Timer.builder("flora.delivery.lag")
                .description("From the recording of an event to its delivery")
                .tag("destination", destination)
                .register(registry);
        this.batch = DistributionSummary.builder("flora.delivery.batch")
                .description("Parcels handed over at once")
                .tag("destination", destination)
                .register(registry);
    }

    /// Failures of the destination in a row.
    void watch(Supplier<Number> failures) {
        Gauge.builder("flora.delivery.failures", failures)
                .description("Failed attempts in a row; 0 while the destination works")
                .tag("destination", destination)
                .register(registry);
    }

    void delivered(int parcels, List<Due> members, Instant now) {
        batch.record(parcels);
        events.increment(members.size());
        for (Due member : members) {
            Duration age = Duration.between(member.event().event().recordedAt(), now);
            lag.record(age.isNegative() ? Duration.ZERO : age);
        }
    }

    /// Nobody delivers to the destination any more: its counts stay, its failures are over.
    void forget() {
        registry.find("flora.delivery.failures")
                .tag("destination", destination)
                .gauges()
                .forEach(registry::remove);
    }
}
