package org.florahub.record;

import java.sql.SQLException;
import org.florahub.record.SealedOriginal.Place;
import org.jspecify.annotations.Nullable;

/// Something for the writer to do within the transaction of a group.
///
/// @param <R> what it leads to
interface Work<R> {

    /// Does it. May be called again, in a new transaction, when the one it was part of did not come to its end.
    R run(Transaction tx) throws SQLException;

    /// About how many rows it writes: what bounds a group.
    default int weight() {
        return 1;
    }

    /// Whether it is done by itself and outside of a transaction.
    default boolean alone() {
        return false;
    }

    /// The original to append to a segment first, `null` if there is none.
    default Place.@Nullable Pending original() {
        return null;
    }
}
