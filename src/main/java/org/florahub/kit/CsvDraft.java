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
    private final int skip;

    private CsvDraft(List<SampleFile> samples, String folder) {
        this.samples = samples;
        this.folder = folder;
        this.separator = separator(samples.getFirst().text());
        List<CsvCells.Row> first = CsvCells.read(samples.getFirst().text(), separator);
        int above = ListDraft.above(first.stream().map(CsvCells.Row::cells).toList());
        this.header = above >= 0;
        this.skip = header ? first.get(above).line() - 1 : 0;
        this.rows = new ArrayList<>(first.subList(Math.max(above, 0), first.size()));
        samples.stream().skip(1).forEach(sample -> rows.addAll(further(sample)));
    }

    /// Rows of a further sample, without its header and what stands above that.
    private List<CsvCells.Row> further(SampleFile sample) {
        List<CsvCells.Row> further = CsvCells.read(sample.text(), separator);
        if (!header) {
            return further;
        }
        int above = ListDraft.above(further.stream().map(CsvCells.Row::cells).toList());
        if (above < 0 || further.get(above).line() != skip + 1) {
            throw new KitException(
                    "%s: found no header in line %d, expected it as in the first sample. Take samples of one shape."
                            .formatted(sample.name(), skip + 1));
        }
        return further.subList(above + 1, further.size());
    }

    static CsvDraft of(List<SampleFile> samples, String folder) {
        return new CsvDraft(samples, folder);
    }

    /// Whether most rows have the same number of cells, more than one.
    boolean isList() {
        int cells = usual(rows);
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
        if (skip > 0) {
            options.append(" skip=").append(skip);
        }
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

    private static int usual(List<CsvCells.Row> rows) {
        return ListDraft.usual(rows.stream().map(row -> row.cells().size()).toList());
    }

    /// The sign that cuts most rows into the same number of cells, more than one.
    private static char separator(String text) {
        char best = ';';
        long most = 0;
        for (char candidate : SEPARATORS) {
            List<CsvCells.Row> rows = CsvCells.read(text, candidate);
            int cells = usual(rows);
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
