package org.florahub.kit;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.florahub.adapter.Inspection;
import org.florahub.adapter.Samples;
import org.florahub.channel.Connections;
import org.florahub.event.Problem;
import org.jspecify.annotations.Nullable;

/// Whether folders are in order: every mistake of each, with its place and what to do about it.
///
/// @param adapters   names of the adapters that were looked at
/// @param transforms names of the transforms that were looked at
/// @param problems   by file and line
/// @param connections what came of trying the channels; empty unless that was asked for
public record AdapterCheck(
        List<String> adapters, List<String> transforms, List<Problem> problems, List<Connection> connections) {

    /// One channel that was tried.
    ///
    /// @param channel type and direction, such as `sftp in`
    /// @param result  `good`, `bad` or `unknown` if it cannot be tried from here
    /// @param text    what was found, and what to do
    public record Connection(String adapter, String channel, String result, String text) {}

    /// Looks at the named folders and at the transforms that they use, or at all folders if no name is given.
    ///
    /// All folders are loaded in any case: two adapters can be wrong only together.
    ///
    /// @throws UnknownFolderException if there is no folder of one of these names
    public static AdapterCheck of(Workbench workbench, Collection<String> names) {
        Workbench.Chosen chosen = workbench.choose(names);
        Inspection found = Inspection.all(workbench.adapters(), workbench.transforms(), workbench.environment());
        var transforms = new TreeSet<>(chosen.transforms());
        chosen.adapters()
                .forEach(name -> transforms.addAll(
                        Inspection.transformsOf(workbench.adapters().resolve(name))));
        var problems = new ArrayList<>(found.problems());
        samples(workbench, found).forEach(samples -> problems.addAll(samples.problems()));
        return new AdapterCheck(
                List.copyOf(chosen.adapters()),
                List.copyOf(transforms),
                problems.stream()
                        .filter(problem -> concerns(problem, workbench, chosen.adapters(), transforms))
                        .toList(),
                List.of());
    }

    /// This check, and what comes of trying each channel of the adapters that are in order. No message is sent.
    ///
    /// @param data     a hub's data folder, whose files and ports are meant
    /// @param password of the adapter's user, to try the hub's own addresses and queues; `null` if it is not known
    public AdapterCheck connecting(Workbench workbench, Path data, @Nullable String password) {
        Inspection found = Inspection.of(
                workbench.adapters(), workbench.transforms(), workbench.environment(), adapters, Set.of());
        try (var partners = new Connections(data, List.of(), password)) {
            return new AdapterCheck(
                    adapters,
                    transforms,
                    problems,
                    found.adapters().values().stream()
                            .flatMap(adapter -> partners.check(adapter).stream()
                                    .map(finding -> new Connection(
                                            adapter.name(),
                                            finding.channel(),
                                            finding.result().name().toLowerCase(Locale.ROOT),
                                            finding.text())))
                            .toList());
        }
    }

    /// Whether nothing is wrong, and nothing that was tried is out of reach.
    public boolean good() {
        return problems.isEmpty()
                && connections.stream()
                        .noneMatch(connection -> connection.result().equals("bad"));
    }

    private static Stream<Samples> samples(Workbench workbench, Inspection found) {
        return Stream.concat(
                found.transforms().values().stream()
                        .map(transform ->
                                Samples.of(transform, workbench.transforms().resolve(transform.name()))),
                found.adapters().values().stream()
                        .map(adapter -> Samples.of(adapter, workbench.adapters().resolve(adapter.name()))));
    }

    private static boolean concerns(
            Problem problem, Workbench workbench, Collection<String> adapters, Collection<String> transforms) {
        return Stream.concat(
                        adapters.stream().map(name -> workbench.adapters().getFileName() + "/" + name),
                        transforms.stream().map(name -> "transforms/" + name))
                .anyMatch(folder -> problem.file().startsWith(folder + "/"));
    }
}
