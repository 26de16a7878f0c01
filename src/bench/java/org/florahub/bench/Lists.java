package org.florahub.bench;

import java.io.IOException;
import java.util.ArrayList;

/// The hub under one long CSV file, in a small heap. Not thread-safe.
final class Lists {

    private final Rival hub;
    private final Sizes sizes;
    private final int rounds;
    private final Report report;

    Lists(Rival hub, Sizes sizes, int rounds, Report report) {
        this.hub = hub;
        this.sizes = sizes;
        this.rounds = rounds;
        this.report = report;
    }

    void measure() throws IOException {
        hub.run("rows", sizes.rows() / 5);
        var runs = new ArrayList<Measured>();
        for (int round = 1; round <= rounds; round++) {
            runs.add(hub.run("rows", sizes.rows()));
            report.progress("CSV, round %d of %d: %.1f s"
                    .formatted(round, rounds, runs.getLast().seconds()));
        }
        double aliveFew = hub.run("rows-heap", sizes.rows() / 5).heapMb();
        double aliveMany = hub.run("rows-heap", sizes.rows()).heapMb();
        Spread seconds = Spread.of(runs.stream().map(Measured::seconds).toList());
        Spread cpu = Spread.of(runs.stream().map(Measured::cpuMicros).toList());
        Spread waits = Spread.of(runs.stream().map(Measured::waits).toList());
        Spread heap = Spread.of(runs.stream().map(Measured::heapMb).toList());
        report.head("CSV of %,d rows to one queue".formatted(sizes.rows()));
        report.row("hub, s until delivered and anchored", seconds);
        report.row("hub, CPU µs a row, reader included", cpu);
        report.row("hub, durable waits a row", waits);
        report.row("hub, MB of heap after a collection", heap);
        report.line("%-44s%10.0f%10.0f".formatted("hub, MB alive: a fifth of the rows, all rows", aliveFew, aliveMany));
        report.keep("csv.seconds", seconds.median());
        report.keep("csv.cpu_micros", cpu.median());
        report.keep("csv.waits_per_event", waits.median());
        report.keep("heap.mb_max", aliveMany);
        report.keep("heap.mb_few_rows", aliveFew);
    }
}
