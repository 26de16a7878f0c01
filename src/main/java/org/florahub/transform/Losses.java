package org.florahub.transform;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.florahub.event.Field;

/// Collects what could not be written as it is while one document is being written. Not thread-safe.
final class Losses {

    private static final Shape NOWHERE =
            new Shape("", new Place("", 0, 0), Map.of(), null, Directives.Direction.BOTH, List.of());

    private Shape shape;
    private final List<Loss> found = new ArrayList<>();
    private int statement;

    /// @param shape of the template that writes
    Losses(Shape shape) {
        this.shape = shape;
    }

    /// For a text that is only tried.
    static Losses ignored() {
        return new Losses(NOWHERE);
    }

    /// What is lost from now on is lost of this statement.
    ///
    /// @param index 0-based in the group
    void of(int index) {
        statement = index;
    }

    /// As [#of(int)], written by another template than the one before.
    void of(int index, Shape writer) {
        statement = index;
        shape = writer;
    }

    /// A value that stands in the document as another text.
    void add(Field field, Loss.Kind kind, String was, String wrote) {
        found.add(new Loss(statement, field, kind, shape.where(field), was, wrote));
    }

    /// A value that the document does not carry.
    void notCarried(Field field) {
        found.add(new Loss(statement, field, Loss.Kind.NOT_CARRIED, field.path(), null, null));
    }

    List<Loss> found() {
        return found;
    }
}
