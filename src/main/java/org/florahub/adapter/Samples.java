package org.florahub.adapter;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.florahub.adapter.Sample.Kind;
import org.florahub.event.Field;
import org.florahub.event.Problem;
import org.florahub.transform.Transform;
import org.florahub.transform.template.Given;

/// The samples of one adapter's or transform's folder: `samples/{in,out,bad}/NAME.ext` and beside each what is
/// expected of it.
///
/// @param all      in the order of their names
/// @param problems files that are no pair, or in a format that the folder does not know
public record Samples(List<Sample> all, List<Problem> problems) {

    /// A file below `samples/` that no test can be made of.
    static final String ALONE = "sample-alone";

    static final String OTHER_FORMAT = "sample-of-other-format";

    public Samples {
        all = List.copyOf(all);
        problems = List.copyOf(problems);
    }

    /// The samples of a transform's folder; the hub's own words stand for the sender. Those in
    /// `samples/VERSION/{in,out,bad}` are of exactly that version of the format.
    public static Samples of(Transform transform, Path folder) {
        Path samples = folder.resolve("samples");
        var all = new ArrayList<Sample>();
        var problems = new ArrayList<Problem>();
        collect(transform, folder, samples, all, problems);
        transform
                .versions()
                .forEach((version, exactly) -> collect(exactly, folder, samples.resolve(version), all, problems));
        return new Samples(all, problems);
    }

    private static void collect(
            Transform transform, Path folder, Path samples, List<Sample> all, List<Problem> problems) {
        var given = new Given(Map.of(Field.SOURCE, "ane:990010", Field.SOURCE_NAME, "Aufnahmeeinrichtung Musterland"));
        List<Transform> only = List.of(transform);
        new Collection(folder, samples, only, only, given, Set.of(), all, problems).collect();
    }

    /// The samples of an adapter's folder, each in the format of the first channel that has its file extension.
    public static Samples of(Adapter adapter, Path folder) {
        var given = new TreeMap<>(adapter.given());
        given.put(Field.SOURCE, adapter.authority().toString());
        given.put(Field.SOURCE_NAME, adapter.title());
        return new Collection(
                        folder,
                        folder.resolve("samples"),
                        adapter.in().stream().map(InChannel::transform).toList(),
                        adapter.out().stream().map(OutChannel::transform).toList(),
                        new Given(given),
                        adapter.hides(),
                        new ArrayList<>(),
                        new ArrayList<>())
                .collect();
    }

    public Stream<Sample> of(Kind kind) {
        return all.stream().filter(sample -> sample.kind() == kind);
    }

    /// Everything that does not hold, without a value of any message: what a hub may log.
    public List<Problem> failures() {
        return Stream.concat(
                        problems.stream(),
                        all.stream()
                                .flatMap(sample -> sample.differences().stream())
                                .map(SampleDifference::problem))
                .toList();
    }

    /// `adapters/NAME`.
    static String shortName(Path folder) {
        Path path = folder.toAbsolutePath().normalize();
        int names = path.getNameCount();
        return path.subpath(Math.max(0, names - 2), names).toString();
    }

    /// `a` of `a.csv`, `a.events.json`, `a.problems.txt`.
    static String stem(Path file) {
        String name = file.getFileName().toString();
        if (Sample.isExpectation(file)) {
            return name.substring(0, name.lastIndexOf('.', name.lastIndexOf('.') - 1));
        }
        return name.contains(".") ? name.substring(0, name.lastIndexOf('.')) : name;
    }

    /// Goes through one folder. Used once.
    private record Collection(
            Path folder,
            Path samples,
            List<Transform> in,
            List<Transform> out,
            Given given,
            Set<Field> hides,
            List<Sample> all,
            List<Problem> problems) {

        Samples collect() {
            for (Kind kind : Kind.values()) {
                var byStem = new TreeMap<String, List<Path>>();
                for (Path file : files(samples.resolve(kind.folder()))) {
                    byStem.computeIfAbsent(stem(file), _ -> new ArrayList<>()).add(file);
                }
                byStem.forEach((_, files) -> pair(kind, files));
            }
            return new Samples(all, problems);
        }

        private void pair(Kind kind, List<Path> files) {
            List<Path> messages =
                    files.stream().filter(file -> !Sample.isExpectation(file)).toList();
            boolean expected = messages.size() < files.size();
            if (messages.size() == 1 && (expected || kind != Kind.OUT)) {
                add(kind, messages.getFirst());
            } else if (messages.isEmpty() && kind == Kind.OUT && !out.isEmpty()) {
                Path event = files.getFirst();
                add(
                        kind,
                        event.resolveSibling(stem(event) + "." + out.getFirst().extension()));
            } else {
                problem(
                        ALONE,
                        files.getFirst(),
                        "%d messages and %d expectations of this name"
                                .formatted(messages.size(), files.size() - messages.size()),
                        "one of each",
                        "Add what is missing, or remove the rest; see adapters/README.md.");
            }
        }

        private void add(Kind kind, Path file) {
            (kind == Kind.OUT ? out : in)
                    .stream()
                            .filter(transform -> file.toString().endsWith("." + transform.extension()))
                            .findFirst()
                            .ifPresentOrElse(
                                    transform -> all.add(new Sample(folder, kind, file, transform, given, hides)),
                                    () -> problem(
                                            OTHER_FORMAT,
                                            file,
                                            "a file extension that no format of this folder has",
                                            "one of "
                                                    + (kind == Kind.OUT ? out : in)
                                                            .stream()
                                                                    .map(Transform::extension)
                                                                    .distinct()
                                                                    .toList(),
                                            "Rename the file, or add the channel."));
        }

        private void problem(String code, Path file, String found, String expected, String remedy) {
            String name = "%s/%s"
                    .formatted(
                            shortName(folder),
                            folder.relativize(file).toString().replace('\\', '/'));
            problems.add(new Problem(code, name, 0, 0, null, found, expected, remedy));
        }

        private static List<Path> files(Path folder) {
            if (!Files.isDirectory(folder)) {
                return List.of();
            }
            try (Stream<Path> files = Files.list(folder)) {
                return files.filter(Files::isRegularFile)
                        .filter(file -> !file.getFileName().toString().startsWith("."))
                        .filter(file -> !file.toString().endsWith("~"))
                        .sorted()
                        .toList();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
