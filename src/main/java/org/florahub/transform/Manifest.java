package org.florahub.transform;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.florahub.event.Field;
import org.florahub.event.StatusCatalogue;
import org.florahub.transform.convert.Values;
import org.florahub.transform.source.Findings;
import org.florahub.transform.source.FormatVersion;
import org.florahub.transform.source.Place;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/// What `transform.yaml` says. Reading it never fails: mistakes are noted.
final class Manifest {

    static final Set<String> KEYS =
            Set.of("title", "engine", "version", "versions", "given", "loses", "writes", "types");
    static final List<String> ENGINES =
            List.of("xml", "bound", "xslt", "xstream", "json", "csv", "fixed", "xlsx", "cloudevents");

    private final Place file;
    private final Findings findings;
    private final Set<String> seen = new HashSet<>();
    private String engine = "";
    private String version = "";
    private List<FormatVersion> versions = List.of();
    private Set<Field> given = EnumSet.noneOf(Field.class);
    private Set<Field> loses = EnumSet.noneOf(Field.class);
    private @Nullable Set<String> writes;
    private Set<String> types = Set.of();
    private Place givenAt;
    private Place losesAt;
    private Place writesAt;

    private Manifest(Place file, Findings findings) {
        this.file = file;
        this.findings = findings;
        this.givenAt = file.at(1, 0);
        this.losesAt = file.at(1, 0);
        this.writesAt = file.at(1, 0);
    }

    static Manifest parse(String text, Place file, Findings findings) {
        var manifest = new Manifest(file, findings);
        try {
            Node root = new Yaml(new SafeConstructor(new LoaderOptions())).compose(new StringReader(text));
            if (root instanceof MappingNode mapping) {
                mapping.getValue().forEach(manifest::entry);
                manifest.check();
            } else {
                findings.add(
                        file.at(1, 0),
                        "manifest-broken",
                        null,
                        "no mapping",
                        "engine: …, version: …",
                        "Write key: value lines.");
            }
        } catch (MarkedYAMLException e) {
            Mark mark = e.getProblemMark();
            findings.add(
                    mark == null ? file : place(file, mark),
                    "manifest-broken",
                    null,
                    "YAML that cannot be read",
                    "YAML",
                    String.valueOf(e.getProblem()));
        }
        return manifest;
    }

    private void check() {
        if (!ENGINES.contains(engine)) {
            findings.add(
                    file.at(1, 0),
                    "manifest-broken",
                    "engine",
                    engine.isEmpty() ? "no engine" : "engine " + engine,
                    "one of " + String.join(", ", ENGINES),
                    "Add engine: to transform.yaml.");
        }
        if (versions.isEmpty() ? !FormatVersion.isName(version) : !version.isEmpty()) {
            findings.add(
                    file.at(1, 0),
                    "manifest-broken",
                    "version",
                    version.isEmpty() ? "no version" : "version " + version,
                    "one of version: and versions:, of letters, digits, dots and hyphens",
                    "Add version: to transform.yaml, or versions: for a format in several.");
        }
    }

    private void entry(NodeTuple entry) {
        String key = scalar(entry.getKeyNode());
        Node value = entry.getValueNode();
        Place at = place(file, entry.getKeyNode().getStartMark());
        if (!seen.add(key)) {
            findings.add(at, "manifest-broken", key, "key %s twice".formatted(key), "once", "Remove one of them.");
        }
        switch (key) {
            case "title" -> scalar(value);
            case "engine" -> engine = scalar(value);
            case "version" -> version = scalar(value);
            case "versions" -> versions = new ManifestVersions(file, findings).read(value);
            case "given" -> {
                givenAt = at;
                given = fields(value, "given");
            }
            case "types" ->
                types = items(value).stream().map(ScalarNode::getValue).collect(Collectors.toUnmodifiableSet());
            case "loses" -> {
                losesAt = at;
                loses = fields(value, "loses");
            }
            case "writes" -> {
                writesAt = at;
                writes = statuses(value);
            }
            default ->
                findings.add(
                        at,
                        "manifest-broken",
                        key,
                        "key " + key,
                        "a key of transform.yaml",
                        Findings.didYouMean(key, KEYS));
        }
    }

    private Set<Field> fields(Node node, String key) {
        var fields = EnumSet.noneOf(Field.class);
        for (ScalarNode item : items(node)) {
            Field field = Field.of(item.getValue());
            if (field == null) {
                findings.add(
                        place(file, item.getStartMark()),
                        "unknown-field",
                        key,
                        "field " + item.getValue(),
                        "a field of the catalogue",
                        Findings.didYouMean(
                                item.getValue(),
                                Arrays.stream(Values.FIELDS).map(Field::path).toList()));
            } else {
                fields.add(field);
            }
        }
        return fields;
    }

    private Set<String> statuses(Node node) {
        var statuses = new LinkedHashSet<String>();
        var known = StatusCatalogue.standard().all().stream()
                .map(status -> status.key())
                .toList();
        for (ScalarNode item : items(node)) {
            if (!known.contains(item.getValue())) {
                findings.add(
                        place(file, item.getStartMark()),
                        "unknown-status",
                        "writes",
                        "status " + item.getValue(),
                        "a status of the catalogue",
                        Findings.didYouMean(item.getValue(), known));
            }
            statuses.add(item.getValue());
        }
        return statuses;
    }

    private List<ScalarNode> items(Node node) {
        if (node instanceof SequenceNode sequence) {
            var items = new ArrayList<ScalarNode>();
            for (Node item : sequence.getValue()) {
                if (item instanceof ScalarNode scalar) {
                    items.add(scalar);
                } else {
                    findings.add(
                            place(file, item.getStartMark()),
                            "manifest-broken",
                            null,
                            "no text",
                            "a list of names",
                            "Correct it.");
                }
            }
            return items;
        }
        if (!scalar(node).isEmpty()) {
            findings.add(
                    place(file, node.getStartMark()), "manifest-broken", null, "no list", "[a, b, c]", "Write a list.");
        }
        return List.of();
    }

    static String scalar(Node node) {
        return node instanceof ScalarNode scalar ? scalar.getValue() : "";
    }

    static Place place(Place file, Mark mark) {
        return file.at(mark.getLine() + 1, mark.getColumn() + 1);
    }

    String engine() {
        return engine;
    }

    /// The versions of the format in which messages are read and written, the oldest first. A folder that names none
    /// has one.
    List<FormatVersion> versions() {
        return versions.isEmpty() ? List.of(new FormatVersion(version, List.of(), Map.of())) : versions;
    }

    /// Whether an adapter can name one of several versions.
    boolean versioned() {
        return !versions.isEmpty();
    }

    Set<Field> given() {
        return given;
    }

    Set<Field> loses() {
        return loses;
    }

    /// Names of types that documents of the engine `xstream` may state.
    Set<String> types() {
        return types;
    }

    /// Statuses to write, `null` for all that the templates can.
    @Nullable
    Set<String> writes() {
        return writes;
    }

    Place givenAt() {
        return givenAt;
    }

    Place losesAt() {
        return losesAt;
    }

    Place writesAt() {
        return writesAt;
    }
}
