package org.florahub.kit;

import java.util.ArrayList;
import java.util.List;

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
                named = !read.isEmpty() && ListDraft.isHeader(read.getFirst().cells());
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

    /// Whether most rows have the cells of the first, more than one.
    boolean isList() {
        int cells = rows.isEmpty() ? 0 : rows.getFirst().cells().size();
        long alike = rows.stream().filter(row -> row.cells().size() == cells).count();
        return cells > 1 && alike * 2 > rows.size();
    }

    Draft draft() {
        return ListDraft.of(
                        options(),
                        separator,
                        header,
                        rows.stream().map(CsvCells.Row::cells).toList())
                .draft("csv", "list.csv", folder);
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
}
