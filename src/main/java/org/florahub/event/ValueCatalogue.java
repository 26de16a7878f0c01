package org.florahub.event;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/// Which values the coded details of a status have: read from the one reviewable file `values.csv` beside this
/// class.
///
/// The file has a header row and the columns `field;value;german;english`; lines starting with `#` are remarks. A
/// field that does not stand there is open: `person.nationality` takes any key.
public final class ValueCatalogue {

    private static final ValueCatalogue STANDARD = load();

    private final Map<Field, Map<String, Meaning>> byField;

    private ValueCatalogue(Map<Field, Map<String, Meaning>> byField) {
        this.byField = byField;
    }

    /// One row of the catalogue.
    ///
    /// @param german  official German term
    /// @param english what it is called in English
    public record Meaning(Field field, String value, String german, String english) {}

    /// The catalogue that the hub ships.
    public static ValueCatalogue standard() {
        return STANDARD;
    }

    /// The fields whose values are listed.
    public Set<Field> fields() {
        return byField.keySet();
    }

    /// The values of a field in the order of the file; none if any is possible.
    public Collection<Meaning> of(Field field) {
        return byField.getOrDefault(field, Map.of()).values();
    }

    /// Whether the field may have that value.
    public boolean knows(Field field, String value) {
        Map<String, Meaning> values = byField.get(field);
        return values == null || values.containsKey(value);
    }

    private static ValueCatalogue load() {
        try (InputStream in = Objects.requireNonNull(ValueCatalogue.class.getResourceAsStream("values.csv"));
                var lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            var byField = new EnumMap<Field, Map<String, Meaning>>(Field.class);
            List<String> rows = lines.lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .skip(1)
                    .toList();
            for (String row : rows) {
                Meaning meaning = meaning(row);
                Meaning earlier = byField.computeIfAbsent(meaning.field, _ -> new LinkedHashMap<>())
                        .put(meaning.value, meaning);
                if (earlier != null) {
                    throw new IllegalStateException("values.csv: %s stands twice".formatted(meaning.value));
                }
            }
            return new ValueCatalogue(Collections.unmodifiableMap(byField));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Meaning meaning(String row) {
        String[] cells = row.split(";", -1);
        Field field = Field.of(cells[0]);
        if (cells.length != 4
                || field == null
                || field.type() != FieldType.KEY
                || !field.type().accepts(cells[1])) {
            throw new IllegalStateException(
                    "values.csv: found '%s', expected a coded field, a key and two terms".formatted(row));
        }
        return new Meaning(field, cells[1], cells[2], cells[3]);
    }
}
