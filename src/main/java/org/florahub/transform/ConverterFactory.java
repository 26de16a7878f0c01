package org.florahub.transform;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.florahub.event.Field;
import org.florahub.event.FieldType;
import org.jspecify.annotations.Nullable;

/// Makes the converter of a slot and checks that it fits its field.
final class ConverterFactory {

    /// Every converter.
    static final Set<String> NAMES =
            Set.of("date", "time", "datetime", "number", "bool", "yesno", "code", "authority", "text");

    private final Map<String, CodeList> lists;
    private final Findings findings;

    ConverterFactory(Map<String, CodeList> lists, Findings findings) {
        this.lists = lists;
        this.findings = findings;
    }

    /// The converter, or `null` after noting the mistake.
    ///
    /// @param name empty if the slot names none
    @Nullable
    Converter create(String path, String name, List<String> arguments, Place at, String where) {
        List<String> given = arguments.stream().map(String::strip).toList();
        if (!name.isEmpty() && !NAMES.contains(name)) {
            findings.add(
                    at,
                    "unknown-converter",
                    where,
                    "converter " + name,
                    "one of the converters",
                    Findings.didYouMean(name, NAMES));
            return null;
        }
        if (path.equals("occurred") || path.equals("appointment")) {
            return moment(path, name, given, at, where);
        }
        Field field = Field.of(path);
        if (field == null) {
            findings.add(
                    at,
                    "unknown-field",
                    where,
                    "field " + path,
                    "a field of the catalogue",
                    Findings.didYouMean(path, paths()));
            return null;
        }
        Converter converter = single(field, name, given, at, where);
        if (converter == null) {
            misfit(field.path(), name, given, at, where);
        }
        return converter;
    }

    private static List<String> paths() {
        var paths = new ArrayList<String>(List.of("occurred", "appointment"));
        Arrays.stream(Values.FIELDS).map(Field::path).forEach(paths::add);
        return paths;
    }

    private @Nullable Converter moment(String path, String name, List<String> given, Place at, String where) {
        boolean occurred = path.equals("occurred");
        Field date = occurred ? Field.OCCURRED_DATE : Field.APPOINTMENT_DATE;
        Field time = occurred ? Field.OCCURRED_TIME : Field.APPOINTMENT_TIME;
        String argument = given.isEmpty() ? "" : given.getFirst();
        Converter converter = switch (name) {
            case "date" -> DateText.of(date, argument.isEmpty() ? "yyyy-MM-dd" : argument);
            case "time" -> TimeText.of(time, argument.isEmpty() ? "HH:mm" : argument);
            case "datetime" ->
                argument.isEmpty() || argument.equals("date")
                        ? new MomentText(date, time, occurred ? Field.OCCURRED_ZONE : null, !argument.isEmpty())
                        : null;
            default -> null;
        };
        if (converter == null || given.size() > 1) {
            misfit(path, name, given, at, where);
        }
        return converter;
    }

    private @Nullable Converter single(Field field, String name, List<String> given, Place at, String where) {
        String first = given.isEmpty() ? "" : given.getFirst();
        FieldType type = field.type();
        if (given.size() > (name.equals("yesno") ? 2 : 1)) {
            return null;
        }
        return switch (name) {
            case "" -> type == FieldType.INSTANT ? new InstantText(field) : new Converter.AsIs(field);
            case "date" -> type == FieldType.DATE ? DateText.of(field, first.isEmpty() ? "yyyy-MM-dd" : first) : null;
            case "time" -> type == FieldType.TIME ? TimeText.of(field, first.isEmpty() ? "HH:mm" : first) : null;
            case "datetime" -> type == FieldType.INSTANT && first.isEmpty() ? new InstantText(field) : null;
            case "number" -> type == FieldType.TEXT || type == FieldType.AZR_NUMBER ? number(field, first) : null;
            case "bool" ->
                type == FieldType.FLAG && given.isEmpty() ? new Converter.Bool(new Converter.AsIs(field)) : null;
            case "yesno" ->
                type == FieldType.FLAG && given.size() == 2 && !first.equals(given.get(1))
                        ? new Converter.YesNo(field, first, given.get(1))
                        : null;
            case "code" -> first.isEmpty() ? null : coded(field, first, at, where);
            case "authority" -> type == FieldType.AUTHORITY ? authority(field, first) : null;
            case "text" ->
                type == FieldType.TEXT && isCount(first)
                        ? new Converter.CutText(new Converter.AsIs(field), Integer.parseInt(first))
                        : null;
            default -> null;
        };
    }

    private static boolean isCount(String argument) {
        return argument.matches("[1-9][0-9]{0,3}");
    }

    private static @Nullable Converter number(Field field, String width) {
        if (width.isEmpty()) {
            return new Converter.PaddedNumber(field, 0);
        }
        return isCount(width) ? new Converter.PaddedNumber(field, Integer.parseInt(width)) : null;
    }

    private static @Nullable Converter authority(Field field, String prefix) {
        if (prefix.equals("dvdv")) {
            return new Converter.AsIs(field);
        }
        return prefix.matches("[a-z]{3}") ? new Converter.AuthorityId(field, prefix) : null;
    }

    private Converter coded(Field field, String name, Place at, String where) {
        CodeList list = lists.get(name);
        if (list == null) {
            findings.add(
                    at,
                    "unknown-code-list",
                    where,
                    "code list " + name,
                    "a file %s.codes in this folder".formatted(name),
                    lists.isEmpty() ? "Add the file." : Findings.didYouMean(name, lists.keySet()));
            return new Converter.AsIs(field);
        }
        for (String value : list.values()) {
            if (!field.type().accepts(value)) {
                findings.add(
                        at,
                        "code-value-of-wrong-type",
                        where,
                        "value %s in %s.codes".formatted(value, name),
                        field.type().expectation(),
                        "Correct the list, or use another list for %s.".formatted(field.path()));
            }
        }
        return new Converter.Coded(field, list);
    }

    private void misfit(String path, String name, List<String> given, Place at, String where) {
        String call = name.isEmpty() ? "no converter" : "%s(%s)".formatted(name, String.join(",", given));
        String expected = switch (path) {
            case "occurred", "appointment" -> "date(pattern), time(pattern), datetime or datetime(date)";
            default -> {
                Field field = Field.of(path);
                yield "a converter for " + (field == null ? path : field.type().expectation());
            }
        };
        findings.add(
                at,
                "converter-does-not-fit",
                where,
                "%s for %s".formatted(call, path),
                expected,
                "See docs/reference/templates.md#converters.");
    }
}
