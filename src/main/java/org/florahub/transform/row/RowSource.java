package org.florahub.transform.row;

import java.io.IOException;
import org.florahub.transform.convert.Mismatch;
import org.florahub.transform.template.ProblemLog;
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
    default boolean holds(int cell, RowColumn column, String constant) {
        return cells().is(cell, constant);
    }

    /// Cuts the row at hand into the cells of a picture, where the row does not tell itself.
    default void cut(RowPicture picture) {}

    /// How many cells a row should have, once that is known: it tells where a broken row ends.
    default void expect(int cells) {}

    /// Why the row cannot be read at all, `null` if it can.
    @Nullable
    RowFlaw flaw();

    /// Whether single cells of the row must be [adapted][#adapt] before they are read.
    default boolean special() {
        return false;
    }

    /// Makes a cell say what it holds in the way in which its column says it.
    ///
    /// @param column `null` if it is of no interest
    /// @return why it cannot be taken, whatever it says; `null` if it can
    default @Nullable Mismatch adapt(int cell, @Nullable RowColumn column) {
        return null;
    }

    /// 1-based column of a cell, for problems.
    int column(int cell);

    /// What the sender calls a cell: its column, unless the format has a better name.
    default String name(int cell, String column) {
        return column;
    }

    /// Whether the row at hand is whole: it ends in a line break, or its format needs none.
    boolean terminated();

    /// Whether nothing has turned up so far for which the whole document cannot be read.
    boolean readable();

    /// Whether the document stops before its end.
    default boolean cutOff() {
        return false;
    }

    /// Says why the document cannot be read, if it cannot.
    void conclude(ProblemLog document);
}
