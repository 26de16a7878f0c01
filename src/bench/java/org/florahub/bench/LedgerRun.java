package org.florahub.bench;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;
import org.florahub.ledger.Checkpoint;
import org.florahub.ledger.InclusionProof;
import org.florahub.ledger.LedgerMismatchException;

/// The ledger by itself, in a process of its own: two logs, a small and a large one, measured by turns, so that the
/// ratio
/// of both holds on a machine that does other things too.
final class LedgerRun {

    private static final int FILL_BATCH = 20_000;
    private static final int BATCH = 1_000;
    private static final int BATCHES = 200;
    private static final int LONE = 400;
    private static final int LONE_CHECKPOINTS = 20;
    private static final int PROOFS = 40_000;
    private static final int NEWEST = 50_000;
    private static final long SMALL = 1_000_000;

    private final Report report = new Report(System.out);
    private final Heap heap = Heap.watched();
    private final LedgerSubject small;
    private final LedgerSubject large;
    private final int rounds;

    private LedgerRun(LedgerSubject small, LedgerSubject large, int rounds) {
        this.small = small;
        this.large = large;
        this.rounds = rounds;
    }

    /// Leaves a second, on the clock and of processor time.
    private record Rate(double clock, double cpu) {}

    /// Measures and prints.
    ///
    /// @param args folder, leaves of the large log, rounds, file for the numbers or `-`
    public static void main(String[] args) throws IOException, SQLException, LedgerMismatchException {
        Locale.setDefault(Locale.ROOT);
        Path folder = Path.of(args[0]);
        try (var small = new LedgerSubject(folder.resolve("small"));
                var large = new LedgerSubject(folder.resolve("large"))) {
            var run = new LedgerRun(small, large, Integer.parseInt(args[2]));
            run.measure(Long.parseLong(args[1]));
            if (!args[3].equals("-")) {
                run.report.write(Path.of(args[3]));
            }
        }
    }

    private void measure(long leaves) throws SQLException, IOException, LedgerMismatchException {
        fill(small, SMALL);
        double alive = Heap.aliveMb();
        fill(large, leaves);
        batches();
        lone();
        proofs();
        start(small, "of 1 million leaves");
        start(large, "of %,d leaves".formatted(large.size()));
        report.line("%-44s%10.1f%10.1f".formatted("MB of heap alive: 1 million, all leaves", alive, Heap.aliveMb()));
        report.line("%-44s%10.1f".formatted("MB of heap after a collection, at most", heap.mostMb()));
        report.keep("ledger.heap_mb_max", heap.mostMb());
    }

    private void fill(LedgerSubject log, long leaves) throws SQLException {
        long step = Math.max(SMALL, leaves / 20);
        while (log.size() < leaves) {
            long before = log.size();
            Rate rate = timed(log, () -> log.grow(Math.min(leaves, before + step), FILL_BATCH));
            report.progress("log filled to %,d leaves: %,.0f/s, %,.0f per second of CPU, heap alive %.0f MB"
                    .formatted(log.size(), rate.clock, rate.cpu, Heap.aliveMb()));
        }
    }

    /// Appends that must be done.
    @FunctionalInterface
    private interface Appends {
        void run() throws SQLException;
    }

    /// From the first append until a checkpoint covers all.
    private static Rate timed(LedgerSubject log, Appends appends) throws SQLException {
        log.awaitCheckpoint();
        long before = log.size();
        long cpu = cpuNanos();
        long clock = System.nanoTime();
        appends.run();
        log.awaitCheckpoint();
        double count = log.size() - before;
        return new Rate(count / ((System.nanoTime() - clock) / 1e9), count / ((cpuNanos() - cpu) / 1e9));
    }

    private void batches() throws SQLException {
        var few = new ArrayList<Rate>();
        var many = new ArrayList<Rate>();
        round(small);
        round(large);
        for (int round = 1; round <= rounds; round++) {
            few.add(round(small));
            many.add(round(large));
            report.progress("batches of %,d, round %d of %d: %,.0f/s, %,.0f/s"
                    .formatted(BATCH, round, rounds, few.getLast().clock, many.getLast().clock));
        }
        report.head("durable appends a second, batches of %,d".formatted(BATCH));
        report.row("1 million leaves, under a checkpoint", clock(few));
        report.row("%,d leaves, under a checkpoint".formatted(large.size()), clock(many));
        report.row("1 million leaves, per second of CPU", cpu(few));
        report.row("%,d leaves, per second of CPU".formatted(large.size()), cpu(many));
        double clockRatio = clock(many).median() / clock(few).median();
        double cpuRatio = cpu(many).median() / cpu(few).median();
        report.line("%-44s%10.2f%10.2f".formatted("large over small: clock, CPU", clockRatio, cpuRatio));
        report.keep("ledger.appends", clock(many).median());
        report.keep("ledger.append_ratio", clockRatio);
        report.keep("ledger.append_cpu_ratio", cpuRatio);
    }

    private static Rate round(LedgerSubject log) throws SQLException {
        return timed(log, () -> {
            for (int batch = 0; batch < BATCHES; batch++) {
                log.append(BATCH);
            }
        });
    }

    private static Spread clock(List<Rate> rates) {
        return Spread.of(rates.stream().map(Rate::clock).toList());
    }

    private static Spread cpu(List<Rate> rates) {
        return Spread.of(rates.stream().map(Rate::cpu).toList());
    }

    private void lone() throws SQLException {
        double[] sequenced = new double[LONE];
        for (int i = 0; i < LONE; i++) {
            long begin = System.nanoTime();
            large.append(1);
            sequenced[i] = (System.nanoTime() - begin) / 1e6;
            LockSupport.parkNanos(5_000_000);
        }
        double[] signed = new double[LONE_CHECKPOINTS];
        for (int i = 0; i < LONE_CHECKPOINTS; i++) {
            large.awaitCheckpoint();
            LockSupport.parkNanos(1_050_000_000); // a pause after which the next entry gets its checkpoint at once
            long begin = System.nanoTime();
            large.append(1);
            large.awaitCheckpoint();
            signed[i] = (System.nanoTime() - begin) / 1e6;
        }
        Arrays.sort(sequenced);
        Arrays.sort(signed);
        report.line("%n%-44s%10s%10s%10s".formatted("a lone append, ms", "p50", "p99", "max"));
        report.line("%-44s%10.2f%10.2f%10.2f"
                .formatted("SEQUENCED", sequenced[LONE / 2], sequenced[LONE * 99 / 100], sequenced[LONE - 1]));
        report.line("%-44s%10.2f%10s%10.2f"
                .formatted("under a checkpoint", signed[LONE_CHECKPOINTS / 2], "", signed[LONE_CHECKPOINTS - 1]));
        report.keep("ledger.sequenced_p50_ms", sequenced[LONE / 2]);
        report.keep("ledger.sequenced_p99_ms", sequenced[LONE * 99 / 100]);
    }

    private void proofs() {
        Checkpoint checkpoint = large.ledger().latest();
        var random = new SplittableRandom(1);
        long[] newest = random.longs(PROOFS, Math.max(0, checkpoint.size() - NEWEST), checkpoint.size())
                .toArray();
        long[] any = random.longs(PROOFS, 0, checkpoint.size()).toArray();
        report.head("per second of CPU");
        proofs("newest", newest, checkpoint);
        List<InclusionProof> paths = proofs("any", any, checkpoint);
        var rates = new ArrayList<Double>();
        for (int round = 0; round <= rounds; round++) {
            long cpu = threadNanos();
            for (InclusionProof path : paths) {
                path.verify(LedgerSubject.entry(path.index()), checkpoint.root());
            }
            rates.add(paths.size() / ((threadNanos() - cpu) / 1e9));
        }
        report.row(
                "paths of %d hashes verified".formatted(paths.getFirst().path().size()), Spread.of(rates));
        report.keep("ledger.verifications", Spread.of(rates).median());
    }

    private List<InclusionProof> proofs(String which, long[] indices, Checkpoint checkpoint) {
        var rates = new ArrayList<Double>();
        List<InclusionProof> paths = List.of();
        for (int round = 0; round <= rounds; round++) {
            long cpu = threadNanos();
            paths = Arrays.stream(indices)
                    .mapToObj(index -> large.ledger().prove(index, checkpoint))
                    .toList();
            rates.add(indices.length / ((threadNanos() - cpu) / 1e9));
        }
        report.row("proofs made and checked, %s leaves".formatted(which), Spread.of(rates));
        report.keep("ledger.proofs_" + which, Spread.of(rates).median());
        return paths.subList(0, 4_000);
    }

    private void start(LedgerSubject log, String which) throws IOException, LedgerMismatchException {
        var millis = new ArrayList<Double>();
        for (int round = 0; round < rounds; round++) {
            long begin = System.nanoTime();
            log.reopen();
            millis.add((System.nanoTime() - begin) / 1e6);
        }
        report.row("ledger closed and opened, ms, " + which, Spread.of(millis));
        report.keep("ledger.start_ms", Spread.of(millis).max());
    }

    private static long cpuNanos() {
        return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime();
    }

    private static long threadNanos() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }
}
