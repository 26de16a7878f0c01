package org.florahub.transform;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// The rows of a document, one after the other, in bounded memory. Used by one thread.
interface RowSource {

    /// Moves to the next row.
    ///
    /// @return whether there is one; `false` also where the document turns out to be unreadable
    boolean next() throws IOException;

    /// 1-based number of the line on which the row at hand begins.
    int line();

    /// Whether the row says nothing: an empty line, or a remark of the hub's own.
    boolean blank();

    /// The cells of the row at hand.
    RowCells cells();

    /// Whether the row has that constant in that cell.
    boolean holds(int cell, RowColumn column, String constant);

    /// Cuts the row at hand into the cells of a picture, where the row does not tell itself.
    void cut(RowPicture picture);

    /// How many cells a row should have, once that is known: it tells where a broken row ends.
    void expect(int cells);

    /// Why the row cannot be read at all, `null` if it can.
    @Nullable
    RowFlaw flaw();

    /// Whether single cells of the row have flaws.
    boolean flawed();

    /// Why a cell cannot be taken, whatever it says; `null` if it can.
    @Nullable
    Mismatch flaw(int cell);

    /// 1-based column of a cell, for problems.
    int column(int cell);

    /// What the sender calls a cell.
    String name(int cell, String column);

    /// Whether the row at hand is whole: it ends in a line break, or its format needs none.
    boolean terminated();

    /// Whether nothing has turned up so far for which the whole document cannot be read.
    boolean readable();

    /// Says why the document cannot be read, if it cannot.
    void conclude(ProblemLog document);
}
