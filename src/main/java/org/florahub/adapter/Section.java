package org.florahub.adapter;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/// One mapping of an adapter.yaml, with the place of everything in it. Reading a value that is not what it should be
/// adds a mistake and returns `null`: the reader goes on and finds the next one.
final class Section {

    private final String path;
    private final Mark mark;
    private final Map<String, NodeTuple> entries;
    private final Mistakes mistakes;

    private Section(String path, Mark mark, Map<String, NodeTuple> entries, Mistakes mistakes) {
        this.path = path;
        this.mark = mark;
        this.entries = entries;
        this.mistakes = mistakes;
    }

    /// Takes a node that should be a mapping.
    ///
    /// @param known the keys that may stand in it, or empty where the keys are free
    static @Nullable Section of(Node node, String path, Set<String> known, Mistakes mistakes) {
        if (!(node instanceof MappingNode mapping)) {
            mistakes.add(
                    Mistakes.SHAPE,
                    node.getStartMark(),
                    path,
                    "no keys",
                    "a section of \"key: value\" lines",
                    "See docs/reference/adapter-yaml.md.");
            return null;
        }
        var entries = new LinkedHashMap<String, NodeTuple>();
        var section = new Section(path, node.getStartMark(), entries, mistakes);
        for (NodeTuple tuple : mapping.getValue()) {
            section.enter(tuple, known);
        }
        return section;
    }

    private void enter(NodeTuple tuple, Set<String> known) {
        Mark at = tuple.getKeyNode().getStartMark();
        if (!(tuple.getKeyNode() instanceof ScalarNode scalar)) {
            mistakes.add(Mistakes.SHAPE, at, path, "a key that is no word", "a word", "Remove it.");
            return;
        }
        String key = scalar.getValue();
        if (!known.isEmpty() && !known.contains(key)) {
            mistakes.add(
                    Mistakes.KEY,
                    at,
                    inside(key),
                    "an unknown key",
                    "a key of this section",
                    Nearest.remedy(key, known));
        } else if (entries.putIfAbsent(key, tuple) != null) {
            mistakes.add(
                    Mistakes.KEY, at, inside(key), "the key a second time", "each key once", "Remove one of them.");
        }
    }

    boolean has(String key) {
        return entries.containsKey(key);
    }

    Set<String> keys() {
        return entries.keySet();
    }

    /// Whether the value of a key is a single word or text.
    boolean scalar(String key) {
        return node(key) instanceof ScalarNode;
    }

    /// The text of a key that must be there.
    @Nullable
    String required(String key) {
        if (!has(key)) {
            missing(key);
            return null;
        }
        return text(key);
    }

    /// The text of a key, or `null` if it is not there.
    @Nullable
    String text(String key) {
        Node node = node(key);
        if (node == null) {
            return null;
        }
        if (node instanceof ScalarNode scalar && !scalar.getValue().isBlank()) {
            return scalar.getValue();
        }
        wrong(key, node instanceof ScalarNode ? "nothing" : "a list or a section", "a text");
        return null;
    }

    /// The text of a key turned into something else.
    ///
    /// @param read     throws [IllegalArgumentException] for a text that does not fit
    /// @param expected what fits, in words
    <T> @Nullable T value(String key, String expected, Function<String, T> read) {
        String text = text(key);
        if (text == null) {
            return null;
        }
        try {
            return read.apply(text);
        } catch (IllegalArgumentException _) {
            wrong(key, "something else", expected);
            return null;
        }
    }

    /// The words of a list; empty if the key is not there.
    List<Word> words(String key) {
        var words = new ArrayList<Word>();
        Node node = node(key);
        if (node instanceof SequenceNode list) {
            for (Node item : list.getValue()) {
                if (item instanceof ScalarNode scalar) {
                    words.add(new Word(scalar.getValue(), scalar.getStartMark()));
                } else {
                    mistakes.add(
                            Mistakes.SHAPE,
                            item.getStartMark(),
                            inside(key),
                            "no word",
                            "a list of words",
                            "Remove it.");
                }
            }
        } else if (node != null) {
            wrong(key, "no list", "a list, [a, b]");
        }
        return words;
    }

    /// The section below a key, or `null` if it is not there.
    @Nullable
    Section section(String key, Set<String> known) {
        Node node = node(key);
        return node == null ? null : of(node, inside(key), known, mistakes);
    }

    /// The sections of a list below a key; empty if it is not there.
    List<Section> sections(String key, Set<String> known) {
        var sections = new ArrayList<Section>();
        Node node = node(key);
        if (node instanceof SequenceNode list) {
            for (Node item : list.getValue()) {
                Section section = of(item, "%s[%d]".formatted(inside(key), sections.size()), known, mistakes);
                if (section != null) {
                    sections.add(section);
                }
            }
        } else if (node != null) {
            wrong(key, "no list", "a list of sections, each starting with \"- \"");
        }
        return sections;
    }

    void missing(String key) {
        mistakes.add(Mistakes.MISSING, mark, inside(key), "nothing", "this key", "Add it to this section.");
    }

    void wrong(String key, String found, String expected) {
        wrong(key, found, expected, "Correct it.");
    }

    void wrong(String key, String found, String expected, String remedy) {
        mistakes.add(Mistakes.VALUE, at(key), inside(key), found, expected, remedy);
    }

    void conflict(String key, String found, String expected, String remedy) {
        mistakes.add(Mistakes.CONFLICT, at(key), inside(key), found, expected, remedy);
    }

    /// Where the value of a key stands, or the section itself if the key is not there.
    Mark at(String key) {
        Node node = node(key);
        return node == null ? mark : node.getStartMark();
    }

    /// `limits.bytesMax` for the key `bytesMax` of the section `limits`.
    String inside(String key) {
        return path.isEmpty() ? key : path + "." + key;
    }

    private @Nullable Node node(String key) {
        NodeTuple tuple = entries.get(key);
        return tuple == null ? null : tuple.getValueNode();
    }

    /// One item of a list and its place.
    record Word(String text, Mark at) {}
}
