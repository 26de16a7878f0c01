package org.florahub.transform;

import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.florahub.event.Field;
import org.florahub.transform.Content.Slot;
import org.jspecify.annotations.Nullable;

/// Reads a CSV template: lines of directives (`#:`), the header, and one row of slots.
final class CsvTemplateParser {

    /// Options of the line `#: csv`.
    static final Set<String> OPTIONS =
            Set.of("charset", "separator", "quote", "newline", "header", "translit", "regime", "direction");

    private final String name;
    private final Place file;
    private final SlotParser slots;
    private final Findings findings;
    private final List<Line> pictures = new ArrayList<>();
    private Map<String, String> options = Map.of();
    private Map<Field, String> set = new HashMap<>();
    private Place optionsAt;
    private boolean record;

    private record Line(String text, Place at) {}

    CsvTemplateParser(String name, Place file, SlotParser slots, Findings findings) {
        this.name = name;
        this.file = file;
        this.optionsAt = file.at(1, 0);
        this.slots = slots;
        this.findings = findings;
    }

    /// The template, or `null` after noting why there is none.
    @Nullable
    CsvTemplate parse(String text) {
        int number = 0;
        for (String line : text.split("\\R", -1)) {
            line(line, file.at(++number, 0));
        }
        CsvDialect dialect = dialect();
        boolean named = dialect.header() != CsvDialect.Header.NONE;
        if (pictures.size() != (named ? 2 : 1)) {
            findings.add(
                    file.at(1, 0),
                    "csv-picture",
                    null,
                    pictures.size() + " lines besides directives",
                    named ? "the header and one row of slots" : "one row of slots",
                    "Correct the template.");
            return null;
        }
        if (!record) {
            findings.add(
                    file.at(1, 0), "csv-record", null, "no record directive", "#: record each=events", "Add the line.");
        }
        List<CsvTemplate.Column> columns = columns(dialect, named);
        var shape = new Shape(
                name,
                file.at(1, 0),
                set,
                Directives.regime(options.get("regime"), optionsAt, findings),
                Directives.direction(options.get("direction"), optionsAt, findings),
                bound(columns, pictures.getLast().at()));
        return new CsvTemplate(shape, dialect, columns);
    }

    private void line(String line, Place at) {
        if (!line.startsWith("#:")) {
            if (!line.isBlank()) {
                pictures.add(new Line(line, at));
            }
            return;
        }
        String directive = line.substring(2).strip();
        if (directive.startsWith("csv")) {
            options = Directives.options(directive, "csv", OPTIONS, at, findings);
            optionsAt = at;
        } else if (directive.startsWith("set ")) {
            set = Directives.set(directive.substring(4), at, findings);
        } else {
            record = true;
            Map<String, String> found = Directives.options(directive, "record", Set.of("each"), at, findings);
            if (!"events".equals(found.get("each"))) {
                findings.add(
                        at, "unknown-each", null, "another record directive", "#: record each=events", "Correct it.");
            }
        }
    }

    private CsvDialect dialect() {
        String charset = option(
                "charset", "utf-8", Charsets::supported, "utf-8, windows-1252, iso-8859-1, iso-8859-15 or us-ascii");
        String separator =
                option("separator", ";", text -> text.length() == 1 || text.equals("tab"), "one character, or tab");
        String quote = option("quote", "\"", text -> text.length() == 1, "one character");
        String newline = option("newline", "crlf", Set.of("crlf", "lf")::contains, "crlf or lf");
        String header = option("header", "names", Set.of("names", "exact", "none")::contains, "names, exact or none");
        String translit = option("translit", "none", Set.of("none", "din91379-latin1")::contains, "din91379-latin1");
        return new CsvDialect(
                Charset.forName(charset),
                separator.equals("tab") ? '\t' : separator.charAt(0),
                quote.charAt(0),
                newline.equals("lf") ? "\n" : "\r\n",
                CsvDialect.Header.valueOf(header.toUpperCase(Locale.ROOT)),
                !translit.equals("none"));
    }

    private String option(String key, String otherwise, java.util.function.Predicate<String> fits, String expected) {
        String value = options.getOrDefault(key, otherwise);
        if (fits.test(value)) {
            return value;
        }
        findings.add(
                optionsAt, "unknown-directive", null, "%s=%s".formatted(key, value), expected, "Correct the option.");
        return otherwise;
    }

    private List<CsvTemplate.Column> columns(CsvDialect dialect, boolean named) {
        Line picture = pictures.getLast();
        List<String> names = named ? split(pictures.getFirst().text(), dialect.separator()) : List.of();
        List<String> cells = split(picture.text(), dialect.separator());
        if (named && names.size() != cells.size()) {
            findings.add(
                    picture.at(),
                    "header-and-row-differ",
                    null,
                    cells.size() + " slots",
                    names.size() + " as in the header",
                    "Give each column a slot, {} for those that are not mapped.");
        }
        if (new HashSet<>(names).size() != names.size()) {
            findings.add(
                    pictures.getFirst().at(),
                    "column-twice",
                    null,
                    "a column name twice",
                    "different names",
                    "Rename one.");
        }
        var columns = new ArrayList<CsvTemplate.Column>();
        int column = 1;
        for (int i = 0; i < cells.size(); i++) {
            String title = i < names.size() ? names.get(i).strip() : "column " + (i + 1);
            columns.add(new CsvTemplate.Column(
                    title,
                    slots.parse(cells.get(i), picture.at().at(picture.at().line(), column), title)));
            column += cells.get(i).length() + 1;
        }
        return columns;
    }

    private static List<Shape.Bound> bound(List<CsvTemplate.Column> columns, Place at) {
        var bound = new ArrayList<Shape.Bound>();
        for (CsvTemplate.Column column : columns) {
            if (column.content() instanceof Slot slot) {
                bound.add(new Shape.Bound(slot, at, column.name(), false));
            }
        }
        return bound;
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
