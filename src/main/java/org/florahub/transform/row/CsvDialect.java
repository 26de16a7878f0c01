package org.florahub.transform.row;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.List;
import org.florahub.transform.convert.Charsets;
import org.florahub.transform.convert.Latin;
import org.florahub.transform.convert.Loss;
import org.florahub.transform.convert.Losses;
import org.florahub.transform.convert.Values;
import org.florahub.transform.template.Bytes;
import org.florahub.transform.template.Content.Slot;
import org.florahub.transform.template.Shape.Refusal;
import org.jspecify.annotations.Nullable;

/// How the cells of a CSV list are put together.
///
/// @param newline       what ends a line when written; both are read
/// @param header        whether and how columns are named
/// @param transliterate whether letters that the charset does not have are written with letters that it has
/// @param lines         how many physical lines a row may have when it is read, through line breaks inside quotes
/// @param mark          whether a byte order mark is written
/// @param quoteAll      whether every cell is written in quotes
/// @param excelSafe     whether texts that Excel would take for formulas are written with an apostrophe before them
/// @param skip          how many lines stand above the list, such as a title: read over, written empty
record CsvDialect(
        Charset charset,
        char separator,
        char quote,
        String newline,
        Header header,
        boolean transliterate,
        int lines,
        boolean mark,
        boolean quoteAll,
        boolean excelSafe,
        int skip)
        implements RowFormat {

    @Override
    public String mediaType() {
        return "text/csv";
    }

    @Override
    public String extension() {
        return "csv";
    }

    @Override
    public RowSource open(InputStream in) throws IOException {
        CsvRows rows = new CsvRows(this, in);
        rows.skip();
        return rows;
    }

    @Override
    public RowWriter writer(Bytes out) {
        return new Writer(this, out);
    }

    @Override
    public @Nullable Refusal refusal(Slot slot, RowColumn column, Values values, Losses scrap) {
        return Carriage.refusal(slot, column.name(), values, this);
    }

    @Override
    public String fitted(Slot slot, RowColumn column, String text, Losses losses) {
        String carried = Carriage.carried(slot, text, charset, losses);
        if (excelSafe && !carried.isEmpty() && "=+-@\t\r".indexOf(carried.charAt(0)) >= 0) {
            losses.add(slot.converter().fields().getFirst(), Loss.Kind.CHARACTERS, text, "'" + carried);
            return "'" + carried;
        }
        return carried;
    }

    /// Whether documents of both can be told apart by their header rows alone.
    boolean readsLike(CsvDialect other) {
        return charset.equals(other.charset)
                && separator == other.separator
                && quote == other.quote
                && lines == other.lines
                && skip == other.skip;
    }

    private boolean needsQuotes(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == separator || c == quote || c == '\n' || c == '\r') {
                return true;
            }
        }
        return quoteAll || (!text.isEmpty() && (text.charAt(0) == ' ' || text.charAt(text.length() - 1) == ' '));
    }

    /// Writes rows of this dialect.
    private static final class Writer implements RowWriter {

        private final CsvDialect dialect;
        private final @Nullable Charsets table;
        private final Bytes out;
        private boolean first = true;

        Writer(CsvDialect dialect, Bytes out) {
            this.dialect = dialect;
            this.table = Charsets.of(dialect.charset());
            this.out = out;
            if (dialect.mark()) {
                out.codePoint(0xFEFF);
            }
            for (int i = 0; i < dialect.skip(); i++) {
                out.utf8(dialect.newline());
            }
        }

        @Override
        public void cell(RowColumn column, String text) {
            cell(text);
        }

        private void cell(String text) {
            if (!first) {
                out.put(dialect.separator());
            }
            first = false;
            if (!dialect.needsQuotes(text)) {
                Carriage.encode(text, table, out);
                return;
            }
            String quote = String.valueOf(dialect.quote());
            out.put(dialect.quote());
            Carriage.encode(text.replace(quote, quote + quote).replaceAll("[\r\n]+", " "), table, out);
            out.put(dialect.quote());
        }

        @Override
        public void end() throws IOException {
            out.utf8(dialect.newline());
            out.flushBlock();
            first = true;
        }

        @Override
        public void row(List<String> cells) throws IOException {
            for (String cell : cells) {
                cell(table == null ? cell : Latin.carry(cell, table));
            }
            end();
        }

        @Override
        public void rejected(List<String> cells, List<String> reasons) throws IOException {
            var all = new ArrayList<>(cells);
            all.addAll(reasons);
            row(all);
        }

        @Override
        public void finish() {}
    }
}
