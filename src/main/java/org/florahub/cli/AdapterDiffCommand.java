package org.florahub.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.florahub.kit.Traffic;
import org.florahub.kit.TrafficDiff;
import org.florahub.kit.TrafficRun;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// What a change of a folder would have changed.
@Command(
        name = "diff",
        description = {
            "Reads recorded messages again with the folders as they are now, and says what would have changed for whom:",
            "fields and counts, never a value. Originals are decrypted in memory; nothing is recorded or sent."
        },
        footer = {
            "Exit status: 0 nothing would have changed; 1 something would, or the data cannot be read;",
            "2 called wrongly, or there is no folder of that name."
        })
final class AdapterDiffCommand implements Callable<Integer> {

    private static final int SHOWN = 40;
    private static final int PROGRESS_EVERY = 500;

    @Parameters(paramLabel = "NAME", description = "The adapter whose traffic is read again.")
    private String name = "";

    @Mixin
    private RecordedTraffic recorded = new RecordedTraffic();

    @Mixin
    private Screen screen = new Screen();

    @Override
    public Integer call() throws IOException {
        try (Traffic traffic = recorded.open()) {
            TrafficDiff diff = TrafficRun.compare(Home.workbench(), name, traffic, this::progress);
            screen.clearProgress();
            if (!screen.json(diff)) {
                show(diff);
            }
            return diff.same() ? 0 : 1;
        }
    }

    private void progress(long done) {
        if (done % PROGRESS_EVERY == 0) {
            screen.progress("%d messages and documents".formatted(done));
        }
    }

    private void show(TrafficDiff diff) {
        long changes = diff.kinds().values().stream().mapToLong(Long::longValue).sum();
        screen.line(
                "%s  %d messages read again, %s",
                screen.bold(diff.adapter()),
                diff.messages(),
                diff.changes().isEmpty()
                        ? screen.green("all say the same")
                        : screen.red(changes + " changes") + ": "
                                + diff.kinds().entrySet().stream()
                                        .map(kind -> "%d %s".formatted(kind.getValue(), kind.getKey()))
                                        .collect(Collectors.joining(", ")));
        diff.changes().stream().limit(SHOWN).forEach(this::show);
        if (changes > SHOWN) {
            screen.line("  … %d more; --json lists the newest 10,000", changes - SHOWN);
        }
        diff.fields().forEach((field, count) -> screen.line("  %-28s differs in %d events", field, count));
        if (!diff.receivers().isEmpty()) {
            receivers(diff);
        }
        TrafficDiff.Documents documents = diff.documents();
        screen.line(
                "  delivered to it: %d documents written again, %d would be other bytes, %d could not be written",
                documents.compared(), documents.different(), documents.unwritable());
        if (diff.erased() > 0) {
            screen.line("  without an original any more: %d messages", diff.erased());
        }
    }

    private void show(TrafficDiff.Change change) {
        screen.line(
                "  %-9s message %d%s  %s %s",
                change.kind(),
                change.message(),
                change.line() == 0 ? "" : " line " + change.line(),
                change.status(),
                String.join(" ", change.fields()));
    }

    private void receivers(TrafficDiff diff) {
        var rows = new ArrayList<List<String>>();
        diff.receivers()
                .forEach((receiver, counts) -> rows.add(List.of(
                        receiver,
                        String.valueOf(counts.changed()),
                        String.valueOf(counts.lost()),
                        String.valueOf(counts.gained()),
                        String.valueOf(counts.perhaps()),
                        String.valueOf(counts.unwritable()))));
        screen.line("");
        screen.table(List.of("RECEIVER", "CHANGED", "LOST", "GAINED", "IF COMPETENT", "NOT WRITABLE"), rows);
    }
}
