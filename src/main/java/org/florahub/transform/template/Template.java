package org.florahub.transform.template;

import java.io.IOException;
import java.util.List;
import org.florahub.transform.convert.Losses;
import org.florahub.transform.convert.Values;
import org.florahub.transform.source.Findings;
import org.florahub.transform.template.Shape.Refusal;

/// One message of a format, compiled both ways. Immutable and thread-safe.
public interface Template {

    Shape shape();

    /// Whether one document may carry several statements.
    boolean groups();

    /// Notes what can be known to be wrong with the template by itself before any message is read.
    default void check(Findings findings) {}

    /// Whether a message could fit both; asked of templates of one folder that both read.
    default boolean alike(Template other) {
        return false;
    }

    /// Whether one document may carry statements of which others of its templates write some.
    default boolean mixes() {
        return false;
    }

    /// Whether statements that this template writes and those that the other writes can stand in one document.
    default boolean together(Template other) {
        return equals(other);
    }

    /// Why the details of values whose status, kind and regime fit cannot be written; empty if they can.
    List<Refusal> refusals(Values values, Given given);

    /// Writes one document.
    ///
    /// @param group values without refusals; what is shared is taken from the first
    void write(List<Values> group, Given given, Bytes out, Losses losses) throws IOException;
}
