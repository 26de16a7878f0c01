package org.florahub.transform.row;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.florahub.event.Field;
import org.florahub.transform.row.RowPicture.Role;
import org.florahub.transform.source.Directives;
import org.florahub.transform.source.Findings;
import org.florahub.transform.source.Place;
import org.florahub.transform.template.Content;
import org.florahub.transform.template.Content.Anything;
import org.florahub.transform.template.Content.Slot;
import org.florahub.transform.template.Shape;
import org.florahub.transform.template.SlotParser;
import org.jspecify.annotations.Nullable;

/// Reads a template of a format made of rows: lines of directives (`#:`), perhaps a header, and a picture of each
/// kind of row.
final class RowTemplateParser {

    /// Stands in a slot for the number of records.
    static final String COUNT = "message.count";

    private final String engine;
    private final String name;
    private final Place file;
    private final SlotParser slots;
    private final Findings findings;
    private final List<Line> lines = new ArrayList<>();
    private Map<String, String> options = Map.of();
    private Map<Field, String> set = new HashMap<>();
    private @Nullable Role role;
    private @Nullable Place directive;
    private @Nullable Place setAt;
    private @Nullable Place optionsAt;
    private boolean afterEvents;

    /// A line that is no directive.
    ///
    /// @param role `null` for a header
    private record Line(String text, Place at, @Nullable Role role, Map<Field, String> set) {}

    /// @param engine `csv`, `fixed` or `xlsx`: the word of the line of options
    RowTemplateParser(String engine, String name, Place file, SlotParser slots, Findings findings) {
        this.engine = engine;
        this.name = name;
        this.file = file;
        this.slots = slots;
        this.findings = findings;
    }

    /// The document, or `null` after noting why there is none.
    @Nullable
    RowDocument parse(String text) {
        int number = 0;
        for (String line : text.split("\\R", -1)) {
            line(line, file.at(++number, 0));
        }
        var given = new RowOptions(options, optionsAt == null ? file.at(1, 0) : optionsAt, findings);
        RowFormat format = switch (engine) {
            case "fixed" -> given.fixed();
            case "xlsx" -> given.sheet();
            default -> given.csv();
        };
        @Nullable Line header = header(format);
        List<RowPicture> pictures = pictures(format, header);
        if (pictures.stream().noneMatch(picture -> picture.role() == Role.EVENT)) {
            findings.add(
                    file.at(1, 0),
                    "picture-missing",
                    null,
                    "no picture of an event",
                    "#: record each=events, then a row of slots",
                    "Add both.");
            return null;
        }
        List<String> names = header == null ? List.of() : names(header, format);
        new RowChecks(findings).check(pictures, format);
        return new RowDocument(name, format, names, pictures, events(pictures, given));
    }

    private void line(String line, Place at) {
        if (!line.startsWith("#:")) {
            if (!line.isBlank()) {
                picture(line, at);
            }
            return;
        }
        String text = line.substring(2).strip();
        String word = text.split("\\s", 2)[0];
        if (word.equals(engine)) {
            optionsAt = once(optionsAt, "#: " + engine, at);
            options = Directives.options(
                    text, engine, RowOptions.OPTIONS.getOrDefault(engine, java.util.Set.of()), at, findings);
        } else if (word.equals("set")) {
            setAt = once(setAt, "#: set before one record", at);
            set = Directives.set(text.substring(word.length()), at, findings);
        } else if (word.equals("record")) {
            directive = once(directive, "#: record before one picture", at);
            role = role(text.substring(word.length()).strip(), at);
        } else {
            findings.add(
                    at,
                    "unknown-directive",
                    null,
                    "directive " + word,
                    "%s, set or record".formatted(engine),
                    "Correct the directive.");
        }
    }

    private Place once(@Nullable Place earlier, String what, Place at) {
        if (earlier != null) {
            findings.add(at, "directive-twice", null, what + " a second time", "it once", "Remove one of them.");
        }
        return at;
    }

    private Role role(String text, Place at) {
        return switch (text) {
            case "each=events" -> Role.EVENT;
            case "with" -> Role.WITH;
            case "once" -> afterEvents ? Role.AFTER : Role.BEFORE;
            default -> {
                findings.add(
                        at,
                        "unknown-each",
                        null,
                        "another record directive",
                        "#: record each=events, #: record with or #: record once",
                        "Correct it.");
                yield Role.EVENT;
            }
        };
    }

    /// The first line is the header where there is one; the directives before it are those of the line after it.
    private void picture(String text, Place at) {
        boolean header = lines.isEmpty() && !engine.equals("fixed") && !"none".equals(options.get("header"));
        if (header) {
            lines.add(new Line(text, at, null, Map.of()));
            return;
        }
        if (role == null) {
            findings.add(
                    at,
                    "record-missing",
                    null,
                    "a line that no record directive announces",
                    "#: record each=events before it",
                    "Add the line; there is one picture to a directive.");
        }
        afterEvents |= role == Role.EVENT;
        lines.add(new Line(text, at, role == null ? Role.EVENT : role, set));
        role = null;
        directive = null;
        set = new HashMap<>();
        setAt = null;
    }

    private @Nullable Line header(RowFormat format) {
        return format.named() && !lines.isEmpty() ? lines.getFirst() : null;
    }

    private List<RowPicture> pictures(RowFormat format, @Nullable Line header) {
        List<String> names = header == null ? List.of() : names(header, format);
        var pictures = new ArrayList<RowPicture>();
        int event = -1;
        for (Line line : lines) {
            if (line.role() != null) {
                event += line.role() == Role.EVENT ? 1 : 0;
                boolean once = line.role() == Role.BEFORE || line.role() == Role.AFTER;
                List<RowColumn> columns = format instanceof FixedLayout layout
                        ? FixedPicture.columns(line.text(), layout, slots, findings, line.at())
                        : columns(line, format, names);
                pictures.add(new RowPicture(line.role(), once ? -1 : event, line.at(), columns, line.set()));
                checkWidth(line, columns, names, header != null);
            }
        }
        return pictures;
    }

    private List<String> names(Line header, RowFormat format) {
        List<String> names =
                split(header.text(), format).stream().map(String::strip).toList();
        if (new HashSet<>(names).size() != names.size()) {
            findings.add(header.at(), "column-twice", null, "a column name twice", "different names", "Rename one.");
        }
        return names;
    }

    private void checkWidth(Line line, List<RowColumn> columns, List<String> names, boolean named) {
        if (named && names.size() != columns.size()) {
            findings.add(
                    line.at(),
                    "header-and-row-differ",
                    null,
                    columns.size() + " slots",
                    names.size() + " as in the header",
                    "Give each column a slot, {} for those that are not mapped.");
        }
    }

    private List<RowColumn> columns(Line line, RowFormat format, List<String> names) {
        var columns = new ArrayList<RowColumn>();
        int at = 1;
        for (String cell : split(line.text(), format)) {
            int index = columns.size();
            String title = index < names.size() ? names.get(index) : "column " + (index + 1);
            boolean counts = cell.strip().equals("{" + COUNT + "}");
            Content content = counts
                    ? new Anything()
                    : slots.parse(cell, line.at().at(line.at().line(), at), title);
            columns.add(new RowColumn(title, content, null, counts));
            at += cell.length() + 1;
        }
        return columns;
    }

    private List<RowDocument.Event> events(List<RowPicture> pictures, RowOptions given) {
        List<RowPicture> once = pictures.stream()
                .filter(picture -> picture.role() == Role.BEFORE)
                .toList();
        var events = new ArrayList<RowDocument.Event>();
        for (int i = 0; i < pictures.size(); i++) {
            if (pictures.get(i).role() == Role.EVENT) {
                int end = i + 1;
                while (end < pictures.size() && pictures.get(end).role() == Role.WITH) {
                    end++;
                }
                List<RowPicture> rows = pictures.subList(i, end);
                events.add(new RowDocument.Event(shape(once, rows, given), rows));
            }
        }
        return events;
    }

    private Shape shape(List<RowPicture> once, List<RowPicture> rows, RowOptions given) {
        var bound = new ArrayList<Shape.Bound>();
        once.forEach(picture -> bind(picture, true, bound));
        rows.forEach(picture -> bind(picture, false, bound));
        return new Shape(name, rows.getFirst().at(), rows.getFirst().set(), given.regime(), given.direction(), bound);
    }

    private static void bind(RowPicture picture, boolean shared, List<Shape.Bound> bound) {
        for (RowColumn column : picture.columns()) {
            if (column.content() instanceof Slot slot) {
                bound.add(new Shape.Bound(slot, picture.at(), column.name(), shared));
            }
        }
    }

    private static List<String> split(String line, RowFormat format) {
        return split(line, format instanceof CsvDialect csv ? csv.separator() : ';');
    }

    /// Splits at the separator, but not inside braces.
    private static List<String> split(String line, char separator) {
        var cells = new ArrayList<String>();
        var cell = new StringBuilder();
        int depth = 0;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            depth += c == '{' ? 1 : c == '}' ? -1 : 0;
            if (c == separator && depth == 0) {
                cells.add(cell.toString());
                cell.setLength(0);
            } else {
                cell.append(c);
            }
        }
        cells.add(cell.toString());
        return cells;
    }
}
