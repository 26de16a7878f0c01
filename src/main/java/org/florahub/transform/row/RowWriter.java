package org.florahub.transform.row;

import java.io.IOException;
import java.util.List;

/// Takes the rows of a document, in order. Not thread-safe.
interface RowWriter {

    /// Writes the next cell of the row. The text fits: [RowFormat#fitted] has seen to it.
    void cell(RowColumn column, String text);

    /// Ends the row.
    void end() throws IOException;

    /// Writes a row of texts as they are: a header, or a row that goes back as it came.
    void row(List<String> cells) throws IOException;

    /// Writes a row that goes back to its sender, and why.
    ///
    /// @param reasons as many as there are [names][RowEngine#REASONS] for
    void rejected(List<String> cells, List<String> reasons) throws IOException;

    /// Ends the document.
    void finish() throws IOException;
}
