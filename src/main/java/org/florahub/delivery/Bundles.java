package org.florahub.delivery;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.florahub.adapter.Adapter;
import org.florahub.adapter.Adapters;
import org.florahub.ledger.Checkpoint;
import org.florahub.ledger.Commitment;
import org.florahub.ledger.Disclosure;
import org.florahub.ledger.Hash;
import org.florahub.ledger.Ledger;
import org.florahub.ledger.ProofBundle;
import org.florahub.ledger.ProvenEvent;
import org.florahub.record.DeliveredUnit;
import org.florahub.record.RecordedEvent;
import org.florahub.record.Store;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Proves deliveries: puts a bundle beside each delivered file as soon as a checkpoint covers its events, and makes
/// one for whoever asks. Delivery never waits for it; which deliveries await a bundle is durable, so a crash loses
/// none.
///
/// A bundle discloses what the delivery contained and no more: fields hidden from the destination or not carried by
/// its format appear as digests.
public final class Bundles implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Bundles.class);
    private static final int BATCH = 200;
    private static final int GIVEN_MAX = 10_000;
    private static final int FAILURES_MAX = 3;
    private static final Duration IDLE = Duration.ofSeconds(5);
    private static final Duration PAUSE = Duration.ofSeconds(5);
    private static final Duration STOP_MAX = Duration.ofSeconds(10);

    private final Store store;
    private final Ledger ledger;
    private final Supplier<Adapters> adapters;
    private final Sender sender;
    private final Signal signal = new Signal();
    private final Set<String> atWork = ConcurrentHashMap.newKeySet();
    private final Map<String, Instant> pauses = new ConcurrentHashMap<>();
    private final ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor();
    private final Thread thread;

    private Bundles(Store store, Ledger ledger, Supplier<Adapters> adapters, Sender sender) {
        this.store = store;
        this.ledger = ledger;
        this.adapters = adapters;
        this.sender = sender;
        this.thread = Thread.ofVirtual().name("bundles").unstarted(this::run);
    }

    /// Starts putting bundles where they are awaited, those of before a crash first.
    public static Bundles start(Store store, Ledger ledger, Supplier<Adapters> adapters, Sender sender) {
        var bundles = new Bundles(store, ledger, adapters, sender);
        ledger.onCheckpoint(_ -> bundles.signal());
        bundles.thread.start();
        return bundles;
    }

    /// The bundle of a delivery against the newest checkpoint; empty if there is no such delivery or no checkpoint
    /// covers it yet. The caller shows it to [Bundle#destination()] only.
    public Optional<Bundle> bundle(UUID delivery) {
        Checkpoint checkpoint = ledger.latest();
        return store.events()
                .delivery(delivery)
                .filter(unit -> unit.events().stream().allMatch(event -> event.leaf() < checkpoint.size()))
                .flatMap(unit -> destination(unit.destination()).map(to -> bundle(unit, to, checkpoint)));
    }

    /// Deliveries may have come to await a bundle. Cheap.
    void signal() {
        signal.give();
    }

    /// Stops after the bundles at hand; a destination that does not answer is waited for ten seconds at most.
    @Override
    public void close() {
        signal.close();
        try {
            thread.join();
            workers.shutdown();
            if (!workers.awaitTermination(STOP_MAX.toMillis(), TimeUnit.MILLISECONDS)) {
                workers.shutdownNow();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try {
            while (!signal.closed()) {
                try {
                    workOff();
                } catch (RuntimeException e) {
                    LOG.error("proof bundles could not be made and are tried again", e);
                }
                signal.await(IDLE);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /// Gives every destination that has none at work the bundles that it awaits. A destination that fails or hangs
    /// holds up only its own.
    private void workOff() {
        Checkpoint checkpoint = ledger.latest();
        Set<UUID> given = new HashSet<>();
        List<DeliveredUnit> units;
        do {
            units = store.outbox().awaitingProof(checkpoint.size(), BATCH + given.size()).stream()
                    .filter(unit -> given.add(unit.id()))
                    .toList();
            units.stream()
                    .collect(Collectors.groupingBy(DeliveredUnit::destination))
                    .forEach((destination, own) -> begin(destination, own, checkpoint));
        } while (!units.isEmpty() && given.size() < GIVEN_MAX && !signal.closed());
    }

    private void begin(String destination, List<DeliveredUnit> units, Checkpoint checkpoint) {
        Instant pause = pauses.getOrDefault(destination, Instant.MIN);
        if (!Instant.now().isBefore(pause) && atWork.add(destination)) {
            workers.execute(() -> {
                boolean done = false;
                try {
                    done = attachAll(units, checkpoint);
                } catch (RuntimeException e) {
                    LOG.error("proof bundles for {} could not be made and are tried again", destination, e);
                } finally {
                    pauses.put(destination, done ? Instant.MIN : Instant.now().plus(PAUSE));
                    atWork.remove(destination);
                }
                if (done) {
                    signal.give(); // more may wait
                }
            });
        }
    }

    /// @return whether all were put there; after some failures in a row the rest is not tried
    private boolean attachAll(List<DeliveredUnit> units, Checkpoint checkpoint) {
        List<UUID> attached = new ArrayList<>();
        int failures = 0;
        for (DeliveredUnit unit : units) {
            if (signal.closed() || failures == FAILURES_MAX) {
                break;
            }
            if (attach(unit, checkpoint)) {
                attached.add(unit.id());
                failures = 0;
            } else {
                failures++;
            }
        }
        if (!attached.isEmpty()) {
            store.outbox().proven(attached);
        }
        return attached.size() == units.size();
    }

    private boolean attach(DeliveredUnit unit, Checkpoint checkpoint) {
        Optional<Destination> to = destination(unit.destination());
        if (to.isEmpty()) {
            return false;
        }
        Bundle bundle = bundle(unit, to.get(), checkpoint);
        try {
            sender.attach(to.get().adapter(), to.get().channel(), bundle.parcelName(), bundle.bytes());
            return true;
        } catch (UncheckedIOException e) {
            LOG.warn(
                    "the proof of delivery {} to {} could not be put beside it and is tried again: {}",
                    unit.id(),
                    unit.destination(),
                    e.getCause());
            return false;
        }
    }

    private Bundle bundle(DeliveredUnit unit, Destination to, Checkpoint checkpoint) {
        String name = "%010d-%s.%s"
                .formatted(
                        unit.sequence(),
                        unit.id().toString().substring(0, 8),
                        to.transform().extension());
        List<ProvenEvent> events = unit.events().stream()
                .map(event -> prove(event, to, checkpoint))
                .toList();
        return new Bundle(to.name(), name, new ProofBundle(name, Hash.of(unit.sha256()), checkpoint, events));
    }

    private ProvenEvent prove(RecordedEvent event, Destination to, Checkpoint checkpoint) {
        Disclosure disclosure =
                Commitment.disclose(event.eventKey(), event.event().flatten(event.personal()), to::sees);
        return new ProvenEvent(disclosure, ledger.prove(event.leaf(), checkpoint));
    }

    private Optional<Destination> destination(String name) {
        Adapter adapter = adapters.get().get(name);
        return adapter == null || adapter.out().isEmpty()
                ? Optional.empty()
                : Optional.of(new Destination(adapter, adapter.out().getFirst()));
    }
}
