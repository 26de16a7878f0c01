package org.florahub.cli;

import java.util.List;
import java.util.concurrent.Callable;
import org.florahub.adapter.Sample;
import org.florahub.kit.SampleTests;
import org.florahub.kit.SampleTests.Difference;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Runs samples and shows how what came out differs from what was expected.
@Command(
        name = "test",
        description = "Runs the samples of folders and shows expected and actual side by side.",
        footer = {
            "Exit status: 0 every sample is as expected; 1 one is not, or an expectation was rewritten;",
            "2 there is no folder of that name."
        })
final class AdapterTestCommand implements Callable<Integer> {

    private static final int LINES_MAX = 60;

    @Parameters(
            paramLabel = "NAME",
            arity = "0..*",
            description = "Adapters or transforms; with an adapter its transforms are tested too (default: all).")
    private List<String> names = List.of();

    @Option(
            names = "--update",
            description = {
                "Rewrite the expectations to what came out, and fail all the same:",
                "look at them, then run the test again."
            })
    private boolean update;

    @Mixin
    private Screen screen = new Screen();

    private int done;

    @Override
    public Integer call() {
        SampleTests tests = SampleTests.run(Home.workbench(), names, update, this::progress);
        screen.clearProgress();
        if (!screen.json(tests)) {
            tests.failed().forEach(this::show);
            screen.problems(tests.problems());
            sum(tests);
        }
        return tests.passed() ? 0 : 1;
    }

    private void show(SampleTests.Failure failure) {
        screen.line("%s  %s", screen.red("differs"), screen.bold(failure.name()));
        for (Difference difference : failure.differences()) {
            screen.line("  %s%s", difference.what(), hint(difference));
            if (difference.expected().isEmpty() || unreadable(difference)) {
                difference.actual().lines().limit(LINES_MAX).forEach(line -> screen.line("    %s", line));
            } else {
                new DiffView(screen).print(difference.expected(), difference.actual());
            }
        }
        screen.line("");
    }

    /// What came out are problems, which have nothing in common with statements.
    private static boolean unreadable(Difference difference) {
        return difference.file() == null && !difference.actual().startsWith("[");
    }

    private String hint(Difference difference) {
        if (difference.updated()) {
            return screen.yellow("  rewritten: " + difference.file());
        }
        return difference.file() == null ? "" : screen.faint("  (" + difference.file() + ")");
    }

    private void sum(SampleTests tests) {
        int failed = tests.failed().size();
        screen.line(
                "%d samples, %s%s",
                tests.samples(),
                failed == 0 ? screen.green("all as expected") : screen.red(failed + " differ"),
                tests.problems().isEmpty()
                        ? ""
                        : ", " + screen.red(tests.problems().size() + " mistakes"));
        boolean updated = tests.failed().stream()
                .flatMap(failure -> failure.differences().stream())
                .anyMatch(Difference::updated);
        if (updated) {
            screen.line("Expectations were rewritten. Nothing blesses itself: read the change, then run this again.");
        }
    }

    private void progress(Sample sample, int all) {
        done++;
        screen.progress("%d/%d %s".formatted(done, all, sample.name()));
    }
}
