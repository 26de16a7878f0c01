package org.florahub.bench.micro;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.florahub.ledger.Commitment;
import org.florahub.ledger.Disclosure;
import org.florahub.ledger.InclusionProof;
import org.florahub.ledger.LeafStore;
import org.florahub.ledger.Ledger;
import org.florahub.ledger.LedgerMismatchException;
import org.florahub.ledger.LogKeys;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/// What an event costs the ledger: commitment, disclosure, growing the tree by 65,536 leaves, one proof.
@State(Scope.Thread)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class LedgerBenchmark {

    private static final int LEAVES = 1 << 16;

    private final byte[] key = new byte[Commitment.EVENT_KEY_BYTES];
    private final TreeMap<String, String> fields = new TreeMap<>();
    private final Leaves leaves = new Leaves();
    private Ledger ledger = LedgerBenchmark.opened(leaves);

    @Setup
    public void fill() {
        new SplittableRandom(1).nextBytes(key);
        for (int i = 0; i < 24; i++) {
            fields.put("field.number" + i, "a value of usual length");
        }
        leaves.size = LEAVES;
        ledger.signal();
        awaitCheckpoint();
    }

    @TearDown
    public void close() {
        ledger.close();
    }

    @Benchmark
    public byte[] commit() {
        return Commitment.entry(key, fields);
    }

    @Benchmark
    public Disclosure disclose() {
        return Commitment.disclose(key, fields, path -> !path.endsWith("9"));
    }

    @Benchmark
    public InclusionProof prove() {
        return ledger.prove(LEAVES / 3);
    }

    /// A new log of 65,536 leaves, from opening to its first checkpoint; the figure is per leaf.
    @Benchmark
    @OperationsPerInvocation(LEAVES)
    public long append() {
        ledger.close();
        ledger = opened(leaves);
        awaitCheckpoint();
        return ledger.size();
    }

    private void awaitCheckpoint() {
        while (ledger.pending() > 0) {
            LockSupport.parkNanos(100_000);
        }
    }

    private static Ledger opened(LeafStore leaves) {
        try {
            Path folder = Files.createTempDirectory("ledger");
            return Ledger.open(folder, LogKeys.generate("bench.invalid/log"), leaves, Clock.systemUTC());
        } catch (IOException | LedgerMismatchException e) {
            throw new IllegalStateException(e);
        }
    }

    /// Entries made up from their index.
    private static final class Leaves implements LeafStore {

        private volatile long size;

        @Override
        public long size() {
            return size;
        }

        @Override
        public void entries(long from, long to, EntryConsumer consumer) {
            for (long index = from; index < to; index++) {
                byte[] entry = new byte[Commitment.ENTRY_BYTES];
                entry[0] = Commitment.EVENT;
                for (int i = 0; i < Long.BYTES; i++) {
                    entry[1 + i] = (byte) (index >>> (8 * i));
                }
                consumer.entry(index, entry);
            }
        }
    }
}
