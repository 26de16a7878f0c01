package org.florahub.transform.row;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import org.florahub.transform.convert.Losses;
import org.florahub.transform.convert.Values;
import org.florahub.transform.template.Bytes;
import org.florahub.transform.template.Content.Slot;
import org.florahub.transform.template.Shape.Refusal;
import org.jspecify.annotations.Nullable;

/// How the rows of a format are put down. Immutable and thread-safe.
sealed interface RowFormat permits CsvDialect, FixedLayout, SheetLayout {

    /// Whether and how columns are named.
    enum Header {
        /// The first row names the columns, in any order.
        NAMES,
        /// The first row is exactly the template's.
        EXACT,
        /// There is no header; columns are told by their position.
        NONE
    }

    String mediaType();

    String extension();

    Charset charset();

    Header header();

    RowSource open(InputStream in) throws IOException;

    RowWriter writer(Bytes out);

    /// Whether letters that the charset does not have are written with letters that it has.
    boolean transliterate();

    /// Why a slot's value does not fit into its cell, `null` if it does or may be changed so that it does.
    ///
    /// @param scrap takes what writing would lose
    @Nullable
    Refusal refusal(Slot slot, RowColumn column, Values values, Losses scrap);

    /// The text as the cell can hold it; what that changes is counted.
    String fitted(Slot slot, RowColumn column, String text, Losses losses);

    default boolean named() {
        return header() != Header.NONE;
    }
}
