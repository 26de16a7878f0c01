package org.florahub.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
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
        footer = {"Exit status: 0 nothing would have changed; 1 something would; 2 there is no folder of that name."})
final class AdapterDiffCommand implements Callable<Integer> {

    private static final int SHOWN = 40;

    @Parameters(paramLabel = "NAME", description = "The adapter whose traffic is read again.")
    private String name = "";

    @Mixin
    private RecordedTraffic recorded = new RecordedTraffic();

    @Mixin
    private Screen screen = new Screen();

    @Override
    public Integer call() throws IOException {
        try (Traffic traffic = recorded.open()) {
            TrafficDiff diff = TrafficRun.compare(Home.workbench(), name, traffic);
            if (!screen.json(diff)) {
                show(diff);
            }
            return diff.same() ? 0 : 1;
        }
    }

    private void show(TrafficDiff diff) {
        screen.line(
                "%s  %d messages read again, %s",
                screen.bold(diff.adapter()),
                diff.messages(),
                diff.changes().isEmpty()
                        ? screen.green("all say the same")
                        : screen.red(diff.changes().size() + " changes"));
        diff.changes().stream().limit(SHOWN).forEach(this::show);
        if (diff.changes().size() > SHOWN) {
            screen.line("  … %d more; --json has them all", diff.changes().size() - SHOWN);
        }
        diff.fields().forEach((field, count) -> screen.line("  %-28s differs in %d events", field, count));
        if (!diff.receivers().isEmpty()) {
            receivers(diff);
        }
        TrafficDiff.Documents documents = diff.documents();
        screen.line(
                "  delivered to it: %d documents written again, %d would be other bytes, %d could not be written",
                documents.compared(), documents.different(), documents.unwritable());
        if (!diff.unreadable().isEmpty()) {
            screen.line("  without an original any more: %s", diff.unreadable());
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
