package org.florahub.transform;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.florahub.event.Problem;
import org.florahub.event.Statement;
import org.florahub.transform.CsvTemplate.Column;
import org.jspecify.annotations.Nullable;

/// Reads one CSV list. Used once, by one thread.
final class CsvReading {

    private final CsvTemplate template;
    private final CsvDialect dialect;
    private final ProblemLog document;
    private final ProblemLog row;
    private final Unmapped unmapped = new Unmapped();
    private final HeldBack held;
    private final CsvRow cells;
    private final Values values = new Values();
    private final Values base;
    /// For each column of the document its column of the template, or `null`.
    private @Nullable Column[] columns;
    private List<String> header = List.of();
    private long rejected;
    private long rowProblems;
    private boolean endedEarly;

    CsvReading(CsvTemplate template, String fileName, Given given, Sink sink) {
        this.template = template;
        this.dialect = template.dialect();
        this.document = new ProblemLog(fileName);
        this.row = new ProblemLog(fileName);
        this.held = new HeldBack(sink);
        this.cells = new CsvRow(dialect.separator(), dialect.quote());
        this.base = template.completion().base(given);
        this.columns = template.columns().toArray(Column[]::new);
    }

    Reading read(InputStream in) throws IOException {
        var source = new CsvSource(in, dialect.charset());
        if (dialect.header() == CsvDialect.Header.NONE || header(source)) {
            while (source.next()) {
                row(source);
            }
            if (source.line() == 0) {
                empty();
            }
        }
        encoding(source);
        if (document.isEmpty()) {
            held.release();
        } else {
            held.close();
        }
        String messageType = document.isEmpty() ? template.shape().name() : null;
        return new Reading(
                held.statements(),
                rejected,
                document.count() + rowProblems,
                document.kept(),
                messageType,
                null,
                null,
                unmapped.counts(),
                endedEarly);
    }

    private void encoding(CsvSource source) {
        String found = switch (source.encoding()) {
            case AS_DECLARED -> null;
            case UNDEFINED_BYTES -> "bytes that mean nothing in %s".formatted(dialect.charset());
            case OTHER_MARK -> "the byte order mark of another charset";
            case UTF_8 -> "text in UTF-8";
        };
        if (found != null) {
            document.add(
                    "S001",
                    source.line() + 1,
                    0,
                    null,
                    found,
                    "the charset " + dialect.charset(),
                    "Save the file in %s.".formatted(dialect.charset()));
        }
    }

    private void empty() {
        endedEarly = true;
        document.add("X000", 0, 0, null, "an empty file", "a list with at least one row", "Send the whole file.");
    }

    private boolean header(CsvSource source) throws IOException {
        if (!source.next()) {
            if (source.encoding() == CsvSource.Encoding.AS_DECLARED) {
                empty();
            }
            return false;
        }
        cells.cut(source.chars(), source.from(), source.to());
        header = cells.texts().stream().map(String::strip).toList();
        endedEarly = !source.terminated();
        return dialect.header() == CsvDialect.Header.EXACT ? exact() : byName();
    }

    private boolean exact() {
        int own = Math.min(template.header().size(), header.size());
        boolean reasonsAfter = header.stream().skip(own).allMatch(CsvEngine::isReason);
        if (header.subList(0, own).equals(template.header()) && reasonsAfter) {
            columns = Arrays.copyOf(columns, header.size());
            return true;
        }
        document.add(
                "X001",
                1,
                0,
                null,
                "another header row",
                String.join(String.valueOf(dialect.separator()), template.header()),
                "Use exactly these columns.");
        return false;
    }

    private boolean byName() {
        Map<String, Column> byName = new HashMap<>();
        template.columns().forEach(column -> byName.put(column.name(), column));
        columns = new Column[header.size()];
        for (int i = 0; i < columns.length; i++) {
            columns[i] = byName.remove(header.get(i));
            if (columns[i] == null && template.header().contains(header.get(i))) {
                document.add(
                        "X001", 1, i + 1, header.get(i), "the column a second time", "it once", "Remove one of them.");
            } else if (columns[i] == null && !CsvEngine.isReason(header.get(i))) {
                unmapped.count(header.get(i));
            }
        }
        for (Column missing : template.columns()) {
            if (byName.containsKey(missing.name()) && !missing.omissible()) {
                document.add(
                        "S020",
                        1,
                        0,
                        missing.name(),
                        "no such column",
                        "a column of this name",
                        "Add it; check the separator and the header row.");
            }
        }
        return document.isEmpty();
    }

    private void row(CsvSource source) {
        if (source.to() == source.from()) {
            return;
        }
        endedEarly = false;
        cells.cut(source.chars(), source.from(), source.to());
        int line = source.line();
        values.clear();
        if (wellFormed(source, line)) {
            cells(line);
        }
        Statement statement = row.isEmpty() ? template.completion().complete(values, base, line, row) : null;
        if (statement == null) {
            rowProblems += row.count();
            rejected++;
            List<Problem> reasons = row.drain();
            held.rejected(new RejectedRecord(line, header, cells.texts(), reasons));
        } else {
            held.statement(statement, line);
        }
    }

    private boolean wellFormed(CsvSource source, int line) {
        if (source.tooLong()) {
            row.add("X000", line, 0, null, "a line of more than 65,536 characters", "a shorter one", "Shorten it.");
        } else if (cells.broken() > 0) {
            endedEarly = !source.terminated();
            row.add(
                    "X000",
                    line,
                    cells.broken(),
                    name(cells.broken() - 1),
                    "a quote that is not closed, or text after one",
                    "a quote at the end of the cell",
                    "Close the quote on the same line; double quotes that are meant.");
        } else if (cells.cells() != columns.length) {
            endedEarly = !source.terminated();
            row.add(
                    "X001",
                    line,
                    0,
                    null,
                    "%d cells".formatted(cells.cells()),
                    "%d cells".formatted(columns.length),
                    "Check separators and quotes.");
        }
        return row.isEmpty();
    }

    private @Nullable String name(int index) {
        return index < header.size() ? Unmapped.clean(header.get(index)) : null;
    }

    private void cells(int line) {
        for (int i = 0; i < columns.length; i++) {
            Column column = columns[i];
            if (column != null) {
                Mismatch mismatch =
                        SlotReading.read(column.content(), cells.chars(), cells.from(i), cells.to(i), values, "X001");
                if (mismatch != null) {
                    row.add(line, i + 1, column.name(), mismatch);
                }
            }
        }
    }
}
