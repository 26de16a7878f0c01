package org.florahub.transform;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.florahub.event.Problem;

/// CSV: one template; good rows are taken when others are bad. Immutable and thread-safe.
final class CsvEngine implements Engine, Engine.Returns {

    /// Columns that rejected rows get besides the sender's own.
    static final List<String> REASONS = List.of("Fehlercode", "Fehlerfeld", "Hinweis");

    private final CsvTemplate template;

    CsvEngine(CsvTemplate template) {
        this.template = template;
    }

    @Override
    public String mediaType() {
        return "text/csv";
    }

    @Override
    public String extension() {
        return "csv";
    }

    @Override
    public Engine.Returns returns() {
        return this;
    }

    @Override
    public List<CsvTemplate> templates() {
        return List.of(template);
    }

    @Override
    public Reading read(InputStream in, String fileName, Given given, Sink sink, boolean validate) throws IOException {
        return new CsvReading(template, fileName, given, sink).read(in);
    }

    @Override
    public Charset charset() {
        return template.dialect().charset();
    }

    /// Whether these are the columns in which reasons are returned: a list that was sent back may come in again.
    static boolean isReason(String column) {
        return REASONS.contains(column);
    }

    @Override
    public void write(List<RejectedRecord> rows, Function<Problem, String> hint, OutputStream out) throws IOException {
        var bytes = new Bytes(out);
        List<String> columns =
                rows.isEmpty() ? template.header() : rows.getFirst().columns();
        header(columns, bytes);
        for (RejectedRecord row : rows) {
            line(columns, row.cells(), row.problems(), hint, bytes);
            bytes.flushBlock();
        }
        bytes.flush();
    }

    @Override
    public void copy(
            InputStream document,
            Map<Integer, List<Problem>> problems,
            Function<Problem, String> hint,
            OutputStream out)
            throws IOException {
        CsvDialect dialect = template.dialect();
        var bytes = new Bytes(out);
        var source = new CsvSource(document, dialect.charset());
        var row = new CsvRow(dialect.separator(), dialect.quote());
        List<String> columns = List.of();
        if (dialect.header() != CsvDialect.Header.NONE) {
            columns = source.next() ? cells(source, row) : template.header();
            header(columns, bytes);
        }
        while (source.next()) {
            List<Problem> reasons = problems.get(source.line());
            if (reasons != null) {
                line(columns, cells(source, row), reasons, hint, bytes);
                bytes.flushBlock();
            }
        }
        bytes.flush();
    }

    private static List<String> cells(CsvSource source, CsvRow row) {
        row.cut(source.chars(), source.from(), source.to());
        return row.texts();
    }

    private void header(List<String> columns, Bytes out) {
        if (!columns.isEmpty()) {
            var header = new ArrayList<>(withoutReasons(columns, columns));
            header.addAll(REASONS);
            template.dialect().line(header, out);
        }
    }

    private void line(
            List<String> columns,
            List<String> cells,
            List<Problem> problems,
            Function<Problem, String> hint,
            Bytes out) {
        var line = new ArrayList<>(withoutReasons(columns, cells));
        line.add(joined(problems, Problem::code));
        line.add(joined(problems, problem -> problem.field() == null ? "" : problem.field()));
        line.add(joined(problems, hint));
        Charsets table = template.dialect().table();
        template.dialect()
                .line(
                        table == null
                                ? line
                                : line.stream()
                                        .map(cell -> Latin.carry(cell, table))
                                        .toList(),
                        out);
    }

    /// Reasons of an earlier return are left out.
    private static List<String> withoutReasons(List<String> columns, List<String> cells) {
        if (cells.size() != columns.size() || columns.stream().noneMatch(CsvEngine::isReason)) {
            return cells;
        }
        var kept = new ArrayList<String>();
        for (int i = 0; i < cells.size(); i++) {
            if (!isReason(columns.get(i))) {
                kept.add(cells.get(i));
            }
        }
        return kept;
    }

    private static String joined(List<Problem> problems, Function<Problem, String> text) {
        return problems.stream().map(text).distinct().collect(Collectors.joining(" / "));
    }
}
