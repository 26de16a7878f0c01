package org.florahub.event;

import org.jspecify.annotations.Nullable;

/// One thing that is wrong with a message, an adapter or a transform: where, what, what was expected, what to do.
///
/// It names fields and positions and **never quotes a value**, because values are personal data.
///
/// @param code     a stable code; for messages one of XInneres' error codes, such as `S010` or `X000`
/// @param file     name of the file or message
/// @param line     1-based line, or 0 where there is none
/// @param column   1-based column (CSV: field number), or 0 where there is none
/// @param field    what the sender calls the place: an XML path or a column name; `null` for the whole message
/// @param found    what was found, in words: "is empty", "is not a code of list … version …"
/// @param expected what would have been right
/// @param remedy   what to do about it; one sentence
public record Problem(
        String code,
        String file,
        int line,
        int column,
        @Nullable String field,
        String found,
        String expected,
        String remedy) {

    /// `FILE:LINE:COLUMN FIELD: found …, expected …. Do this.` in one line.
    @Override
    public String toString() {
        var text = new StringBuilder(code).append(' ').append(file);
        if (line > 0) {
            text.append(':').append(line);
            if (column > 0) {
                text.append(':').append(column);
            }
        }
        if (field != null) {
            text.append(' ').append(field);
        }
        text.append(": found ")
                .append(found)
                .append(", expected ")
                .append(expected)
                .append(". ")
                .append(remedy);
        return text.toString();
    }
}
