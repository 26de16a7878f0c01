package org.florahub.adapter;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.florahub.event.Problem;
import org.florahub.transform.Transform;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.Node;

/// Every adapter of the hub: an immutable snapshot of the folders below `adapters/` and `transforms/`.
/// [AdapterCatalogue] knows the one in force.
public final class Adapters {

    private static final int FILE_SIZE_MAX = 1 << 20;

    private final Map<String, Adapter> byName;
    private final Map<String, Adapter> byUser;
    private final Map<String, Transform> transforms;

    Adapters(Map<String, Adapter> byName, Map<String, Transform> transforms) {
        this.byName = Collections.unmodifiableMap(byName);
        this.byUser =
                byName.values().stream().collect(Collectors.toUnmodifiableMap(Adapter::credentials, each -> each));
        this.transforms = Collections.unmodifiableMap(transforms);
    }

    /// Loads all folders, with `${NAME}` in settings taken from this process's environment.
    ///
    /// @throws BrokenAdapterException if anything is wrong with any of them; it lists every mistake of every folder
    public static Adapters load(Path adaptersDir, Path transformsDir) {
        return load(adaptersDir, transformsDir, System::getenv);
    }

    /// Loads all folders.
    ///
    /// @param environment the value of a variable, or `null` if it is not set
    /// @throws BrokenAdapterException if anything is wrong with any of them; it lists every mistake of every folder
    public static Adapters load(Path adaptersDir, Path transformsDir, Function<String, @Nullable String> environment) {
        Transforms transforms = Transforms.load(transformsDir);
        var problems = new ArrayList<>(transforms.problems());
        var byName = new TreeMap<String, Adapter>();
        for (Path folder : Transforms.folders(adaptersDir)) {
            var mistakes = mistakes(folder);
            Adapter adapter = read(folder, transforms, new Placeholders(environment), mistakes);
            problems.addAll(mistakes.problems());
            if (adapter != null) {
                byName.put(adapter.name(), adapter);
            }
        }
        clashes(adaptersDir, byName.values()).values().forEach(problems::addAll);
        if (!problems.isEmpty()) {
            throw new BrokenAdapterException(problems);
        }
        return new Adapters(byName, transforms.usable());
    }

    /// By name.
    public Collection<Adapter> all() {
        return byName.values();
    }

    /// The adapter of that name, or `null` if there is none.
    public @Nullable Adapter get(String name) {
        return byName.get(name);
    }

    /// The adapter that logs in as that user, or `null` if there is none.
    public @Nullable Adapter ofUser(String user) {
        return byUser.get(user);
    }

    /// Every transform below `transforms/` by name, also those that no adapter uses.
    public Map<String, Transform> transforms() {
        return transforms;
    }

    /// Collects what is wrong with the adapter.yaml of a folder.
    static Mistakes mistakes(Path folder) {
        return new Mistakes(Samples.shortName(folder) + "/adapter.yaml");
    }

    /// Reads one folder.
    ///
    /// @return the adapter, without the channels whose transform is broken; `null` if mistakes were added
    static @Nullable Adapter read(Path folder, Transforms transforms, Placeholders placeholders, Mistakes mistakes) {
        Path file = folder.resolve("adapter.yaml");
        if (!Files.isRegularFile(file)) {
            mistakes.add(Mistakes.SHAPE, "no such file", "one in each folder", "Write it, or remove the folder.");
            return null;
        }
        byte[] bytes = bytes(file, mistakes);
        Node yaml = bytes == null ? null : yaml(bytes, mistakes);
        if (bytes == null || yaml == null) {
            return null;
        }
        String name = folder.getFileName().toString();
        return AdapterFile.read(yaml, name, version(bytes), transforms, placeholders, mistakes);
    }

    static byte @Nullable [] bytes(Path file, Mistakes mistakes) {
        try {
            if (Files.size(file) > FILE_SIZE_MAX) {
                mistakes.add(Mistakes.SHAPE, "more than 1 MB", "a short file", "Move samples into samples/.");
                return null;
            }
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static @Nullable Node yaml(byte[] bytes, Mistakes mistakes) {
        var decoder = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        try (var reader = new InputStreamReader(new ByteArrayInputStream(bytes), decoder)) {
            Node yaml = new Yaml(new LoaderOptions()).compose(reader);
            if (yaml == null) {
                mistakes.add(Mistakes.SHAPE, "an empty file", "an adapter", "Copy another adapter.yaml and change it.");
            }
            return yaml;
        } catch (MarkedYAMLException e) {
            mistakes.add(Mistakes.SHAPE, e.getProblemMark(), "", "no YAML", "YAML 1.1", sentence(e.getProblem()));
        } catch (YAMLException | IOException _) {
            mistakes.add(Mistakes.SHAPE, "no UTF-8 text", "YAML 1.1 in UTF-8", "Save the file as UTF-8.");
        }
        return null;
    }

    private static String sentence(@Nullable String problem) {
        return problem == null ? "Check the indentation." : "The parser says: " + problem + ".";
    }

    private static String version(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes), 0, 4);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /// No two adapters may be one authority or log in as one user: a message would have two senders.
    ///
    /// @return what is wrong, by the name of the adapter that comes later
    static Map<String, List<Problem>> clashes(Path adaptersDir, Collection<Adapter> adapters) {
        var problems = new TreeMap<String, List<Problem>>();
        var first = new HashMap<String, String>();
        for (Adapter adapter : adapters) {
            var mistakes = mistakes(adaptersDir.resolve(adapter.name()));
            String authority = first.putIfAbsent("authority " + adapter.authority(), adapter.name());
            if (authority != null) {
                mistakes.add(
                        Mistakes.CONFLICT, "the authority of " + authority, "an authority of its own", "Correct one.");
            }
            String user = first.putIfAbsent("user " + adapter.credentials(), adapter.name());
            if (user != null) {
                mistakes.add(Mistakes.CONFLICT, "the credentials of " + user, "credentials of its own", "Correct one.");
            }
            if (!mistakes.problems().isEmpty()) {
                problems.put(adapter.name(), mistakes.problems());
            }
        }
        return problems;
    }
}
