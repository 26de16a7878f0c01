package org.florahub.record;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.florahub.record.SealedOriginal.Place;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/// The one thread that writes. It takes everything that waits, up to a bound, and commits it as one group:
///
/// 1. appends the group's short originals to the segment, and has another thread wait for the disk meanwhile;
/// 2. does the works one after the other in one transaction;
/// 3. seals and commits to their events on all cores, and stores that;
/// 4. waits for the segment, then commits, which waits for the disk once more;
/// 5. tells the listeners, then lets the callers go on.
///
/// A group that fails is rolled back and done again one by one, so that only the work at fault fails. When the
/// disk is full or broken, all of it fails, and the writer goes on with the next group.
final class Writer implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(Writer.class.getName());

    /// What bounds a group: about the rows that it writes.
    static final int GROUP_WEIGHT_MAX = 2_000;

    private static final int WAITING_MAX = 4_096;

    /// Ciphertext that may wait in memory.
    private static final int WAITING_BYTES_MAX = 32 << 20;

    private static final Task<?> STOP = new Task<>(tx -> Boolean.TRUE, 0);

    private final BlockingQueue<Task<?>> waiting = new ArrayBlockingQueue<>(WAITING_MAX);
    private final Semaphore waitingBytes = new Semaphore(WAITING_BYTES_MAX);
    private final List<CommitListener> listeners = new CopyOnWriteArrayList<>();
    private final ExecutorService forcing;
    private final Opening opening;
    private final Segments segments;
    private final RecordMetrics metrics;
    private final Thread thread;

    /// Held for reading while a work is handed over, for writing while the end is.
    private final ReentrantReadWriteLock handover = new ReentrantReadWriteLock();

    private boolean closed;
    private volatile Committed latest;
    private volatile @Nullable String trouble;

    /// `null` after the connection broke, until it opens again. Of the writer thread, as what follows.
    private @Nullable Transaction tx;

    /// What was taken from the queue and has to be done by itself, after the group at hand.
    private @Nullable Task<?> alone;

    /// Whether the commit itself failed: then it is not known whether it stands.
    private boolean committing;

    /// Whether all that was appended to the segments is durable.
    private CompletableFuture<Void> durable = CompletableFuture.completedFuture(null);

    /// What a commit has added.
    ///
    /// @param waiting how many events wait, by destination
    record Committed(long events, long leaves, Set<String> destinations, Map<String, Long> waiting) {}

    /// Opens a connection and what hangs on it.
    @FunctionalInterface
    interface Opening {
        Transaction open() throws SQLException;
    }

    private static final class Task<R> {

        private final Work<R> work;
        private final int bytes;
        private final CompletableFuture<R> outcome = new CompletableFuture<>();
        private @Nullable R result;

        private Task(Work<R> work, int bytes) {
            this.work = work;
            this.bytes = bytes;
        }

        private void run(Transaction tx) throws SQLException {
            result = work.run(tx);
        }

        private void done() {
            outcome.complete(Objects.requireNonNull(result));
        }
    }

    Writer(Opening opening, Segments segments, RecordMetrics metrics) throws SQLException {
        this.opening = opening;
        this.segments = segments;
        this.metrics = metrics;
        Transaction opened = opening.open();
        this.tx = opened;
        this.latest = new Committed(0, opened.numbers.leaves(), Set.of(), opened.outbox.waiting());
        metrics.standing(latest);
        forcing = Executors.newSingleThreadExecutor(
                Thread.ofPlatform().name("flora-originals").daemon().factory());
        thread = Thread.ofPlatform().name("flora-writer").daemon().start(this::write);
    }

    /// What the last commit left behind.
    Committed latest() {
        return latest;
    }

    /// Why the last group could not be made durable; `null` while the disk takes what it is given.
    @Nullable
    String trouble() {
        return trouble;
    }

    void listen(CommitListener listener) {
        listeners.add(listener);
    }

    /// Does a work and waits until it is durable.
    ///
    /// @throws StoreUnavailableException if it is not, for a reason that will pass
    /// @throws RuntimeException          whatever the work threw
    <R> R submit(Work<R> work) {
        Place.Pending original = work.original();
        var task = new Task<>(work, original == null ? 0 : original.sizeBytes());
        Turn.await(); // before anything is held for which an earlier turn may wait
        waitingBytes.acquireUninterruptibly(task.bytes);
        try {
            hand(task);
            Turn.pass();
            return task.outcome.join();
        } catch (CompletionException e) {
            throw rethrown(e);
        } finally {
            waitingBytes.release(task.bytes);
        }
    }

    private void hand(Task<?> task) {
        handover.readLock().lock();
        try {
            if (closed) {
                throw new StoreUnavailableException(
                        "The store: found that it is closing, expected an open one. Repeat when the hub runs again.",
                        null);
            }
            put(task);
        } finally {
            handover.readLock().unlock();
        }
    }

    private void put(Task<?> task) {
        boolean interrupted = false;
        while (true) {
            try {
                waiting.put(task);
                break;
            } catch (InterruptedException _) {
                interrupted = true; // what becomes of the work must be known: the caller hears of it afterwards
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static RuntimeException rethrown(CompletionException e) {
        return switch (e.getCause()) {
            case StoreUnavailableException cause ->
                new StoreUnavailableException(String.valueOf(cause.getMessage()), cause, cause.certain());
            case RuntimeException cause -> cause;
            case null, default -> new IllegalStateException("Recording failed", e.getCause());
        };
    }

    private void write() {
        var group = new ArrayList<Task<?>>();
        boolean stop = false;
        while (!stop) {
            try {
                Task<?> first = alone == null ? waiting.take() : alone;
                alone = null;
                stop = gather(first, group);
                if (!group.isEmpty()) {
                    commit(List.copyOf(group));
                    group.clear();
                }
            } catch (InterruptedException _) {
                // nobody has a reason to interrupt this thread: the end comes as a task
            }
        }
    }

    /// Takes what waits, up to the bound of a group.
    ///
    /// @return whether the end was among it
    private boolean gather(Task<?> first, List<Task<?>> group) {
        int weight = 0;
        Task<?> next = first;
        while (next != null) {
            if (next == STOP) {
                return true;
            }
            if (next.work.alone() && !group.isEmpty()) {
                alone = next;
                return false;
            }
            group.add(next);
            if (next.work.alone()) {
                return false;
            }
            weight += next.work.weight();
            next = weight < GROUP_WEIGHT_MAX ? waiting.poll() : null;
        }
        return false;
    }

    private void commit(List<Task<?>> group) {
        long start = System.nanoTime();
        Committed committed;
        try {
            committed = attempt(group);
        } catch (IOException | SQLException | RuntimeException | Error e) {
            undo(group, e);
            fail(group, e);
            return;
        }
        latest = committed;
        if (trouble != null) {
            trouble = null;
            LOG.log(System.Logger.Level.INFO, "The store writes again");
        }
        try {
            listeners.forEach(listener -> listener.committed(committed.leaves(), committed.destinations()));
            metrics.committed(group.size(), System.nanoTime() - start, committed);
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.ERROR, "A listener failed after a commit; the commit stands", e);
        } finally {
            group.forEach(Task::done);
        }
    }

    private Committed attempt(List<Task<?>> group) throws IOException, SQLException {
        committing = false;
        Transaction now = tx;
        if (now == null) {
            now = opening.open();
            tx = now;
        }
        long eventsBefore = now.numbers.events();
        if (group.getFirst().work.alone()) {
            group.getFirst().run(now);
            return new Committed(0, now.numbers.leaves(), Set.of(), now.outbox.waiting());
        }
        append(group);
        now.begin();
        for (Task<?> task : group) {
            task.run(now);
        }
        now.complete();
        awaitOriginals();
        committing = true;
        now.commit();
        return new Committed(
                now.numbers.events() - eventsBefore,
                now.numbers.leaves(),
                now.outbox.takeChanged(),
                now.outbox.waiting());
    }

    /// Appends the originals of a group and begins to wait for the disk.
    private void append(List<Task<?>> group) throws IOException {
        List<Place.Pending> originals = originals(group);
        if (segments.append(originals)) {
            durable = CompletableFuture.runAsync(this::force, forcing);
        }
    }

    private static List<Place.Pending> originals(List<Task<?>> group) {
        var originals = new ArrayList<Place.Pending>();
        for (Task<?> task : group) {
            Place.Pending original = task.work.original();
            if (original != null) {
                originals.add(original);
            }
        }
        return originals;
    }

    private void force() {
        try {
            segments.force();
            metrics.synced();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void awaitOriginals() throws IOException {
        try {
            durable.join();
        } catch (CompletionException e) {
            throw new IOException("A segment cannot be made durable", e);
        }
    }

    /// Brings back the state before the group. Its originals stay in the segment if they are durable there.
    private void undo(List<Task<?>> group, Throwable cause) {
        try {
            awaitOriginals();
        } catch (IOException e) {
            cause.addSuppressed(e);
            durable = CompletableFuture.completedFuture(null);
            segments.abandon();
            originals(group).forEach(Place.Pending::forget);
        }
        Transaction broken = tx;
        try {
            if (broken != null) {
                broken.rollback();
            }
        } catch (SQLException e) {
            cause.addSuppressed(e);
            tx = null;
            closeQuietly(broken);
        }
    }

    private void fail(List<Task<?>> group, Throwable cause) {
        if (passing(cause) || tx == null) {
            var unavailable = new StoreUnavailableException(
                    "The store: found that it cannot write, expected a healthy disk with space left. "
                            + "Nothing is half done: make room or mend the disk, then repeat.",
                    cause,
                    !committing);
            if (trouble == null) {
                LOG.log(
                        System.Logger.Level.ERROR,
                        "The store cannot write, senders are asked to repeat until it can: make room or mend the disk",
                        cause);
            }
            trouble = cause.toString();
            group.forEach(task -> task.outcome.completeExceptionally(unavailable));
        } else if (group.size() == 1) {
            group.getFirst().outcome.completeExceptionally(cause);
        } else {
            group.forEach(task -> commit(List.of(task)));
        }
    }

    /// Whether the fault is the disk's and not a work's.
    private static boolean passing(Throwable cause) {
        return switch (cause) {
            case IOException _ -> true;
            case SQLiteException sql -> passing(SQLiteErrorCode.getErrorCode(sql.getResultCode().code & 0xFF));
            default -> false;
        };
    }

    private static boolean passing(SQLiteErrorCode code) {
        return switch (code) {
            case SQLITE_BUSY,
                    SQLITE_LOCKED,
                    SQLITE_READONLY,
                    SQLITE_IOERR,
                    SQLITE_CORRUPT,
                    SQLITE_FULL,
                    SQLITE_CANTOPEN,
                    SQLITE_NOTADB -> true;
            default -> false;
        };
    }

    private static void closeQuietly(@Nullable Transaction broken) {
        try {
            if (broken != null) {
                broken.close();
            }
        } catch (SQLException e) {
            LOG.log(System.Logger.Level.WARNING, "The writer's broken connection does not close", e);
        }
    }

    /// Commits what is waiting, then ends the thread.
    @Override
    public void close() {
        handover.writeLock().lock();
        try {
            if (closed) {
                return;
            }
            closed = true;
            put(STOP);
        } finally {
            handover.writeLock().unlock();
        }
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException _) {
                interrupted = true;
            }
        }
        forcing.close();
        segments.close();
        closeQuietly(tx);
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
