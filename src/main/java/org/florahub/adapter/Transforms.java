package org.florahub.adapter;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.florahub.event.Problem;
import org.florahub.transform.Transform;
import org.florahub.transform.source.BrokenTransformException;
import org.jspecify.annotations.Nullable;

/// The transforms that adapters can name: the ones that loaded, and the names of those that did not.
///
/// @param usable   by name
/// @param broken   names of folders that did not load; naming one is not a second mistake
/// @param problems why they did not
record Transforms(Map<String, Transform> usable, TreeSet<String> broken, List<Problem> problems) {

    static Transforms load(Path folder) {
        return load(folder, _ -> true);
    }

    /// Loads only the folders whose names pass; the others are as if they did not exist.
    static Transforms load(Path folder, Predicate<String> needed) {
        var usable = new TreeMap<String, Transform>();
        var broken = new TreeSet<String>();
        var problems = new ArrayList<Problem>();
        for (Path transform : folders(folder)) {
            String name = transform.getFileName().toString();
            if (!needed.test(name)) {
                continue;
            }
            try {
                usable.put(name, Transform.load(transform));
            } catch (BrokenTransformException e) {
                broken.add(name);
                problems.addAll(e.problems());
            }
        }
        return new Transforms(usable, broken, problems);
    }

    /// What an adapter names: `NAME` for all versions of a format, `NAME@VERSION` for exactly one; `null` if there
    /// is none of that name.
    @Nullable
    Transform get(String reference) {
        int at = reference.indexOf('@');
        Transform transform = usable.get(at < 0 ? reference : reference.substring(0, at));
        return transform == null || at < 0 ? transform : transform.versions().get(reference.substring(at + 1));
    }

    /// Whether a mistake in a folder, and not in its name, is why there is no transform.
    boolean isBroken(String reference) {
        return broken.contains(reference.replaceFirst("@.*$", ""));
    }

    /// Everything that an adapter can name.
    List<String> references() {
        return usable.values().stream()
                .flatMap(transform -> Stream.concat(Stream.of(transform), transform.versions().values().stream()))
                .map(Transform::reference)
                .toList();
    }

    /// The folders directly below another, by name; hidden ones do not count.
    static List<Path> folders(Path parent) {
        try (Stream<Path> children = Files.list(parent)) {
            return children.filter(Files::isDirectory)
                    .filter(child -> !child.getFileName().toString().startsWith("."))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
