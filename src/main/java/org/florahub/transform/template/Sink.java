package org.florahub.transform.template;

import org.florahub.event.Statement;

/// Takes what a document says, in the order of the document. Called by the reading thread only.
///
/// Up to 1,000 statements and rejected records are held back until the end of the document and handed over only if
/// the whole document counts. A longer document is handed over while it is being read, so that it need not fit in
/// memory: whoever records it reads it twice, and records in the second pass.
public interface Sink {

    /// A complete, checked statement.
    ///
    /// @param line 1-based line on which its record or element begins
    void statement(Statement statement, int line);

    /// A record that cannot be taken although others of the document can.
    /// Only from transforms that [take records singly][Transform#takesRecordsSingly()].
    void rejected(RejectedRecord record);
}
