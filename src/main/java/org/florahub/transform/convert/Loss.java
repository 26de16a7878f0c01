package org.florahub.transform.convert;

import org.florahub.event.Field;
import org.jspecify.annotations.Nullable;

/// One way in which a written document says less than the statement did. Immutable.
///
/// The texts are values of a message and may be personal: they belong where such values may lie, and nowhere else.
///
/// @param statement 0-based index in the group that was written
/// @param where     place in the document, as the format calls it; the field's path if it has no place
/// @param was       the value as it was, `null` if the format does not carry the field at all
/// @param wrote     what stands in the document instead, `null` if nothing does
public record Loss(
        int statement,
        Field field,
        Kind kind,
        String where,
        @Nullable String was,
        @Nullable String wrote) {

    /// How a value was lost.
    public enum Kind {
        /// The format has no place for the field.
        NOT_CARRIED,
        /// Letters stand as others: the charset does not have them, or the format has capitals only.
        CHARACTERS,
        /// The text was too long for its place.
        SHORTENED,
        /// A point in time is known more exactly than the format can say.
        PRECISION;

        /// The name in reports: `not-carried`.
        public String key() {
            return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
        }
    }

    /// Names field and kind, never the values.
    @Override
    public String toString() {
        return "Loss[%d %s %s]".formatted(statement, field.path(), kind.key());
    }
}
