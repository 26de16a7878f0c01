package org.florahub.transform.codes;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.florahub.event.CodedValue;
import org.florahub.event.FieldType;
import org.florahub.event.Regime;
import org.florahub.transform.codes.CodeList.Direction;
import org.florahub.transform.codes.CodeList.Row;
import org.florahub.transform.source.Directives;
import org.florahub.transform.source.Findings;
import org.florahub.transform.source.Place;
import org.jspecify.annotations.Nullable;

/// Reads `NAME.codes`: a line `#: codelist uri=… version=…`, the header `code;value;label;from;to`, and rows.
public final class CodeListParser {

    /// Options of the line `#: codelist`.
    public static final Set<String> OPTIONS = Set.of("uri", "version", "regime");

    static final String HEADER = "code;value;label;from;to";

    /// Stands for a value that nobody has decided yet.
    static final String OPEN = "?";

    private static final Map<Character, Direction> MARKS =
            Map.of('<', Direction.READ_ONLY, '>', Direction.WRITE_ONLY, '!', Direction.REFUSED);

    private final String name;
    private final Place file;
    private final Findings findings;
    private final List<Row> rows = new ArrayList<>();
    private final Set<String> readCodes = new HashSet<>();
    private final Map<String, Integer> writtenValues = new HashMap<>();
    private Map<String, String> options = Map.of();
    private final PublishedLists lists;
    private @Nullable Genericode published;
    private boolean headerSeen;

    private CodeListParser(String name, Place file, PublishedLists lists, Findings findings) {
        this.name = name;
        this.file = file;
        this.lists = lists;
        this.findings = findings;
    }

    /// Never fails: mistakes are noted.
    public static CodeList parse(String name, String text, Place file, PublishedLists lists, Findings findings) {
        var parser = new CodeListParser(name, file, lists, findings);
        int number = 0;
        for (String line : text.split("\\R", -1)) {
            parser.line(line, file.at(++number, 0));
        }
        return parser.list();
    }

    private CodeList list() {
        String uri = published == null ? options.getOrDefault("uri", "") : published.uri();
        String version = published == null ? options.getOrDefault("version", "") : published.version();
        if (uri.isEmpty() || version.isEmpty()) {
            findings.add(
                    file.at(1, 0),
                    "code-list-header",
                    null,
                    "no uri or no version",
                    "#: codelist uri=URI version=VERSION",
                    "Name the list and its version: a code means nothing without them.");
        }
        if (!headerSeen) {
            findings.add(file.at(1, 0), "code-list-header", null, "no header row", HEADER, "Add the header row.");
        }
        List<Row> named = rows.stream()
                .map(row -> new Row(
                        row.value(),
                        row.direction(),
                        row.from(),
                        row.to(),
                        new CodedValue(uri, version, row.coded().code())))
                .toList();
        return new CodeList(name, uri, version, regime(), named, open());
    }

    private List<String> open() {
        if (published == null) {
            return List.of();
        }
        Set<String> told = rows.stream().map(row -> row.coded().code()).collect(Collectors.toSet());
        return published.labels().keySet().stream()
                .filter(code -> !told.contains(code))
                .toList();
    }

    private @Nullable Regime regime() {
        return Directives.regime(options.get("regime"), file.at(1, 0), findings);
    }

    private void line(String line, Place at) {
        if (line.startsWith("#:")) {
            options = Directives.options(line.substring(2).strip(), "codelist", OPTIONS, at, findings);
            published = lists.of(name, options.getOrDefault("uri", ""));
        } else if (!line.isBlank() && !line.startsWith("#")) {
            if (headerSeen) {
                row(line, at);
            } else {
                headerSeen = true;
                if (!line.strip().equals(HEADER)) {
                    findings.add(at, "code-list-header", null, "another header row", HEADER, "Use these columns.");
                }
            }
        }
    }

    private void row(String line, Place at) {
        String[] cells = line.split(";", -1);
        Direction direction = MARKS.getOrDefault(line.charAt(0), Direction.BOTH);
        String code = cells[0].substring(direction == Direction.BOTH ? 0 : 1).strip();
        String value = cell(cells, 1);
        String from = date(cell(cells, 3), at);
        String to = date(cell(cells, 4), at);
        if (cells.length > 1 && cells.length < 6 && value.isEmpty() && direction != Direction.REFUSED) {
            findings.add(
                    at,
                    "code-list-row",
                    code,
                    "a code without a value",
                    "the value that it means",
                    "Fill it in, or put ! before the code if no value means the same.");
            return;
        }
        if (cells.length < 2
                || cells.length > 5
                || code.isEmpty()
                || value.isEmpty() != (direction == Direction.REFUSED)) {
            findings.add(
                    at,
                    "code-list-row",
                    code,
                    "a row of another shape",
                    HEADER,
                    "Give each code a value; a refused code (!) has none.");
            return;
        }
        if (value.equals(OPEN)) {
            findings.add(
                    at,
                    "value-open",
                    code,
                    "a code without a value yet",
                    "a value of the catalogue",
                    "Decide what it means, or mark the code with ! and leave the value empty.");
            return;
        }
        if (!isPublished(code, cell(cells, 2), at)) {
            return;
        }
        unique(code, value, direction, at);
        rows.add(new Row(value, direction, from, to, new CodedValue("", "", code)));
    }

    /// Whether the row counts: a code that the published list does not have is no code of it. One that has another
    /// name there may mean something else.
    private boolean isPublished(String code, String label, Place at) {
        if (published == null) {
            return true;
        }
        String name = published.labels().get(code);
        if (name != null && !CodesDraft.same(name, label)) {
            findings.add(
                    at,
                    "label-differs",
                    code,
                    "another name than version %s of the published list has".formatted(published.version()),
                    "the name in the list: " + name,
                    "See whether the code still means the same; then take over the name.");
        }
        return name != null;
    }

    private void unique(String code, String value, Direction direction, Place at) {
        if (direction != Direction.WRITE_ONLY && !readCodes.add(code)) {
            findings.add(at, "code-twice", code, "a second row for this code", "one", "Remove one of them.");
        }
        if (direction == Direction.BOTH || direction == Direction.WRITE_ONLY) {
            Integer earlier = writtenValues.put(value, at.line());
            if (earlier != null) {
                findings.add(
                        at,
                        "value-twice",
                        code,
                        "the value of line " + earlier,
                        "one code to write for each value",
                        "Mark the codes that are only read with <.");
            }
        }
    }

    private static String cell(String[] cells, int index) {
        return index < cells.length ? cells[index].strip() : "";
    }

    private String date(String text, Place at) {
        if (!text.isEmpty() && !FieldType.DATE.accepts(text)) {
            findings.add(at, "code-list-row", null, "a validity that is no date", "yyyy-MM-dd", "Correct the date.");
            return "";
        }
        return text;
    }
}
