package org.florahub.adapter;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.florahub.event.Problem;
import org.florahub.transform.Transform;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/// Some folders, each judged by itself: one that is wrong does not hide the others. What tools work with; a hub that
/// runs wants [Adapters], all or none.
///
/// Only what is needed is compiled: the transforms asked for, and those that the adapters asked for name.
///
/// @param adapters   those without a mistake, in their transforms too, by name
/// @param transforms those without a mistake, by name
/// @param problems   every mistake of every folder that was looked at
public record Inspection(Map<String, Adapter> adapters, Map<String, Transform> transforms, List<Problem> problems) {

    public Inspection {
        adapters = new TreeMap<>(adapters);
        transforms = new TreeMap<>(transforms);
        problems = List.copyOf(problems);
    }

    /// Looks at all folders.
    ///
    /// @param environment the value of a variable, or `null` if it is not set
    public static Inspection all(Path adaptersDir, Path transformsDir, Function<String, @Nullable String> environment) {
        return of(adaptersDir, transformsDir, environment, names(adaptersDir), names(transformsDir));
    }

    /// Looks at the named folders.
    ///
    /// @param environment  the value of a variable, or `null` if it is not set
    /// @param adapters     names of folders below `adaptersDir`
    /// @param transforms   names of folders below `transformsDir`, beside those that the adapters name
    public static Inspection of(
            Path adaptersDir,
            Path transformsDir,
            Function<String, @Nullable String> environment,
            Collection<String> adapters,
            Collection<String> transforms) {
        var needed = new TreeSet<>(transforms);
        adapters.forEach(name -> needed.addAll(transformsOf(adaptersDir.resolve(name))));
        Transforms compiled = Transforms.load(transformsDir, needed::contains);
        var problems = new ArrayList<>(compiled.problems());
        var byName = new TreeMap<String, Adapter>();
        for (String name : new TreeSet<>(adapters)) {
            var mistakes = new Mistakes("%s/%s/adapter.yaml".formatted(adaptersDir.getFileName(), name));
            Adapter adapter =
                    Adapters.read(adaptersDir.resolve(name), compiled, new Placeholders(environment), mistakes);
            problems.addAll(mistakes.problems());
            boolean whole = transformsOf(adaptersDir.resolve(name)).stream().noneMatch(compiled.broken()::contains);
            if (adapter != null && whole) {
                byName.put(name, adapter);
            }
        }
        Adapters.clashes(adaptersDir, byName.values()).values().forEach(problems::addAll);
        return new Inspection(byName, compiled.usable(), problems);
    }

    /// Names of the folders directly below another; empty if there is no such folder.
    public static Set<String> names(Path parent) {
        return Files.isDirectory(parent)
                ? Transforms.folders(parent).stream()
                        .map(folder -> folder.getFileName().toString())
                        .collect(Collectors.toCollection(TreeSet::new))
                : Set.of();
    }

    /// As whom each adapter logs in, by the names of the folders. What is wrong with a file is found later.
    public static Map<String, String> users(Path adaptersDir, Function<String, @Nullable String> environment) {
        var users = new TreeMap<String, String>();
        for (String name : names(adaptersDir)) {
            Node user = yaml(adaptersDir.resolve(name)) instanceof MappingNode mapping
                    ? mapping.getValue().stream()
                            .filter(entry -> entry.getKeyNode() instanceof ScalarNode key
                                    && key.getValue().equals("credentials"))
                            .map(NodeTuple::getValueNode)
                            .findFirst()
                            .orElse(null)
                    : null;
            users.put(name, user instanceof ScalarNode text ? user(text, environment) : name);
        }
        return users;
    }

    private static String user(ScalarNode text, Function<String, @Nullable String> environment) {
        return new Placeholders(environment)
                .resolve(text.getValue(), text.getStartMark(), "credentials", new Mistakes(""));
    }

    /// Which transforms an adapter.yaml names, without their versions. What is wrong with the file is found later.
    public static Set<String> transformsOf(Path adapter) {
        Node yaml = yaml(adapter);
        var named = new TreeSet<String>();
        if (yaml != null) {
            collect(yaml, named);
        }
        return named;
    }

    private static @Nullable Node yaml(Path adapter) {
        Path file = adapter.resolve("adapter.yaml");
        var mistakes = new Mistakes(file.toString());
        byte[] bytes = Files.isRegularFile(file) ? Adapters.bytes(file, mistakes) : null;
        return bytes == null ? null : Adapters.yaml(bytes, mistakes);
    }

    private static void collect(Node node, Set<String> named) {
        if (node instanceof SequenceNode list) {
            list.getValue().forEach(item -> collect(item, named));
        } else if (node instanceof MappingNode mapping) {
            for (NodeTuple entry : mapping.getValue()) {
                if (entry.getKeyNode() instanceof ScalarNode key
                        && key.getValue().equals("transform")
                        && entry.getValueNode() instanceof ScalarNode name) {
                    named.add(name.getValue().replaceFirst("@.*", ""));
                } else {
                    collect(entry.getValueNode(), named);
                }
            }
        }
    }
}
