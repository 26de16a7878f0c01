package org.florahub.kit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.florahub.event.Authority;
import org.florahub.event.Field;
import org.florahub.event.FieldType;
import org.jspecify.annotations.Nullable;

/// Proposes a slot for each place of a format. No field gets two. Used once.
final class Guesses {

    private static final String NOTHING = "{}";
    /// What a clock showed, without a zone: that it hung in Germany is a guess.
    private static final String CLOCK = "datetime(Europe/Berlin)";

    private final String folder;
    private final Set<Field> used = EnumSet.noneOf(Field.class);
    private final Map<Column, Guess> guesses = new LinkedHashMap<>();
    private final List<CodeDraft> codes = new ArrayList<>();

    /// @param folder name of the transform, for the URIs of code lists that nobody stated
    Guesses(String folder) {
        this.folder = folder;
    }

    /// A guess for each column, in their order: first what shape and name say together, then what one of them says.
    List<Guess> of(List<Column> columns) {
        columns.forEach(this::byShape);
        columns.forEach(column -> byName(column, Words.exactly(column), true));
        columns.forEach(column -> byName(column, Words.partly(column), false));
        columns.forEach(this::anyDay);
        columns.stream()
                .filter(column -> !guesses.containsKey(column))
                .filter(Guesses::mayBeStatus)
                .min(Comparator.comparingInt(column -> column.distinct().size()))
                .ifPresent(this::anyStatus);
        columns.forEach(column -> put(
                column,
                null,
                NOTHING,
                column.present().isEmpty() ? "empty in all samples" : "neither name nor values say what it is",
                false));
        return columns.stream().map(guesses::get).toList();
    }

    List<CodeDraft> codes() {
        return List.copyOf(codes);
    }

    boolean has(Field field) {
        return used.contains(field);
    }

    /// Identifiers are recognised by their shape alone.
    private void byShape(Column column) {
        for (Field field : List.of(Field.PERSON_AZR_NUMBER, Field.PERSON_ARRIVAL_NUMBER, Field.CASE_BAMF_FILE_NUMBER)) {
            boolean fits = !column.present().isEmpty()
                    && column.present().stream().allMatch(field.type()::accepts)
                    && (field != Field.CASE_BAMF_FILE_NUMBER
                            || Words.exactly(column) == field
                            || column.present().stream().allMatch(value -> value.contains("-")));
            if (fits) {
                put(
                        column,
                        field,
                        slot(field, column, ""),
                        "the values have the shape of " + field.type().expectation(),
                        Words.exactly(column) == field || Words.partly(column) == field);
            }
        }
    }

    private void byName(Column column, @Nullable Field field, boolean exactly) {
        if (field == null || guesses.containsKey(column)) {
            return;
        }
        String converter = converter(field, column);
        if (converter == null) {
            return;
        }
        if (field.type() == FieldType.KEY && !used.contains(field)) {
            addList(column, field);
        }
        String why = exactly ? "its name" : "part of its name";
        boolean seen = !column.present().isEmpty();
        put(
                column,
                field,
                slot(field, column, converter),
                !seen
                        ? why + "; no value seen"
                        : why + (converter.equals(CLOCK) ? "; the zone is assumed" : " and its values"),
                exactly && seen && !converter.equals(CLOCK));
    }

    /// The first date that nothing else claims is the day of the event.
    private void anyDay(Column column) {
        String pattern = DateShape.date(column.present());
        if (pattern != null) {
            put(
                    column,
                    Field.OCCURRED_DATE,
                    slot(Field.OCCURRED_DATE, column, "date(%s)".formatted(pattern)),
                    "the first date without another meaning",
                    false);
        }
    }

    /// Short codes, some of them more than once.
    private static boolean mayBeStatus(Column column) {
        return column.coded()
                && !column.optional()
                && column.distinct().size() > 1
                && column.distinct().size() < column.present().size()
                && column.present().stream().allMatch(value -> value.matches("[\\p{L}0-9_-]{1,12}"));
    }

    /// The column of the fewest codes that nothing else claims is the status.
    private void anyStatus(Column column) {
        if (!guesses.containsKey(column) && !used.contains(Field.STATUS)) {
            addList(column, Field.STATUS);
            put(
                    column,
                    Field.STATUS,
                    slot(Field.STATUS, column, "code(status)"),
                    "the column of the fewest codes",
                    false);
        }
    }

    private void addList(Column column, Field field) {
        codes.add(CodeDraft.of(column, field, folder));
    }

    private void put(Column column, @Nullable Field field, String slot, String reason, boolean sure) {
        if (guesses.containsKey(column) || (field != null && !used.add(field))) {
            return;
        }
        guesses.put(column, new Guess(column.place(), slot, reason, sure));
    }

    private static String slot(Field field, Column column, String converter) {
        boolean optional = (column.optional() || column.present().isEmpty())
                && field != Field.STATUS
                && field != Field.OCCURRED_DATE;
        String path = converter.startsWith("datetime") && field == Field.OCCURRED_DATE ? "occurred" : field.path();
        return "{%s%s%s}".formatted(path, optional ? "?" : "", converter.isEmpty() ? "" : " | " + converter);
    }

    /// The converter with which a field takes all values; empty for none, `null` if it does not take them.
    private @Nullable String converter(Field field, Column column) {
        List<String> values = column.present();
        return switch (field.type()) {
            case DATE -> date(field, values);
            case TIME -> {
                String pattern = DateShape.time(values);
                yield pattern == null ? (values.isEmpty() ? "time" : null) : "time(%s)".formatted(pattern);
            }
            case INSTANT -> values.isEmpty() || DateShape.instants(values) ? "datetime" : clock(values);
            case KEY -> column.coded() ? "code(%s)".formatted(listName(field)) : null;
            case FLAG -> flag(column);
            case AUTHORITY -> authority(values);
            case TEXT -> "";
            case ZONE, AZR_NUMBER, FILE_NUMBER, ARRIVAL_NUMBER, UUID ->
                values.stream().allMatch(field.type()::accepts) ? "" : null;
        };
    }

    private static @Nullable String date(Field field, List<String> values) {
        String pattern = DateShape.date(values);
        if (pattern != null) {
            return "date(%s)".formatted(pattern);
        }
        if (field == Field.OCCURRED_DATE && DateShape.instants(values)) {
            return "datetime";
        }
        if (field == Field.OCCURRED_DATE && DateShape.clocks(values)) {
            return CLOCK;
        }
        return values.isEmpty() ? "date" : null;
    }

    private static @Nullable String clock(List<String> values) {
        return DateShape.clocks(values) ? CLOCK : null;
    }

    private static String listName(Field field) {
        String path = field.path();
        return path.substring(path.lastIndexOf('.') + 1).toLowerCase(java.util.Locale.ROOT);
    }

    private static @Nullable String flag(Column column) {
        List<String> yes = List.of("J", "j", "ja", "Ja", "JA", "1", "true", "X", "Y");
        List<String> no = List.of("N", "n", "nein", "Nein", "NEIN", "0", "false");
        String one =
                column.distinct().stream().filter(yes::contains).findFirst().orElse(null);
        String other =
                column.distinct().stream().filter(no::contains).findFirst().orElse(null);
        return one != null && other != null && column.distinct().size() == 2
                ? "yesno(%s,%s)".formatted(one, other)
                : null;
    }

    private static @Nullable String authority(List<String> values) {
        boolean whole = !values.isEmpty()
                && values.stream().allMatch(value -> {
                    try {
                        return Authority.parse(value).toString().equals(value);
                    } catch (IllegalArgumentException _) {
                        return false;
                    }
                });
        if (whole) {
            return "authority(dvdv)";
        }
        return !values.isEmpty() && values.stream().allMatch(value -> value.matches("\\d{6}"))
                ? "authority(azr)"
                : null;
    }

    /// Fields that every sender states about himself in the adapter when the document does not.
    List<String> given() {
        return Arrays.asList(Field.SOURCE, Field.SOURCE_NAME).stream()
                .filter(field -> !used.contains(field))
                .map(Field::path)
                .toList();
    }
}
