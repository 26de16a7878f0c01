package org.florahub.kit;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.ObjIntConsumer;
import java.util.stream.Stream;
import org.florahub.adapter.Inspection;
import org.florahub.adapter.Sample;
import org.florahub.adapter.SampleDifference;
import org.florahub.adapter.Samples;
import org.florahub.event.Problem;
import org.jspecify.annotations.Nullable;

/// What became of samples.
///
/// @param samples  how many were run
/// @param failed   those that became something else
/// @param problems folders that cannot be loaded, and files below `samples/` that are no pair
public record SampleTests(int samples, List<Failure> failed, List<Problem> problems) {

    /// One sample.
    ///
    /// @param name        `adapters/NAME/in/FILE`
    /// @param differences at least one
    public record Failure(String name, List<Difference> differences) {}

    /// One way in which it differs.
    ///
    /// @param what     `statements`, `document`, `problems` or `what is written again`
    /// @param expected as text
    /// @param actual   as text
    /// @param file     the expectation; `null` if rewriting it would be no way out
    /// @param updated  whether the expectation now holds what came out
    public record Difference(
            String what,
            String expected,
            String actual,
            @Nullable String file,
            boolean updated) {}

    /// Whether everything is as expected.
    public boolean passed() {
        return failed.isEmpty() && problems.isEmpty();
    }

    /// Runs the samples of the named folders and, for an adapter, those of the formats it uses; of all folders if no
    /// name is given.
    ///
    /// @param update   whether to make what comes out the expectation, wherever that is a way out
    /// @param progress is told each sample before it runs, and how many there are in all
    /// @throws UnknownFolderException if there is no folder of one of these names
    public static SampleTests run(
            Workbench workbench, Collection<String> names, boolean update, ObjIntConsumer<Sample> progress) {
        Inspection found = workbench.load(workbench.choose(names));
        var problems = new ArrayList<>(found.problems());
        var samples = new ArrayList<Sample>();
        folders(workbench, found).forEach(folder -> {
            problems.addAll(folder.problems());
            samples.addAll(folder.all());
        });
        var failed = new ArrayList<Failure>();
        for (Sample sample : samples) {
            progress.accept(sample, samples.size());
            List<SampleDifference> differences = sample.differences();
            if (!differences.isEmpty()) {
                failed.add(new Failure(
                        sample.name(),
                        differences.stream()
                                .map(difference -> difference(difference, update))
                                .toList()));
            }
        }
        return new SampleTests(samples.size(), List.copyOf(failed), List.copyOf(problems));
    }

    private static Stream<Samples> folders(Workbench workbench, Inspection found) {
        return Stream.concat(
                found.transforms().values().stream()
                        .map(transform ->
                                Samples.of(transform, workbench.transforms().resolve(transform.name()))),
                found.adapters().values().stream()
                        .map(adapter -> Samples.of(adapter, workbench.adapters().resolve(adapter.name()))));
    }

    private static Difference difference(SampleDifference found, boolean update) {
        Path file = found.file();
        boolean updated = update && file != null;
        if (updated) {
            found.accept();
        }
        return new Difference(
                found.what(), found.expected(), found.actual(), file == null ? null : file.toString(), updated);
    }
}
