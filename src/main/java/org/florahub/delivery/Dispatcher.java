package org.florahub.delivery;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.florahub.adapter.Adapter;
import org.florahub.adapter.Adapters;
import org.florahub.adapter.Follower;
import org.florahub.record.Store;
import org.jspecify.annotations.Nullable;

/// Delivers what the outbox holds: one [Courier] on a virtual thread per destination, woken by every commit that has
/// something for it, so that no destination ever waits for another.
///
/// What is delivered keeps its order per case and destination. After a crash it goes on where the outbox says, with
/// the same ids and the same bytes.
public final class Dispatcher implements Follower, AutoCloseable {

    private static final Duration STOP_MAX = Duration.ofSeconds(10);

    private final Store store;
    private final Post post;
    private final MeterRegistry meters;
    private final Map<String, Running> couriers = new ConcurrentHashMap<>();

    private record Running(Courier courier, Thread thread, DeliveryMeters meters) {}

    private Dispatcher(Store store, Post post, MeterRegistry meters) {
        this.store = store;
        this.post = post;
        this.meters = meters;
    }

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
        var post = new Post(store.outbox(), sender, bundles, policy, clock);
        var dispatcher = new Dispatcher(store, post, meters);
        store.listen((_, destinations) -> destinations.forEach(dispatcher::signal));
        adapters.all().forEach(dispatcher::admit);
        return dispatcher;
    }

    /// Starts delivering to an adapter, what waited for it before first.
    @Override
    public void admit(Adapter adapter) {
        if (adapter.out().isEmpty()) {
            return;
        }
        var destination = new Destination(adapter, adapter.out().getFirst());
        var documents = new Documents(destination, store.events());
        var measured = new DeliveryMeters(meters, adapter.name());
        var courier = new Courier(destination, documents, post, measured);
        Thread thread = Thread.ofVirtual().name("deliver-" + adapter.name()).unstarted(courier);
        couriers.put(adapter.name(), new Running(courier, thread, measured));
        thread.start();
    }

    /// Stops delivering to an adapter after the batch at hand. What waits for it is kept.
    @Override
    public void withdraw(Adapter adapter, @Nullable Adapter successor) throws InterruptedException {
        Running last = couriers.remove(adapter.name());
        if (last != null) {
            last.courier.stop();
            last.thread.join();
            last.meters.forget();
        }
    }

    /// Says that a destination may have something due: after an operator has let a parked case go on. Cheap.
    public void signal(String destination) {
        Running running = couriers.get(destination);
        if (running != null) {
            running.courier.signal();
        }
    }

    /// Stops after the batches at hand; a destination that does not answer is waited for ten seconds at most.
    @Override
    public void close() {
        couriers.values().forEach(running -> running.courier.stop());
        long until = System.nanoTime() + STOP_MAX.toNanos();
        try {
            for (Running running : couriers.values()) {
                if (!running.thread.join(Duration.ofNanos(Math.max(1, until - System.nanoTime())))) {
                    running.thread.interrupt();
                }
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
