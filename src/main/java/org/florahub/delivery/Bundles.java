package org.florahub.delivery;

import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
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
import org.florahub.record.DeliveryForm;
import org.florahub.record.RecordedEvent;
import org.florahub.record.Store;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Proves deliveries: puts a bundle beside each delivered file as soon as a checkpoint covers its events, and makes
/// one for whoever asks. Delivery never waits for it; which deliveries await a bundle is durable, so a crash loses
/// none.
///
/// A bundle discloses what the delivery contained and no more: fields that were hidden from the destination or not
/// carried by its format appear as digests, whatever its adapter says today.
public final class Bundles implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Bundles.class);
    private static final int BATCH = 200;
    private static final int FAILURES_MAX = 3;
    private static final Duration IDLE = Duration.ofSeconds(5);
    private static final Duration PAUSE = Duration.ofSeconds(5);
    private static final Duration STOP_MAX = Duration.ofSeconds(10);

    private final Store store;
    private final Ledger ledger;
    private final Checkpoints checkpoints;
    private final Supplier<Adapters> adapters;
    private final Sender sender;
    private final Clock clock;
    private final Signal signal = new Signal();
    private final Set<String> atWork = ConcurrentHashMap.newKeySet();
    private final Set<String> failing = ConcurrentHashMap.newKeySet();
    private final Map<String, Instant> pauses = new ConcurrentHashMap<>();
    private final ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor();
    private final Thread thread;

    private Bundles(
            Store store,
            Ledger ledger,
            Checkpoints checkpoints,
            Supplier<Adapters> adapters,
            Sender sender,
            Clock clock) {
        this.store = store;
        this.ledger = ledger;
        this.checkpoints = checkpoints;
        this.adapters = adapters;
        this.sender = sender;
        this.clock = clock;
        this.thread = Thread.ofVirtual().name("bundles").unstarted(this::run);
    }

    /// Starts putting bundles where they are awaited, those of before a crash first.
    ///
    /// @param ledger      proves the leaves
    /// @param checkpoints of that ledger
    public static Bundles start(
            Store store,
            Ledger ledger,
            Checkpoints checkpoints,
            Supplier<Adapters> adapters,
            Sender sender,
            Clock clock) {
        var bundles = new Bundles(store, ledger, checkpoints, adapters, sender, clock);
        checkpoints.onChange(bundles::signal);
        bundles.thread.start();
        return bundles;
    }

    /// The bundle of a delivery against the newest witnessed checkpoint, or against the newest of all if that does not
    /// cover it; empty if there is no such delivery or no checkpoint covers it yet. The caller shows it to
    /// [Bundle#destination()] only.
    public Optional<Bundle> bundle(UUID delivery) {
        return store.events()
                .delivery(delivery)
                .filter(unit -> !unit.events().isEmpty()) // all erased
                .flatMap(unit -> destination(unit.destination())
                        .flatMap(to -> checkpoints
                                .settled()
                                .filter(checkpoint -> covers(checkpoint, unit))
                                .or(() -> Optional.of(ledger.latest()).filter(checkpoint -> covers(checkpoint, unit)))
                                .map(checkpoint -> bundle(unit, to, checkpoint))));
    }

    private static boolean covers(Checkpoint checkpoint, DeliveredUnit unit) {
        return unit.events().stream().allMatch(event -> event.leaf() < checkpoint.size());
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

    /// Gives every destination that has none at work the bundles that it awaits, each its own: one that fails or
    /// hangs holds up nobody else.
    private void workOff() {
        for (Adapter adapter : adapters.get().all()) {
            Instant pause = pauses.getOrDefault(adapter.name(), Instant.MIN);
            if (!adapter.out().isEmpty()
                    && !signal.closed()
                    && !clock.instant().isBefore(pause)
                    && !atWork.contains(adapter.name())) {
                Work work = work(new Destination(adapter, adapter.out().getFirst()));
                if (!work.units().isEmpty()) {
                    begin(work);
                }
            }
        }
    }

    /// Deliveries of one destination to be proven against one checkpoint.
    ///
    /// @param settled whether these proofs need not be made again
    private record Work(Destination to, List<DeliveredUnit> units, Checkpoint checkpoint, boolean settled) {}

    /// What is first: proofs for good, then those that replace others, then those for now.
    private Work work(Destination to) {
        Checkpoint current = checkpoints.current();
        Checkpoint settled = checkpoints.settled().orElse(null);
        if (settled != null) {
            List<DeliveredUnit> units = store.outbox().awaitingProof(to.name(), settled.size(), BATCH);
            if (units.isEmpty()) {
                units = store.outbox().awaitingWitness(to.name(), settled.size(), BATCH);
            }
            if (!units.isEmpty() || current.size() <= settled.size()) {
                return new Work(to, units, settled, true);
            }
        }
        return new Work(to, store.outbox().awaitingProof(to.name(), current.size(), BATCH), current, false);
    }

    /// Only the one thread that looks for work begins any.
    private void begin(Work work) {
        Destination to = work.to();
        atWork.add(to.name());
        workers.execute(() -> {
            boolean done = false;
            try {
                done = attachAll(work);
            } catch (RuntimeException e) {
                LOG.error("proof bundles for {} could not be made and are tried again", to.name(), e);
            } finally {
                pauses.put(to.name(), done ? Instant.MIN : clock.instant().plus(PAUSE));
                atWork.remove(to.name());
            }
            if (done) {
                if (failing.remove(to.name())) {
                    LOG.info("{}: proofs are put beside its deliveries again", to.name());
                }
                signal.give(); // more may wait
            }
        });
    }

    /// @return whether all were put there; after some failures in a row the rest is not tried
    private boolean attachAll(Work work) {
        List<UUID> attached = new ArrayList<>();
        int failures = 0;
        for (DeliveredUnit unit : work.units()) {
            if (signal.closed() || failures == FAILURES_MAX) {
                break;
            }
            if (attach(unit, work.to(), work.checkpoint())) {
                attached.add(unit.id());
                failures = 0;
            } else {
                failures++;
            }
        }
        if (work.settled()) {
            store.outbox().proven(attached);
        } else {
            store.outbox().provenForNow(attached);
        }
        return attached.size() == work.units().size();
    }

    private boolean attach(DeliveredUnit unit, Destination to, Checkpoint checkpoint) {
        Bundle bundle = bundle(unit, to, checkpoint);
        try {
            sender.attach(to.adapter(), to.channel(), bundle.parcelName(), bundle.bytes());
            return true;
        } catch (UncheckedIOException e) {
            if (failing.add(to.name())) {
                Throwable why = Objects.requireNonNull(e.getCause());
                LOG.warn(
                        "{}: no proofs can be put beside its deliveries, tried again every {} s: {}",
                        to.name(),
                        PAUSE.toSeconds(),
                        why.getMessage());
                LOG.debug("the failure", e);
            }
            return false;
        }
    }

    /// Of a delivery as it was made: `to` only says what one looked like that was made before this was written down.
    private Bundle bundle(DeliveredUnit unit, Destination to, Checkpoint checkpoint) {
        DeliveryForm form = unit.form() == null ? to.form() : unit.form();
        String name =
                "%010d-%s.%s".formatted(unit.sequence(), unit.id().toString().substring(0, 8), form.extension());
        List<ProvenEvent> events = unit.events().stream()
                .map(event -> prove(event, form, checkpoint))
                .toList();
        return new Bundle(to.name(), name, new ProofBundle(name, Hash.of(unit.sha256()), checkpoint, events));
    }

    private ProvenEvent prove(RecordedEvent event, DeliveryForm form, Checkpoint checkpoint) {
        Disclosure disclosure =
                Commitment.disclose(event.eventKey(), event.event().flatten(event.personal()), form::shows);
        return new ProvenEvent(disclosure, ledger.prove(event.leaf(), checkpoint));
    }

    private Optional<Destination> destination(String name) {
        Adapter adapter = adapters.get().get(name);
        return adapter == null || adapter.out().isEmpty()
                ? Optional.empty()
                : Optional.of(new Destination(adapter, adapter.out().getFirst()));
    }
}
