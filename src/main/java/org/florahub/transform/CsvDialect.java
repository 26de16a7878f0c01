package org.florahub.transform;

import java.nio.charset.Charset;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// How the cells of a format are put together.
///
/// @param newline       what ends a line when written; both are read
/// @param header        whether and how columns are named
/// @param transliterate whether letters that the charset does not have are written with letters that it has
record CsvDialect(Charset charset, char separator, char quote, String newline, Header header, boolean transliterate) {

    /// Whether and how columns are named.
    enum Header {
        /// The first line names the columns, in any order.
        NAMES,
        /// The first line is exactly the template's.
        EXACT,
        /// There is no header; columns are told by their position.
        NONE
    }

    /// The tables of a charset of one byte, `null` for UTF-8.
    @Nullable
    Charsets table() {
        return Charsets.of(charset);
    }

    /// Writes one line. Characters that the charset does not have are left out: the caller has replaced them.
    void line(List<String> cells, Bytes out) {
        Charsets table = table();
        for (int i = 0; i < cells.size(); i++) {
            if (i > 0) {
                out.put(separator);
            }
            cell(cells.get(i), table, out);
        }
        out.utf8(newline);
    }

    /// Writes one cell, quoted where it must be.
    void cell(String text, @Nullable Charsets table, Bytes out) {
        if (!needsQuotes(text)) {
            encoded(text, table, out);
            return;
        }
        out.put(quote);
        encoded(
                text.replace(String.valueOf(quote), String.valueOf(quote) + quote)
                        .replaceAll("[\r\n]+", " "),
                table,
                out);
        out.put(quote);
    }

    private boolean needsQuotes(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == separator || c == quote || c == '\n' || c == '\r') {
                return true;
            }
        }
        return !text.isEmpty() && (text.charAt(0) == ' ' || text.charAt(text.length() - 1) == ' ');
    }

    private static void encoded(String text, @Nullable Charsets table, Bytes out) {
        if (table == null) {
            out.utf8(text);
            return;
        }
        for (int i = 0; i < text.length(); i++) {
            int one = table.encode(text.charAt(i));
            if (one >= 0) {
                out.put(one);
            }
        }
    }
}
