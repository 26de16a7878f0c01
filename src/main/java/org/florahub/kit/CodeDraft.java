package org.florahub.kit;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.florahub.event.Field;
import org.florahub.event.StatusCatalogue;
import org.florahub.event.ValueCatalogue;

/// A code list with the codes that the samples have. What a code means is filled in only where code and catalogue
/// agree word for word; the others are left empty, and such a list is refused until somebody has filled them.
///
/// @param name   of the file without `.codes`
/// @param field  whose values they are
/// @param uri    of the list
/// @param version of the list
/// @param counts codes and how often they occurred
record CodeDraft(String name, Field field, String uri, String version, Map<String, Integer> counts) {

    private static final Map<String, List<String>> KINDS = Map.of(
            "report", List.of("m", "n", "neu", "meldung", "neumeldung", "erstmeldung", "report", "new"),
            "correct", List.of("k", "a", "korrektur", "aenderung", "berichtigung", "correct"),
            "retract", List.of("s", "l", "storno", "stornierung", "loeschung", "ruecknahme", "retract"));

    static CodeDraft of(Column column, Field field, String folder) {
        String path = field.path();
        String name = path.substring(path.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        String[] list = column.list().split(" ", -1);
        boolean stated = list.length == 2;
        var counts = new TreeMap<String, Integer>();
        column.present().forEach(code -> counts.merge(code, 1, Integer::sum));
        return new CodeDraft(
                name,
                field,
                stated ? list[0] : "urn:example:%s:%s".formatted(folder, name),
                stated ? list[1] : "1",
                counts);
    }

    /// Codes without a meaning yet.
    List<String> open() {
        Map<String, String> meanings = meanings();
        return counts.keySet().stream()
                .filter(code -> !meanings.containsKey(code))
                .toList();
    }

    /// The file.
    String text() {
        Map<String, String> meanings = meanings();
        var lines = new ArrayList<String>();
        lines.add("#: codelist uri=%s version=%s".formatted(uri, version));
        lines.add("code;value;label;from;to");
        lines.add(
                "# Codes of the samples. Guessed meanings are marked; one without a value is refused until you fill it in.");
        lines.add("# Values: " + String.join(" ", values()));
        counts.forEach((code, count) -> lines.add("%s;%s;%s, in the samples %d×;;"
                .formatted(
                        code,
                        meanings.getOrDefault(code, ""),
                        meanings.containsKey(code) ? "guessed" : "open",
                        count)));
        return String.join("\n", lines) + "\n";
    }

    /// Guessed meanings: each value once, so that the list can be written too.
    private Map<String, String> meanings() {
        var meanings = new TreeMap<String, String>();
        Set<String> taken = new HashSet<>();
        for (String code : counts.keySet()) {
            String value = meaning(code);
            if (!value.isEmpty() && taken.add(value)) {
                meanings.put(code, value);
            }
        }
        return meanings;
    }

    private String meaning(String code) {
        String word = Column.word(code);
        if (field == Field.STATUS) {
            return StatusCatalogue.standard().all().stream()
                    .filter(status -> status.key().equals(code)
                            || Column.word(status.german()).equals(word))
                    .map(status -> status.key())
                    .findFirst()
                    .orElse("");
        }
        if (field == Field.KIND) {
            return KINDS.entrySet().stream()
                    .filter(kind -> kind.getValue().contains(word))
                    .map(Map.Entry::getKey)
                    .findFirst()
                    .orElse("");
        }
        if (field == Field.PERSON_NATIONALITY) {
            return country(code);
        }
        return ValueCatalogue.standard().of(field).stream()
                .filter(value -> value.value().equals(code)
                        || Column.word(value.german()).equals(word))
                .map(ValueCatalogue.Meaning::value)
                .findFirst()
                .orElse("");
    }

    /// ISO 3166: `SYR`, `SY` or the German name.
    private static String country(String code) {
        for (String alpha2 : Locale.getISOCountries()) {
            Locale locale = Locale.of("", alpha2);
            if (alpha2.equals(code)
                    || locale.getISO3Country().equals(code.toUpperCase(Locale.ROOT))
                    || locale.getDisplayCountry(Locale.GERMAN).equals(code)) {
                return locale.getISO3Country().toLowerCase(Locale.ROOT);
            }
        }
        return "";
    }

    private Collection<String> values() {
        if (field == Field.STATUS) {
            return StatusCatalogue.standard().all().stream()
                    .map(status -> status.key())
                    .toList();
        }
        if (field == Field.KIND) {
            return KINDS.keySet().stream().sorted().toList();
        }
        return field == Field.PERSON_NATIONALITY
                ? List.of("three lower-case letters of ISO 3166-1, or", "unknown", "stateless")
                : ValueCatalogue.standard().of(field).stream()
                        .map(ValueCatalogue.Meaning::value)
                        .toList();
    }
}
