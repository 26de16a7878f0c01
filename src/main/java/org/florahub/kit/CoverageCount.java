package org.florahub.kit;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.florahub.event.CodedValue;
import org.florahub.event.Field;
import org.florahub.event.Statement;
import org.florahub.event.ValueCatalogue;
import org.florahub.transform.Transform;
import org.florahub.transform.convert.CodeTable;
import org.florahub.transform.template.Given;
import org.florahub.transform.template.SlotPlace;

/// Counts what documents of one format say. Keeps names of places and fields, and codes and values of closed lists:
/// nothing that tells one person from another.
final class CoverageCount {

    private static final List<String> TEMPLATES = List.of(".xml", ".json", ".csv", ".fixed", ".sheet");

    private final Transform transform;
    private final Path folder;
    private final Map<String, Long> unmapped = new TreeMap<>();
    private final Set<String> filled = new HashSet<>();
    private final Set<String> statuses = new TreeSet<>();
    private final Set<CodedValue> codes = new HashSet<>();
    /// Values of closed lists only: no other one is kept.
    private final Map<Field, Set<String>> values = new EnumMap<>(Field.class);

    private int documents;
    private long events;

    CoverageCount(Transform transform, Path folder) {
        this.transform = transform;
        this.folder = folder;
    }

    /// Reads one document; one that is refused says nothing.
    void read(InputStream in, String name, Given given) throws IOException {
        ReadFile read = ReadFile.of(transform, in, name, given);
        if (!read.reading().counts()) {
            return; // what stands where names are expected could be a person's
        }
        read.reading().unmapped().forEach((place, count) -> unmapped.merge(place, count, Long::sum));
        documents++;
        String template = String.valueOf(read.reading().messageType());
        for (Statement statement : read.statements()) {
            events++;
            statuses.add(statement.require(Field.STATUS));
            for (Field field : Field.values()) {
                if (statement.has(field)) {
                    filled.add(template + " " + field.path());
                }
                if (ValueCatalogue.standard().fields().contains(field) && statement.has(field)) {
                    values.computeIfAbsent(field, _ -> new HashSet<>()).add(statement.require(field));
                }
                CodedValue code = statement.code(field);
                if (code != null) {
                    codes.add(code);
                }
            }
        }
    }

    Coverage.Format result() {
        List<SlotPlace> slots =
                transform.slots().stream().filter(SlotPlace::reads).toList();
        List<SlotPlace> never = slots.stream().filter(slot -> !isFilled(slot)).toList();
        int mapped = slots.size() - never.size();
        return new Coverage.Format(
                transform.toString(),
                documents,
                events,
                mapped,
                documents == 0 ? null : mapped * 100 / Math.max(1, mapped + unmapped.size()),
                byCount(),
                ignored(),
                never.stream()
                        .map(slot -> new Coverage.Slot(
                                slot.template(),
                                slot.where(),
                                slot.fields().stream().map(Field::path).toList()))
                        .toList(),
                new Coverage.Seen(
                        transform.reads().size(),
                        transform.reads().stream()
                                .filter(status -> !statuses.contains(status))
                                .toList()),
                transform.codeTables().stream().map(this::codes).toList(),
                values());
    }

    private boolean isFilled(SlotPlace slot) {
        return slot.fields().stream().anyMatch(field -> filled.contains(slot.template() + " " + field.path()));
    }

    private Map<String, Long> byCount() {
        var sorted = new LinkedHashMap<String, Long>();
        unmapped.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(Map.Entry.comparingByKey()))
                .forEach(entry -> sorted.put(entry.getKey(), entry.getValue()));
        return sorted;
    }

    private List<String> ignored() {
        var places = new ArrayList<String>();
        templates().forEach(file -> {
            List<String> lines = lines(file);
            for (int i = 0; i < lines.size(); i++) {
                for (int at = lines.get(i).indexOf("{}");
                        at >= 0;
                        at = lines.get(i).indexOf("{}", at + 2)) {
                    places.add("%s:%d:%d".formatted(file.getFileName(), i + 1, at + 1));
                }
            }
        });
        return places;
    }

    private Coverage.Codes codes(CodeTable table) {
        return new Coverage.Codes(
                table.name() + ".codes",
                table.uri(),
                table.version(),
                table.codes().size(),
                table.codes().stream()
                        .filter(code -> !codes.contains(new CodedValue(table.uri(), table.version(), code)))
                        .toList(),
                List.copyOf(table.open()));
    }

    /// The closed lists of the fields that the format reads.
    private List<Coverage.Values> values() {
        Map<Field, Set<String>> readable = new EnumMap<>(Field.class);
        transform
                .codeTables()
                .forEach(table -> readable.computeIfAbsent(table.field(), _ -> new HashSet<>())
                        .addAll(table.values()));
        return readable.keySet().stream()
                .filter(ValueCatalogue.standard().fields()::contains)
                .map(field -> values(field, readable.getOrDefault(field, Set.of())))
                .toList();
    }

    private Coverage.Values values(Field field, Set<String> readable) {
        Set<String> used = values.getOrDefault(field, Set.of());
        List<String> all = ValueCatalogue.standard().of(field).stream()
                .map(ValueCatalogue.Meaning::value)
                .toList();
        return new Coverage.Values(
                field.path(),
                all.size(),
                all.stream()
                        .filter(value -> readable.contains(value) && !used.contains(value))
                        .toList(),
                all.stream().filter(value -> !readable.contains(value)).toList());
    }

    private Stream<Path> templates() {
        try (Stream<Path> files = Files.list(folder)) {
            return files
                    .filter(file -> TEMPLATES.stream().anyMatch(file.toString()::endsWith))
                    .sorted()
                    .toList()
                    .stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
