package org.florahub.delivery;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
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
/// one
/// for whoever asks. Delivery never waits for it; which deliveries await a bundle is durable, so a crash loses
/// none.
///
/// A bundle discloses what the delivery contained and no more: fields hidden from the destination or not carried by
/// its
/// format appear as digests.
public final class Bundles implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Bundles.class);
    private static final int BATCH = 200;
    private static final int FAILED_MAX = 10_000;
    private static final Duration IDLE = Duration.ofSeconds(30);

    private final Store store;
    private final Ledger ledger;
    private final Supplier<Adapters> adapters;
    private final Sender sender;
    private final Signal signal = new Signal();
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

    /// Stops after the bundle at hand.
    @Override
    public void close() {
        signal.close();
        try {
            thread.join();
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

    /// Makes every bundle that can be made. What fails is left for the next time and does not stop the others.
    private void workOff() {
        Checkpoint checkpoint = ledger.latest();
        Set<UUID> failed = new HashSet<>();
        List<DeliveredUnit> units;
        do {
            units = store.outbox().awaitingProof(checkpoint.size(), BATCH + failed.size()).stream()
                    .filter(unit -> !failed.contains(unit.id()))
                    .toList();
            List<UUID> attached = new ArrayList<>();
            for (DeliveredUnit unit : units) {
                if (attach(unit, checkpoint)) {
                    attached.add(unit.id());
                } else {
                    failed.add(unit.id());
                }
            }
            if (!attached.isEmpty()) {
                store.outbox().proven(attached);
            }
        } while (!units.isEmpty() && failed.size() < FAILED_MAX && !signal.closed());
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
            LOG.warn("the proof of delivery {} to {} could not be put beside it", unit.id(), unit.destination(), e);
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
