package org.florahub.transform.row;

import org.florahub.transform.template.Content;
import org.florahub.transform.template.Content.Anything;
import org.florahub.transform.template.Content.Fixed;
import org.florahub.transform.template.Content.Slot;
import org.jspecify.annotations.Nullable;

/// One cell of a record in a template.
///
/// @param name    as in the header; without one the position
/// @param content what stands there; [Anything] where the number of records does
/// @param box     where the cell lies in its line; `null` where separators tell
/// @param counts  whether it holds the number of records of the document
record RowColumn(String name, Content content, @Nullable FixedBox box, boolean counts) {

    /// Whether a row without this column can be read.
    boolean omissible() {
        return switch (content) {
            case Anything() -> true;
            case Fixed(String _, Content.Strength strength) -> strength != Content.Strength.DEMANDED;
            case Slot slot -> slot.optional() || slot.writeOnly();
        };
    }

    /// The constant by which a record is recognised, `null` if it has none.
    @Nullable
    String constant() {
        return content instanceof Fixed(String text, Content.Strength strength) && strength == Content.Strength.DEMANDED
                ? text
                : null;
    }
}
