package org.florahub.ledger;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The transparency log over the hub's durable entries: follows them on a thread of its own, keeps the tree and
/// signs checkpoints of it.
///
/// The first entry after a pause gets its checkpoint at once; while entries keep coming there is at most one
/// checkpoint a second. A log that does not grow is signed again every quarter of an hour, so that its age tells
/// that the hub lives. A checkpoint is durable, with every tile below it, before anyone sees it, and never covers
/// an entry that is not durable.
///
/// Thread-safe. What fails while running (a full disk, a store that does not answer) is logged, told by [#trouble()]
/// and tried again; recording does not wait for it.
public final class Ledger implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(Ledger.class.getName());
    private static final int APPEND_MAX = 1 << 16;

    private final LedgerFolder folder;
    private final LogKeys keys;
    private final LeafStore leaves;
    private final Clock clock;
    private final Pace pace;
    private final TiledTree tree;
    private final List<Consumer<Checkpoint>> listeners = new CopyOnWriteArrayList<>();
    private final AtomicLong checkpoints = new AtomicLong();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Thread thread;
    private boolean signalled = true; // guarded by lock; entries may have come while the hub was down
    private boolean closed; // guarded by lock
    private long signedAtNanos; // of the ledger's own thread, as is the tree
    private volatile Checkpoint latest;
    private volatile @Nullable String trouble;

    /// How often checkpoints are signed.
    ///
    /// @param growing   shortest time between two checkpoints
    /// @param unchanged time after which a log that does not grow is signed again
    record Pace(Duration growing, Duration unchanged) {
        static final Pace USUAL = new Pace(Duration.ofSeconds(1), Duration.ofMinutes(15));
    }

    private Ledger(LedgerFolder folder, LogKeys keys, LeafStore leaves, Clock clock, Pace pace)
            throws IOException, LedgerMismatchException {
        this.folder = folder;
        this.keys = keys;
        this.leaves = leaves;
        this.clock = clock;
        this.pace = pace;
        var opened = folder.open(keys, leaves, clock);
        this.tree = opened.tree();
        this.latest = opened.checkpoint();
        this.signedAtNanos = System.nanoTime() - pace.growing().toNanos();
        this.thread = Thread.ofPlatform().name("ledger").daemon().unstarted(this::run);
    }

    /// Opens the log in a folder, or begins it where there is none, and starts following the store.
    ///
    /// @param folder for checkpoint, tiles and the public keys (`log.vkey`)
    /// @param leaves the store of entries; while it is empty a new log may begin
    /// @throws LedgerMismatchException if store, keys or tiles do not agree with the last signed checkpoint
    /// @throws IOException             if the folder cannot be read or written
    public static Ledger open(Path folder, LogKeys keys, LeafStore leaves, Clock clock)
            throws IOException, LedgerMismatchException {
        return open(folder, keys, leaves, clock, Pace.USUAL);
    }

    static Ledger open(Path folder, LogKeys keys, LeafStore leaves, Clock clock, Pace pace)
            throws IOException, LedgerMismatchException {
        return open(new LedgerFolder(folder, Disk.REAL), keys, leaves, clock, pace);
    }

    static Ledger open(LedgerFolder folder, LogKeys keys, LeafStore leaves, Clock clock, Pace pace)
            throws IOException, LedgerMismatchException {
        var ledger = new Ledger(folder, keys, leaves, clock, pace);
        ledger.thread.start();
        return ledger;
    }

    /// Tells that entries have become durable. Cheap; never waits for the ledger's work.
    public void signal() {
        lock.lock();
        try {
            signalled = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /// The last signed checkpoint; that of the empty log at first.
    public Checkpoint latest() {
        return latest;
    }

    /// Proves an entry against [#latest()] at this moment: the proof tells its size.
    ///
    /// @throws IllegalArgumentException if no checkpoint covers the index yet
    public InclusionProof prove(long index) {
        return prove(index, latest);
    }

    /// Proves an entry against one checkpoint of this log, so that several proofs can share it. The proof has been
    /// checked: a damaged tile gives an exception and never a false proof.
    ///
    /// @throws IllegalArgumentException if the checkpoint does not cover the index
    /// @throws IllegalStateException    if a tile is damaged
    public InclusionProof prove(long index, Checkpoint checkpoint) {
        Nodes nodes = folder.nodes(checkpoint.size());
        InclusionProof proof = nodes.inclusion(index, checkpoint.size());
        if (!proof.rootFrom(nodes.node(0, index)).equals(checkpoint.root())) {
            throw new IllegalStateException(
                    "A tile of the ledger over leaf %d is damaged. Stop the hub, delete the".formatted(index)
                            + " folder ledger/tile and start: it is written again from the entries.");
        }
        return proof;
    }

    /// Proves that this log at an earlier checkpoint is the beginning of it at a later one.
    ///
    /// @throws IllegalArgumentException if `earlier` is the larger
    public ConsistencyProof consistency(Checkpoint earlier, Checkpoint later) {
        return consistency(earlier.size(), later);
    }

    /// Proves that the first `earlier` leaves of a checkpoint are the beginning of its tree.
    ///
    /// @throws IllegalArgumentException if `earlier` is larger than the checkpoint
    public ConsistencyProof consistency(long earlier, Checkpoint later) {
        return folder.nodes(later.size()).consistency(earlier, later.size());
    }

    /// Whether this log signed a checkpoint of a tree that it does not have: one that is larger than its durable
    /// entries, or another below them. Whoever shows such a one has proven a fork, as nobody else has the keys.
    ///
    /// @throws InvalidProofException if it is not signed by every key of this log
    public boolean contradicts(Checkpoint signed) {
        LogVerifier.of(keys.verifierKeys()).verify(signed);
        Checkpoint own = latest;
        if (signed.size() > own.size()) {
            return signed.size() > durable();
        }
        return !folder.nodes(own.size()).root(signed.size()).equals(signed.root());
    }

    /// The log as everybody may read it.
    public LogFiles files() {
        return new LogFiles(this::latest, folder.tiles(), leaves);
    }

    /// Has every later checkpoint handed over, on the ledger's thread: be quick. What a listener throws is logged.
    public void onCheckpoint(Consumer<Checkpoint> listener) {
        listeners.add(listener);
    }

    /// Hashes every entry of the store again up to [#latest()] and compares the root. Takes about a second for a
    /// million entries.
    ///
    /// @return how many entries were verified
    /// @throws LedgerMismatchException if an entry was changed or lost
    public long audit() throws LedgerMismatchException {
        Checkpoint checkpoint = latest;
        LedgerFolder.audit(leaves, checkpoint);
        return checkpoint.size();
    }

    /// Entries under the last checkpoint.
    public long size() {
        return latest.size();
    }

    /// Durable entries that no checkpoint covers yet.
    public long pending() {
        return Math.max(0, leaves.size() - latest.size());
    }

    /// Durable entries, covered by a checkpoint or not.
    public long durable() {
        return leaves.size();
    }

    /// Checkpoints signed since the start.
    public long checkpoints() {
        return checkpoints.get();
    }

    /// Why there are no checkpoints at the moment, or `null` if all is well.
    public @Nullable String trouble() {
        return trouble;
    }

    /// The public keys of this log.
    public List<VerifierKey> verifierKeys() {
        return keys.verifierKeys();
    }

    /// Stops following the store; a checkpoint that has been begun is finished. Entries it does not cover get theirs
    /// at the next start.
    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        try {
            thread.join();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        while (awaitWork()) {
            try {
                advance();
                trouble = null;
            } catch (IOException | RuntimeException e) {
                trouble = e.getClass().getSimpleName() + ": " + e.getMessage();
                LOG.log(Level.ERROR, "The ledger cannot sign a checkpoint; it tries again.", e);
                signedAtNanos = System.nanoTime();
                signal();
            }
        }
    }

    /// Waits until there is something to sign and it may be signed.
    ///
    /// @return false when closed
    private boolean awaitWork() {
        lock.lock();
        try {
            while (!closed && !signalled && untilDue(pace.unchanged()) > 0) {
                changed.awaitNanos(untilDue(pace.unchanged()));
            }
            while (!closed && untilDue(pace.growing()) > 0) {
                changed.awaitNanos(untilDue(pace.growing()));
            }
            signalled = false;
            return !closed;
        } catch (InterruptedException _) {
            return false;
        } finally {
            lock.unlock();
        }
    }

    private long untilDue(Duration afterLast) {
        return signedAtNanos + afterLast.toNanos() - System.nanoTime();
    }

    private void advance() throws IOException {
        long durable = leaves.size();
        if (durable < tree.size()) {
            throw new IllegalStateException(
                    "the store holds %d entries and held %d before".formatted(durable, tree.size()));
        }
        while (tree.size() < durable) {
            tree.append(leaves, Math.min(durable, tree.size() + APPEND_MAX));
        }
        if (tree.size() > latest.size() || untilDue(pace.unchanged()) <= 0) {
            Checkpoint checkpoint = keys.sign(tree.size(), tree.root(), clock.instant());
            folder.save(checkpoint);
            signedAtNanos = System.nanoTime();
            latest = checkpoint;
            checkpoints.incrementAndGet();
            listeners.forEach(listener -> tell(listener, checkpoint));
        }
    }

    private static void tell(Consumer<Checkpoint> listener, Checkpoint checkpoint) {
        try {
            listener.accept(checkpoint);
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "A listener failed on the checkpoint of " + checkpoint.size() + " leaves.", e);
        }
    }
}
