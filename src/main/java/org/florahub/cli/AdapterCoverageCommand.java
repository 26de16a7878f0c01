package org.florahub.cli;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import org.florahub.kit.Coverage;
import org.florahub.kit.CoverageRun;
import org.florahub.kit.Traffic;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// What is mapped and what is not.
@Command(
        name = "coverage",
        description = {
            "Shows which places of a format's documents are mapped and which never: from the samples,",
            "or with --data from what a hub has received. No value is shown."
        },
        footer = {"Exit status: 0; 1 if the folder cannot be loaded; 2 there is no folder of that name."})
final class AdapterCoverageCommand implements Callable<Integer> {

    @Parameters(paramLabel = "NAME", description = "An adapter or a transform.")
    private String name = "";

    @Mixin
    private RecordedTraffic recorded = new RecordedTraffic();

    @Mixin
    private Screen screen = new Screen();

    @Override
    public Integer call() throws IOException {
        Coverage coverage = coverage();
        if (!screen.json(coverage)) {
            coverage.formats().forEach(this::show);
            screen.problems(coverage.problems());
        }
        return coverage.problems().isEmpty() ? 0 : 1;
    }

    private Coverage coverage() throws IOException {
        if (!recorded.given()) {
            return CoverageRun.ofSamples(Home.workbench(), name);
        }
        try (Traffic traffic = recorded.open()) {
            return CoverageRun.ofTraffic(Home.workbench(), name, traffic);
        }
    }

    private void show(Coverage.Format format) {
        screen.line(
                "%s  %d documents, %d events", screen.bold(format.transform()), format.documents(), format.events());
        screen.line(
                "  places mapped   %s",
                format.percent() == null
                        ? "nothing was read"
                        : "%d %% (%d of %d)"
                                .formatted(
                                        format.percent(),
                                        format.placesMapped(),
                                        format.placesMapped()
                                                + format.unmapped().size()));
        format.unmapped()
                .forEach((place, count) -> screen.line("    %s %6d  %s", screen.yellow("never"), count, place));
        if (!format.ignored().isEmpty()) {
            screen.line("  left out with {}");
            screen.words(format.ignored());
        }
        screen.line("  slots never filled   %d", format.neverFilled().size());
        format.neverFilled()
                .forEach(slot -> screen.line(
                        "    %s  %s  %s",
                        slot.template(), slot.where(), screen.faint(String.join(" ", slot.fields()))));
        seen("statuses", format.statuses().known(), format.statuses().never());
        for (Coverage.Codes codes : format.codes()) {
            seen("%s %s".formatted(codes.file(), codes.version()), codes.known(), codes.never());
            named("without a row", codes.open());
        }
        for (Coverage.Values values : format.values()) {
            seen("values of " + values.field(), values.known() - values.noCode().size(), values.never());
            named("without a code", values.noCode());
        }
    }

    private void seen(String what, int known, List<String> never) {
        screen.line("  %-28s %d of %d seen", what, known - never.size(), known);
        named("never", never);
    }

    private void named(String what, List<String> names) {
        if (!names.isEmpty()) {
            screen.line("    %s", screen.yellow(what));
            screen.words(names);
        }
    }
}
