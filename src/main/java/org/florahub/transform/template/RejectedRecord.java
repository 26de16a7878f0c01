package org.florahub.transform.template;

import java.util.List;
import org.florahub.event.Problem;

/// One record (such as a CSV row) that was not taken, with the reasons.
/// [Transform#writeRejected] gives it back as the sender wrote it.
///
/// @param line     1-based line in the document on which it begins
/// @param problems at least one
public record RejectedRecord(int line, List<Problem> problems) {

    public RejectedRecord {
        problems = List.copyOf(problems);
    }
}
