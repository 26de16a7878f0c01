package org.florahub.transform.row;

import java.util.List;
import java.util.Map;
import org.florahub.event.Field;
import org.florahub.transform.convert.Values;
import org.florahub.transform.source.Place;
import org.florahub.transform.template.Content.Slot;

/// One line of a template: what a row of that kind looks like. Immutable.
///
/// @param role    where such rows stand
/// @param event   0-based number of the kind of event that it belongs to, -1 if to none
/// @param columns in their order
/// @param set     what a record of this kind implies; empty unless it is an event
record RowPicture(Role role, int event, Place at, List<RowColumn> columns, Map<Field, String> set) {

    /// Where rows of a kind stand.
    enum Role {
        /// Once, before the first event: its values are shared.
        BEFORE,
        /// Begins an event.
        EVENT,
        /// Follows the row of its event.
        WITH,
        /// Once, after the last event.
        AFTER
    }

    RowPicture {
        columns = List.copyOf(columns);
        set = Map.copyOf(set);
    }

    RowColumn column(int index) {
        return columns.get(index);
    }

    /// Whether an event cannot do without this row.
    boolean required() {
        return columns.stream().anyMatch(column -> column.content() instanceof Slot && !column.omissible());
    }

    /// Whether there is something to write in this row.
    boolean filled(Values values) {
        for (RowColumn column : columns) {
            if (column.content() instanceof Slot slot && !slot.writeOnly() && slot.filled(values)) {
                return true;
            }
        }
        return false;
    }

    /// What such a row looks like: the constants by which it is recognised.
    String description() {
        for (int i = 0; i < columns.size(); i++) {
            String constant = column(i).constant();
            if (constant != null) {
                return "a row with '%s' in %s".formatted(constant, column(i).name());
            }
        }
        return "a row of %d cells".formatted(columns.size());
    }

    /// Whether a row could be of either kind. Lines of fixed width are told apart by how they begin.
    boolean alike(RowPicture other) {
        boolean fixed = column(0).box() != null;
        for (int i = 0; i < (fixed ? 1 : Math.min(columns.size(), other.columns.size())); i++) {
            String one = column(i).constant();
            String another = other.column(i).constant();
            if (one != null && another != null && !one.equals(another)) {
                return fixed && (one.startsWith(another) || another.startsWith(one));
            }
        }
        return true;
    }
}
