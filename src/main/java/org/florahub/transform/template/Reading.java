package org.florahub.transform.template;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.florahub.event.Problem;
import org.jspecify.annotations.Nullable;

/// What came of reading one document.
///
/// @param statements   how many were handed to the sink
/// @param rejected     how many records have problems of their own
/// @param problemCount all problems, those of rejected records included
/// @param problems     the first 100 problems for which the document as a whole cannot be taken: of the document,
///                     and where records are not taken singly of each record. Empty means that the document counts
/// @param messageType  name of the template that fits, `null` if none did
/// @param messageId    the sender's id of the message, `null` if it has none
/// @param sentAt       when the sender says that it sent the message, `null` if it does not say
/// @param unmapped     places that no template names (XML path or column) and how often they occurred; at most 1,000
/// @param endedEarly   the document stops in the middle: it may be half-written
/// @param version      which version of the format the document is in, `null` if the transform reads one only or the
///                     document does not count
public record Reading(
        long statements,
        long rejected,
        long problemCount,
        List<Problem> problems,
        @Nullable String messageType,
        @Nullable String messageId,
        @Nullable Instant sentAt,
        Map<String, Long> unmapped,
        boolean endedEarly,
        @Nullable String version) {

    /// Of a format that is read in one version.
    public Reading(
            long statements,
            long rejected,
            long problemCount,
            List<Problem> problems,
            @Nullable String messageType,
            @Nullable String messageId,
            @Nullable Instant sentAt,
            Map<String, Long> unmapped,
            boolean endedEarly) {
        this(statements, rejected, problemCount, problems, messageType, messageId, sentAt, unmapped, endedEarly, null);
    }

    public Reading {
        problems = List.copyOf(problems);
        unmapped = Collections.unmodifiableMap(new LinkedHashMap<>(unmapped));
    }

    /// Whether the document counts. If not, nothing that was handed over may be recorded.
    public boolean counts() {
        return problems.isEmpty();
    }
}
