package org.florahub.kit;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.florahub.event.Field;
import org.florahub.event.FieldType;

/// The template of a list in the making, whatever its rows stand in.
///
/// @param options   the line that says how rows are put down
/// @param separator between the cells of the template
/// @param header    names of the columns; empty if the list has none
/// @param columns   everything below them
record ListDraft(String options, char separator, List<String> header, List<Column> columns) {

    /// So many rows of titles and remarks are looked through for a header.
    private static final int ABOVE_MAX = 20;

    /// @param header whether the first row has the names
    /// @param rows   all of them
    static ListDraft of(String options, char separator, boolean header, List<List<String>> rows) {
        List<String> names = header ? rows.getFirst() : List.of();
        int count =
                header ? names.size() : rows.stream().mapToInt(List::size).max().orElse(0);
        var columns = new ArrayList<Column>();
        for (int column = 0; column < count; column++) {
            int at = column;
            columns.add(new Column(
                    header ? names.get(at) : "column " + (at + 1),
                    header ? names.get(at) : "",
                    rows.stream()
                            .skip(header ? 1 : 0)
                            .map(row -> at < row.size() ? row.get(at) : "")
                            .toList()));
        }
        return new ListDraft(options, separator, names, columns);
    }

    /// How many rows stand above the header, such as a title; -1 if there is no header. A header has a name for every
    /// column; the rows above it say less.
    static int above(List<List<String>> rows) {
        int usual = usual(rows.stream().map(ListDraft::width).toList());
        for (int i = 0; i < Math.min(rows.size(), ABOVE_MAX + 1); i++) {
            List<String> row = rows.get(i);
            boolean full = usual > 1 && width(row) >= usual && row.stream().noneMatch(String::isBlank);
            if (full) {
                return isHeader(row) ? i : -1;
            }
        }
        return -1;
    }

    /// The most frequent of some numbers, the larger one of two; 0 if there are none.
    static int usual(List<Integer> numbers) {
        var counts = new TreeMap<Integer, Integer>();
        numbers.forEach(number -> counts.merge(number, 1, Integer::sum));
        return counts.entrySet().stream()
                .max(Map.Entry.<Integer, Integer>comparingByValue().thenComparing(Map.Entry.comparingByKey()))
                .map(Map.Entry::getKey)
                .orElse(0);
    }

    /// How many cells a row has, without empty ones at its end.
    private static int width(List<String> row) {
        int width = row.size();
        while (width > 0 && row.get(width - 1).isBlank()) {
            width--;
        }
        return width;
    }

    /// Names: different words, none of them a number, a date or an identifier.
    static boolean isHeader(List<String> cells) {
        return new HashSet<>(cells).size() == cells.size()
                && cells.stream()
                        .allMatch(cell -> !cell.isBlank()
                                && !cell.matches("[0-9 .:/-]+")
                                && !FieldType.ARRIVAL_NUMBER.accepts(cell)
                                && DateShape.date(List.of(cell)) == null);
    }

    /// @param engine    of transform.yaml
    /// @param template  name of the template's file
    /// @param folder    name of the transform
    Draft draft(String engine, String template, String folder) {
        var guesses = new Guesses(folder);
        List<Guess> slots = guesses.of(columns);
        var picture = new StringBuilder(options).append('\n');
        if (!guesses.has(Field.STATUS)) {
            picture.append("#: set status=").append(Scaffold.OPEN).append('\n');
        }
        picture.append("#: record each=events\n");
        if (!header.isEmpty()) {
            picture.append(line(header)).append('\n');
        }
        picture.append(line(slots.stream().map(Guess::slot).toList())).append('\n');
        Map<String, String> files = new LinkedHashMap<>();
        files.put(template, picture.toString());
        guesses.codes().forEach(list -> files.put(list.name() + ".codes", list.text()));
        return new Draft(engine, engine, files, guesses.given(), slots);
    }

    private String line(List<String> cells) {
        return String.join(
                String.valueOf(separator),
                cells.stream()
                        .map(cell -> cell.indexOf(separator) >= 0 && !cell.startsWith("{")
                                ? "\"" + cell.replace("\"", "\"\"") + "\""
                                : cell)
                        .toList());
    }
}
