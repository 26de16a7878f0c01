package org.florahub.kit;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/// Everything that stood in one place of the samples.
///
/// @param place  for people: name of the column, path, characters
/// @param label  what the format calls it; empty if it has no name
/// @param values in their order; empty text where nothing stood
/// @param list   URI and version of the code list that the document names, separated by a space, or empty
record Column(String place, String label, List<String> values, String list) {

    Column(String place, String label, List<String> values) {
        this(place, label, values, "");
    }

    Column {
        values = List.copyOf(values);
    }

    /// Those that are there.
    List<String> present() {
        return values.stream().filter(value -> !value.isEmpty()).toList();
    }

    boolean optional() {
        return values.stream().anyMatch(String::isEmpty);
    }

    Set<String> distinct() {
        return new TreeSet<>(present());
    }

    /// Whether the values look like codes: few, short, and repeated.
    boolean coded() {
        int distinct = distinct().size();
        return distinct > 0
                && distinct <= 60
                && distinct().stream().allMatch(value -> value.length() <= 40)
                && (distinct * 2 <= present().size() || distinct <= 12);
    }

    /// The label in letters only: `Geb.-Datum` is `gebdatum`.
    String word() {
        return word(label);
    }

    static String word(String text) {
        var letters = new StringBuilder();
        for (char c : text.toLowerCase(Locale.GERMAN).toCharArray()) {
            switch (c) {
                case 'ä' -> letters.append("ae");
                case 'ö' -> letters.append("oe");
                case 'ü' -> letters.append("ue");
                case 'ß' -> letters.append("ss");
                default -> {
                    if (c >= 'a' && c <= 'z') {
                        letters.append(c);
                    }
                }
            }
        }
        return letters.toString();
    }

    /// The words of a camel-case or separated label.
    List<String> words() {
        var words = new ArrayList<String>();
        for (String part : label.split("(?<=\\p{Ll})(?=\\p{Lu})|[^\\p{L}]+", -1)) {
            if (!word(part).isEmpty()) {
                words.add(word(part));
            }
        }
        return words;
    }
}
