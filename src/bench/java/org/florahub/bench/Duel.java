package org.florahub.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/// The textbook route and the hub, both running, measured in turns. Not thread-safe.
final class Duel {

    private static final int WARM_UP_BLOCK = 2_000;
    private static final int LONE_BLOCK = 20;

    private final Rival textbook;
    private final Rival hub;
    private final Sizes sizes;
    private final int rounds;
    private final Report report;

    Duel(Rival textbook, Rival hub, Sizes sizes, int rounds, Report report) {
        this.textbook = textbook;
        this.hub = hub;
        this.sizes = sizes;
        this.rounds = rounds;
        this.report = report;
    }

    void warmUp() throws IOException {
        for (int done = 0; done < sizes.warmUp(); done += WARM_UP_BLOCK) {
            for (Rival rival : List.of(textbook, hub)) {
                double rate = rival.run("queue", WARM_UP_BLOCK).rate();
                report.progress("warm-up %,d of %,d: %s %,.0f/s".formatted(done, sizes.warmUp(), rival.name(), rate));
            }
        }
    }

    void queue() throws IOException {
        List<Measured> ours = duel("queue", "mq", "queue to 2 queues", sizes.textbookQueue(), sizes.hubQueue());
        report.keep("cpu.micros_per_event", spread(ours, Measured::cpuMicros).median());
    }

    void files() throws IOException {
        textbook.run("files", sizes.textbookFiles() / 2);
        hub.run("files", sizes.hubFiles() / 2);
        duel("files", "files", "XML files to 2 queues", sizes.textbookFiles(), sizes.hubFiles());
    }

    private List<Measured> duel(String run, String name, String title, int textbookCount, int hubCount)
            throws IOException {
        var theirs = new ArrayList<Measured>();
        var ours = new ArrayList<Measured>();
        var ratios = new ArrayList<Double>();
        for (int round = 1; round <= rounds; round++) {
            theirs.add(textbook.run(run, textbookCount));
            ours.add(hub.run(run, hubCount));
            ratios.add(ours.getLast().rate() / theirs.getLast().rate());
            report.progress("%s, round %d of %d: textbook %,.0f/s, hub %,.0f/s"
                    .formatted(
                            title,
                            round,
                            rounds,
                            theirs.getLast().rate(),
                            ours.getLast().rate()));
        }
        report.head("%s, messages/s".formatted(title));
        report.row("textbook, %,d a round".formatted(textbookCount), spread(theirs, Measured::rate));
        report.row("hub, %,d a round".formatted(hubCount), spread(ours, Measured::rate));
        report.row("ratio, round by round", Spread.of(ratios));
        report.row("textbook, CPU µs each", spread(theirs, Measured::cpuMicros));
        report.row("hub, CPU µs each", spread(ours, Measured::cpuMicros));
        report.row("textbook, durable waits each", spread(theirs, Measured::waits));
        report.row("hub, durable waits each", spread(ours, Measured::waits));
        keep(name, Spread.of(ratios).median(), theirs, ours);
        return ours;
    }

    private void keep(String name, double ratio, List<Measured> theirs, List<Measured> ours) {
        report.keep(name + ".ratio", ratio);
        report.keep(name + ".textbook.rate", spread(theirs, Measured::rate).median());
        report.keep(name + ".hub.rate", spread(ours, Measured::rate).median());
        report.keep(name + ".hub.waits_per_event", spread(ours, Measured::waits).median());
        report.keep(name + ".hub.cpu_micros", spread(ours, Measured::cpuMicros).median());
        report.keep(
                name + ".textbook.cpu_micros",
                spread(theirs, Measured::cpuMicros).median());
    }

    /// Lone messages, in blocks by turns: one is on its way at a time, in one system at a time.
    void latency() throws IOException {
        var theirs = new ArrayList<Double>();
        var ours = new ArrayList<Double>();
        for (int done = 0; done < sizes.lone(); done += LONE_BLOCK) {
            theirs.addAll(textbook.run("lone", LONE_BLOCK).millis());
            ours.addAll(hub.run("lone", LONE_BLOCK).millis());
        }
        report.head("lone message through, ms");
        report.row("textbook, %d messages".formatted(theirs.size()), Spread.of(theirs));
        report.row("hub, %d messages".formatted(ours.size()), Spread.of(ours));
        double ratio = Spread.of(ours).median() / Spread.of(theirs).median();
        report.line("%-44s%20.2f".formatted("ratio of the medians", ratio));
        report.keep("latency.ratio", ratio);
        report.keep("latency.hub.ms", Spread.of(ours).median());
        report.keep("latency.textbook.ms", Spread.of(theirs).median());
    }

    private static Spread spread(List<Measured> runs, ToDoubleFunction<Measured> value) {
        return Spread.of(runs.stream().mapToDouble(value).boxed().toList());
    }
}
