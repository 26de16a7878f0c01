package org.florahub.delivery;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.florahub.adapter.Adapter;
import org.florahub.adapter.Adapters;
import org.florahub.record.Store;

/// Delivers what the outbox holds: one [Courier] on a virtual thread per destination, woken by every commit that
/// has
/// something for it, so that no destination ever waits for another.
///
/// What is delivered keeps its order per case and destination. After a crash it goes on where the outbox says, with
/// the
/// same ids and the same bytes.
public final class Dispatcher implements AutoCloseable {

    private static final Duration STOP_MAX = Duration.ofSeconds(10);

    private final Map<String, Courier> couriers = new HashMap<>();
    private final List<Thread> threads = new ArrayList<>();

    private Dispatcher() {}

    /// Starts delivering to every adapter with an outgoing channel.
    ///
    /// @param sender  the channels
    /// @param bundles is told of deliveries that await their proof
    /// @param meters  gets `flora.delivered`, `flora.delivery.lag`, `flora.delivery.batch`,
    ///                `flora.delivery.failures`
    public static Dispatcher start(
            Store store,
            Adapters adapters,
            Sender sender,
            Bundles bundles,
            DeliveryPolicy policy,
            Clock clock,
            MeterRegistry meters) {
        var dispatcher = new Dispatcher();
        var post = new Post(store.outbox(), sender, bundles, policy, clock);
        for (Adapter adapter : adapters.all()) {
            if (!adapter.out().isEmpty()) {
                var destination = new Destination(adapter, adapter.out().getFirst());
                var documents = new Documents(destination, store.events());
                dispatcher.couriers.put(
                        adapter.name(),
                        new Courier(destination, documents, post, new DeliveryMeters(meters, adapter.name())));
            }
        }
        store.listen((_, destinations) -> destinations.forEach(dispatcher::signal));
        dispatcher.couriers.forEach((name, courier) -> dispatcher.threads.add(
                Thread.ofVirtual().name("deliver-" + name).start(courier)));
        return dispatcher;
    }

    /// Says that a destination may have something due: after an operator has let a parked case go on. Cheap.
    public void signal(String destination) {
        Courier courier = couriers.get(destination);
        if (courier != null) {
            courier.signal();
        }
    }

    /// Stops after the batches at hand; a destination that does not answer is waited for ten seconds at most.
    @Override
    public void close() {
        couriers.values().forEach(Courier::stop);
        long until = System.nanoTime() + STOP_MAX.toNanos();
        try {
            for (Thread thread : threads) {
                if (!thread.join(Duration.ofNanos(Math.max(1, until - System.nanoTime())))) {
                    thread.interrupt();
                }
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
