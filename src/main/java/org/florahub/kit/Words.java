package org.florahub.kit;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.florahub.event.Field;
import org.jspecify.annotations.Nullable;

/// What German systems call the fields of an event: the file `words.csv` beside this class.
final class Words {

    private static final Map<String, Field> FIELDS = load();
    private static final int PART_LENGTH_MIN = 5;

    private Words() {}

    /// The field that a label names as a whole, or `null`.
    static @Nullable Field exactly(Column column) {
        Field party = party(column);
        return party == null ? FIELDS.get(column.word()) : party;
    }

    /// What stands in a part for the sender or the receiver tells of that one: `absender/name` is no person's name.
    private static @Nullable Field party(Column column) {
        String[] steps = column.place().split("/", -1);
        Field whose = steps.length < 2 ? null : FIELDS.get(Column.word(steps[steps.length - 2]));
        boolean name = FIELDS.get(column.word()) == Field.PERSON_FAMILY_NAME;
        if (whose == Field.SOURCE) {
            return name ? Field.SOURCE_NAME : Field.SOURCE;
        }
        return whose == Field.TARGET && name ? Field.TARGET_NAME : whose == Field.TARGET ? Field.TARGET : null;
    }

    /// The field that the longest part of a label names, or `null`.
    static @Nullable Field partly(Column column) {
        for (String word : column.words().reversed()) {
            if (FIELDS.containsKey(word)) {
                return FIELDS.get(word);
            }
        }
        String label = column.word();
        return FIELDS.keySet().stream()
                .filter(word -> word.length() >= PART_LENGTH_MIN && label.contains(word))
                .max(Comparator.comparingInt(String::length))
                .map(FIELDS::get)
                .orElse(null);
    }

    private static Map<String, Field> load() {
        try (InputStream in = Objects.requireNonNull(Words.class.getResourceAsStream("words.csv"));
                var lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            var fields = new LinkedHashMap<String, Field>();
            lines.lines().filter(line -> !line.startsWith("#")).skip(1).forEach(line -> {
                String[] cells = line.split(";", -1);
                Field field = Objects.requireNonNull(Field.of(cells[0]), cells[0]);
                for (String word : cells[1].split(" ", -1)) {
                    if (fields.put(word, field) != null) {
                        throw new IllegalStateException("words.csv: %s stands twice".formatted(word));
                    }
                }
            });
            return fields;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
