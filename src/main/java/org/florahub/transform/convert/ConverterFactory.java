package org.florahub.transform.convert;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.florahub.event.Field;
import org.florahub.event.FieldType;
import org.florahub.transform.codes.CodeList;
import org.florahub.transform.source.Findings;
import org.florahub.transform.source.Place;
import org.jspecify.annotations.Nullable;

/// Makes the converter of a slot and checks that it fits its field.
public final class ConverterFactory {

    /// Every converter.
    public static final Set<String> NAMES = Set.of(
            "date",
            "time",
            "datetime",
            "epoch",
            "number",
            "bool",
            "yesno",
            "code",
            "authority",
            "text",
            "pad",
            "upper",
            "names");

    /// Family name and given name in one place.
    private static final String NAMES_PATH = "person.name";

    private final Map<String, CodeList> lists;
    private final Findings findings;

    public ConverterFactory(Map<String, CodeList> lists, Findings findings) {
        this.lists = lists;
        this.findings = findings;
    }

    /// The converter, or `null` after noting the mistake.
    ///
    /// @param name empty if the slot names none
    @Nullable
    public Converter create(String path, String name, List<String> arguments, Place at, String where) {
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
        if (path.equals(NAMES_PATH)) {
            boolean fits = name.equals("names") && given.isEmpty();
            if (!fits) {
                misfit(path, name, given, at, where);
            }
            return fits ? new NamesText() : null;
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
        var paths = new ArrayList<String>(List.of("occurred", "appointment", NAMES_PATH));
        Arrays.stream(Values.FIELDS).map(Field::path).forEach(paths::add);
        return paths;
    }

    private @Nullable Converter moment(String path, String name, List<String> given, Place at, String where) {
        boolean occurred = path.equals("occurred");
        Field date = occurred ? Field.OCCURRED_DATE : Field.APPOINTMENT_DATE;
        Field time = occurred ? Field.OCCURRED_TIME : Field.APPOINTMENT_TIME;
        String argument = given.isEmpty() ? "" : given.getFirst();
        Converter converter = switch (name) {
            case "date" -> date(date, given);
            case "time" -> TimeText.of(time, argument.isEmpty() ? "HH:mm" : argument);
            case "datetime" -> {
                ZoneClock clock = occurred ? clock(given) : null;
                yield clock != null
                        ? new ZonedMomentText(clock)
                        : argument.isEmpty() || argument.equals("date")
                                ? new MomentText(date, time, occurred ? Field.OCCURRED_ZONE : null, !argument.isEmpty())
                                : null;
            }
            default -> null;
        };
        if (converter == null || given.size() > argumentsMax(name)) {
            misfit(path, name, given, at, where);
        }
        return converter;
    }

    private @Nullable Converter single(Field field, String name, List<String> given, Place at, String where) {
        String first = given.isEmpty() ? "" : given.getFirst();
        FieldType type = field.type();
        if (given.size() > argumentsMax(name)) {
            return null;
        }
        return switch (name) {
            case "" -> type == FieldType.INSTANT ? new InstantText(field) : new Converter.AsIs(field);
            case "date" -> type == FieldType.DATE ? date(field, given) : null;
            case "time" -> type == FieldType.TIME ? TimeText.of(field, first.isEmpty() ? "HH:mm" : first) : null;
            case "datetime" -> type == FieldType.INSTANT ? instant(field, given) : null;
            case "epoch" -> type == FieldType.INSTANT ? epoch(field, first) : null;
            case "number" -> type == FieldType.TEXT || type == FieldType.AZR_NUMBER ? number(field, first) : null;
            case "bool" ->
                type == FieldType.FLAG && given.isEmpty() ? new Converter.Bool(new Converter.AsIs(field)) : null;
            case "yesno" -> type == FieldType.FLAG && given.size() == 2 ? yesNo(field, first, given.get(1)) : null;
            case "code" -> first.isEmpty() ? null : coded(field, first, at, where);
            case "authority" -> type == FieldType.AUTHORITY ? authority(field, first) : null;
            case "text" ->
                type == FieldType.TEXT && isCount(first)
                        ? new Converter.CutText(new Converter.AsIs(field), Integer.parseInt(first))
                        : null;
            case "pad" -> type == FieldType.TEXT ? padded(field, first, given) : null;
            case "upper" ->
                (type == FieldType.TEXT || type == FieldType.KEY) && given.isEmpty()
                        ? new LetterCase(new Converter.AsIs(field))
                        : null;
            default -> null;
        };
    }

    private static int argumentsMax(String name) {
        return Set.of("yesno", "date", "datetime", "pad").contains(name) ? 2 : 1;
    }

    /// The converter of a slot with `check('FORM')`, or `null` after noting the mistake.
    @Nullable
    public Converter checked(Converter converter, String form, Place at, String where) {
        TextPattern pattern = converter instanceof Converter.Coded ? null : TextPattern.of(form);
        if (pattern == null) {
            findings.add(
                    at,
                    "check-not-understood",
                    where,
                    "check of a code, or a form of another shape",
                    "characters and classes with ?, *, +, {3} or {2,5}, and | between whole forms",
                    "See docs/reference/templates.md#converters.");
            return null;
        }
        return new Checked(converter, pattern);
    }

    private static @Nullable Converter date(Field field, List<String> given) {
        String pattern = given.isEmpty() || given.getFirst().isEmpty() ? "yyyy-MM-dd" : given.getFirst();
        return given.size() == 2 ? DateText.of(field, pattern, given.get(1)) : DateText.of(field, pattern);
    }

    private static @Nullable Converter instant(Field field, List<String> given) {
        ZoneClock clock = clock(given);
        if (clock != null) {
            return new ZonedInstantText(field, clock);
        }
        return given.isEmpty() || given.equals(List.of("")) ? new InstantText(field) : null;
    }

    /// The clock of `ZONE`, `ZONE,earlier` or `ZONE,later`.
    private static @Nullable ZoneClock clock(List<String> given) {
        if (given.isEmpty() || given.size() > 2) {
            return null;
        }
        ZoneClock.Overlap overlap = null;
        if (given.size() == 2) {
            if (!Set.of("earlier", "later").contains(given.get(1))) {
                return null;
            }
            overlap = ZoneClock.Overlap.valueOf(given.get(1).toUpperCase(Locale.ROOT));
        }
        return ZoneClock.of(given.getFirst(), overlap);
    }

    private static @Nullable Converter epoch(Field field, String unit) {
        return switch (unit) {
            case "ms" -> new EpochText(field, EpochText.Unit.MS);
            case "s" -> new EpochText(field, EpochText.Unit.S);
            default -> null;
        };
    }

    private static @Nullable Converter yesNo(Field field, String yes, String no) {
        var words = new ArrayList<>(List.of(yes.split("/", -1)));
        words.addAll(List.of(no.split("/", -1)));
        boolean differ =
                new HashSet<>(words).size() == words.size() && words.stream().noneMatch(String::isBlank);
        return differ ? new Converter.YesNo(field, List.of(yes.split("/", -1)), List.of(no.split("/", -1))) : null;
    }

    private static @Nullable Converter padded(Field field, String width, List<String> given) {
        String filler = given.size() == 2 ? given.get(1) : " ";
        return isCount(width) && filler.length() == 1
                ? new PaddedText(
                        new Converter.AsIs(field), Integer.parseInt(width), filler.charAt(0), given.size() == 2)
                : null;
    }

    private static boolean isCount(String argument) {
        return argument.matches("[1-9][0-9]{0,3}");
    }

    private static @Nullable Converter number(Field field, String width) {
        if (width.isEmpty()) {
            return new NumberText(field, 0);
        }
        return isCount(width) ? new NumberText(field, Integer.parseInt(width)) : null;
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
            case NAMES_PATH -> "names";
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
