package org.florahub.event;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Which statuses exist: read from the one reviewable file `statuses.csv` beside this class.
///
/// The file has a header row and the columns `key;german;english;issuers;required;allowed`; lists within a column
/// are separated by spaces; lines starting with `#` are remarks.
public final class StatusCatalogue {

    private static final StatusCatalogue STANDARD = load();

    private final Map<String, Status> byKey;

    private StatusCatalogue(Map<String, Status> byKey) {
        this.byKey = byKey;
    }

    /// The catalogue that the hub ships.
    public static StatusCatalogue standard() {
        return STANDARD;
    }

    /// The status of that key, or `null` if there is none.
    public @Nullable Status get(String key) {
        return byKey.get(key);
    }

    /// All statuses in the order of the procedure.
    public Collection<Status> all() {
        return byKey.values();
    }

    private static StatusCatalogue load() {
        try (InputStream in = Objects.requireNonNull(StatusCatalogue.class.getResourceAsStream("statuses.csv"));
                var lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            var byKey = new LinkedHashMap<String, Status>();
            lines.lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .skip(1)
                    .map(StatusCatalogue::row)
                    .forEach(status -> {
                        if (byKey.put(status.key(), status) != null) {
                            throw new IllegalStateException("statuses.csv: %s stands twice".formatted(status.key()));
                        }
                    });
            return new StatusCatalogue(java.util.Collections.unmodifiableMap(byKey));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Status row(String line) {
        String[] cells = line.split(";", -1);
        if (cells.length != 6) {
            throw new IllegalStateException(
                    "statuses.csv: found %d columns in the row of %s, expected 6".formatted(cells.length, cells[0]));
        }
        return new Status(
                cells[0], cells[1], cells[2], words(cells[3]), fields(cells[0], cells[4]), fields(cells[0], cells[5]));
    }

    private static Set<String> words(String cell) {
        return cell.isBlank() ? Set.of() : Set.of(cell.trim().split(" +"));
    }

    private static Set<Field> fields(String key, String cell) {
        return words(cell).stream()
                .map(path -> {
                    Field field = Field.of(path);
                    if (field == null || !field.detail()) {
                        throw new IllegalStateException("statuses.csv: %s names %s, which is no detail. Details: %s"
                                .formatted(
                                        key,
                                        path,
                                        Arrays.stream(Field.values())
                                                .filter(Field::detail)
                                                .map(Field::path)
                                                .toList()));
                    }
                    return field;
                })
                .collect(Collectors.toUnmodifiableSet());
    }
}
