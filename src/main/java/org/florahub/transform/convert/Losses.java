package org.florahub.transform.convert;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.florahub.event.Field;

/// Collects what could not be written as it is while one document is being written. Not thread-safe.
public final class Losses {

    private Function<Field, String> places;
    private final List<Loss> found = new ArrayList<>();
    private int statement;

    /// @param places where the template that writes has a field
    public Losses(Function<Field, String> places) {
        this.places = places;
    }

    /// For a text that is only tried.
    public static Losses ignored() {
        return new Losses(Field::path);
    }

    /// What is lost from now on is lost of this statement.
    ///
    /// @param index 0-based in the group
    public void of(int index) {
        statement = index;
    }

    /// As [#of(int)], written by another template than the one before.
    public void of(int index, Function<Field, String> writer) {
        statement = index;
        places = writer;
    }

    /// A value that stands in the document as another text.
    public void add(Field field, Loss.Kind kind, String was, String wrote) {
        found.add(new Loss(statement, field, kind, places.apply(field), was, wrote));
    }

    /// A value that the document does not carry.
    public void notCarried(Field field) {
        found.add(new Loss(statement, field, Loss.Kind.NOT_CARRIED, field.path(), null, null));
    }

    public List<Loss> found() {
        return found;
    }
}
