package org.florahub.transform.source;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.florahub.event.Field;
import org.florahub.event.Regime;
import org.jspecify.annotations.Nullable;

/// Reads the `name key=value key=value` lines and attributes in which templates and code lists say what they are.
public final class Directives {

    /// `key=value`, or `key="a value with blanks"`.
    private static final Pattern WORD = Pattern.compile("[^\\s=]+=\"[^\"]+\"(?=\\s|$)|\\S+");

    private Directives() {}

    /// The options of a directive.
    ///
    /// @param line   the text after `#:`
    /// @param name   word that the line must begin with
    /// @param known  keys that it may have
    public static Map<String, String> options(
            String line, String name, Set<String> known, Place at, Findings findings) {
        var options = new LinkedHashMap<String, String>();
        String[] words = WORD.matcher(line.strip())
                .results()
                .map(java.util.regex.MatchResult::group)
                .toArray(String[]::new);
        if (!words[0].equals(name)) {
            findings.add(at, "unknown-directive", null, "directive " + words[0], name, "Correct the directive.");
        }
        for (int i = 1; i < words.length; i++) {
            int equals = words[i].indexOf('=');
            String key = equals < 0 ? words[i] : words[i].substring(0, equals);
            if (equals < 0 || !known.contains(key)) {
                findings.add(
                        at, "unknown-directive", null, "option " + key, "key=value", Findings.didYouMean(key, known));
            } else if (options.put(key, value(words[i].substring(equals + 1))) != null) {
                findings.add(at, "unknown-directive", null, "option %s twice".formatted(key), "once", "Remove one.");
            }
        }
        return options;
    }

    private static String value(String word) {
        return word.length() > 2 && word.startsWith("\"") && word.endsWith("\"")
                ? word.substring(1, word.length() - 1)
                : word;
    }

    /// Reads `field=value field=value`.
    public static Map<Field, String> set(String text, Place at, Findings findings) {
        var set = new LinkedHashMap<Field, String>();
        for (String word : text.strip().split("\\s+", -1)) {
            int equals = word.indexOf('=');
            String path = equals < 0 ? word : word.substring(0, equals);
            String value = equals < 0 ? "" : word.substring(equals + 1);
            Field field = Field.of(path);
            if (field == null) {
                findings.add(
                        at,
                        "unknown-field",
                        "set",
                        "field " + path,
                        "a field of the catalogue",
                        Findings.didYouMean(
                                path,
                                Arrays.stream(Field.values()).map(Field::path).toList()));
            } else if (!field.type().accepts(value)) {
                findings.add(
                        at,
                        "set-value-of-wrong-type",
                        "set",
                        "another value for " + path,
                        field.type().expectation(),
                        "Correct the value.");
            } else {
                set.put(field, value);
            }
        }
        return set;
    }

    /// The regime of that key, `null` for none.
    public static @Nullable Regime regime(@Nullable String key, Place at, Findings findings) {
        if (key == null) {
            return null;
        }
        if (!Set.of("old", "geas", "unknown").contains(key)) {
            findings.add(at, "unknown-regime", null, "regime " + key, "old, geas or unknown", "Correct the regime.");
            return null;
        }
        return Regime.valueOf(key.toUpperCase(Locale.ROOT));
    }

    /// Names of the versions that a template belongs to, `null` for all.
    public static @Nullable Set<String> versions(
            @Nullable String names, FormatVersion version, Place at, Findings findings) {
        if (names == null) {
            return null;
        }
        var versions = new LinkedHashSet<String>();
        for (String name : names.strip().split("\\s+", -1)) {
            if (!version.known().contains(name)) {
                findings.add(
                        at,
                        "unknown-version",
                        null,
                        "version " + name,
                        "versions of transform.yaml, such as \"26.05 26.11\"",
                        version.known().isEmpty()
                                ? "Add versions: to transform.yaml."
                                : Findings.didYouMean(name, version.known()));
            }
            versions.add(name);
        }
        return versions;
    }

    /// Which ways a template serves.
    public static Direction direction(@Nullable String key, Place at, Findings findings) {
        if (key != null && !key.equals("read") && !key.equals("write")) {
            findings.add(at, "unknown-directive", null, "direction " + key, "read or write", "Correct the direction.");
        }
        return key == null ? Direction.BOTH : key.equals("read") ? Direction.READ : Direction.WRITE;
    }

    /// Which ways a template serves.
    public enum Direction {
        BOTH,
        READ,
        WRITE;

        public boolean reads() {
            return this != WRITE;
        }

        public boolean writes() {
            return this != READ;
        }
    }
}
