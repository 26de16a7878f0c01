package org.florahub.kit;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.florahub.event.FieldType;

/// A list of rows and cells.
final class CsvDraft {

    private static final List<Character> SEPARATORS = List.of(';', '\t', ',', '|');
    private static final int ROWS_LOOKED_AT = 200;

    private final List<SampleFile> samples;
    private final String folder;
    private final char separator;
    private final List<CsvCells.Row> rows;
    private final boolean header;

    private CsvDraft(List<SampleFile> samples, String folder) {
        this.samples = samples;
        this.folder = folder;
        this.separator = separator(samples.getFirst().text());
        var all = new ArrayList<CsvCells.Row>();
        boolean first = true;
        boolean named = false;
        for (SampleFile sample : samples) {
            List<CsvCells.Row> read = CsvCells.read(sample.text(), separator);
            if (first) {
                named = isHeader(read);
            }
            all.addAll(first || !named || read.isEmpty() ? read : read.subList(1, read.size()));
            first = false;
        }
        this.rows = all;
        this.header = named;
    }

    static CsvDraft of(List<SampleFile> samples, String folder) {
        return new CsvDraft(samples, folder);
    }

    int columns() {
        return rows.isEmpty() ? 0 : rows.getFirst().cells().size();
    }

    Draft draft() {
        List<Column> columns = cells();
        var guesses = new Guesses(folder);
        List<Guess> slots = guesses.of(columns);
        var picture = new StringBuilder(options()).append('\n');
        if (!guesses.has(org.florahub.event.Field.STATUS)) {
            picture.append("#: set status=").append(Scaffold.OPEN).append('\n');
        }
        picture.append("#: record each=events\n");
        if (header) {
            picture.append(line(rows.getFirst().cells())).append('\n');
        }
        picture.append(line(slots.stream().map(Guess::slot).toList())).append('\n');
        Map<String, String> files = new LinkedHashMap<>();
        files.put("list.csv", picture.toString());
        guesses.codes().forEach(list -> files.put(list.name() + ".codes", list.text()));
        return new Draft("csv", "csv", files, guesses.given(), slots);
    }

    private String options() {
        SampleFile sample = samples.getFirst();
        var options = new StringBuilder("#: csv charset=" + sample.charset());
        options.append(" separator=").append(separator == '\t' ? "tab" : String.valueOf(separator));
        options.append(" newline=").append(sample.crlf() ? "crlf" : "lf");
        options.append(" header=").append(header ? "names" : "none");
        if (rows.stream().allMatch(CsvCells.Row::quoted)) {
            options.append(" quoting=all");
        }
        int lines = rows.stream().mapToInt(CsvCells.Row::lines).max().orElse(1);
        if (lines > 1) {
            options.append(" lines=").append(Math.min(99, lines * 2));
        }
        if (sample.bom()) {
            options.append(" bom=yes");
        }
        if (!sample.charset().equals("utf-8")) {
            options.append(" translit=din91379-latin1");
        }
        return options.toString();
    }

    private List<Column> cells() {
        var columns = new ArrayList<Column>();
        for (int column = 0; column < columns(); column++) {
            int at = column;
            String name = header ? rows.getFirst().cells().get(column).strip() : "";
            columns.add(new Column(
                    header ? name : "column " + (column + 1),
                    name,
                    rows.stream()
                            .skip(header ? 1 : 0)
                            .map(row -> at < row.cells().size() ? row.cells().get(at) : "")
                            .toList()));
        }
        return columns;
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

    /// The sign that cuts most rows into the same number of cells, more than one.
    private static char separator(String text) {
        char best = ';';
        long most = 0;
        for (char candidate : SEPARATORS) {
            List<CsvCells.Row> rows = CsvCells.read(text, candidate);
            int cells = rows.isEmpty() ? 0 : rows.getFirst().cells().size();
            long alike = rows.stream()
                    .limit(ROWS_LOOKED_AT)
                    .filter(row -> row.cells().size() == cells)
                    .count();
            long rank = cells < 2 ? 0 : alike * 1000 + cells;
            if (rank > most) {
                most = rank;
                best = candidate;
            }
        }
        return best;
    }

    /// Names: different words, none of them a number, a date or an identifier.
    private static boolean isHeader(List<CsvCells.Row> rows) {
        if (rows.isEmpty()) {
            return false;
        }
        List<String> cells = rows.getFirst().cells();
        return new HashSet<>(cells).size() == cells.size()
                && cells.stream()
                        .allMatch(cell -> !cell.isBlank()
                                && !cell.matches("[0-9 .:/-]+")
                                && !FieldType.ARRIVAL_NUMBER.accepts(cell)
                                && DateShape.date(List.of(cell)) == null);
    }
}
