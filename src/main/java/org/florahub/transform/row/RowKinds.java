package org.florahub.transform.row;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// Tells the kinds of row of a document apart, by their constants.
final class RowKinds {

    private RowKinds() {}

    /// The kind of the row at hand, `null` if it is none.
    static @Nullable RowPicture of(RowDocument document, RowSource source, RowHeader header) {
        RowPicture only = document.only();
        if (only != null) {
            return only;
        }
        for (RowPicture picture : document.pictures()) {
            if (fits(picture, source, header)) {
                return picture;
            }
        }
        return null;
    }

    /// Whether the row at hand has the constants of a kind; in lines of fixed width the first one decides.
    static boolean fits(RowPicture picture, RowSource source, RowHeader header) {
        List<RowColumn> columns = picture.columns();
        for (int i = 0; i < columns.size(); i++) {
            String constant = columns.get(i).constant();
            if (constant != null && !source.holds(header.inDocument(i), columns.get(i), constant)) {
                return false;
            }
            if (columns.get(i).box() != null) {
                return true;
            }
        }
        return true;
    }
}
