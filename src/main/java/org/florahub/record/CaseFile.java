package org.florahub.record;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.florahub.event.CaseRef;
import org.jspecify.annotations.Nullable;

/// A case with all that is part of it, as an operator sees it.
///
/// @param leads  the case that all others are part of
/// @param parts  each, in the order in which they became known
/// @param acts   what was done to them, the oldest first
/// @param events how many events they have together
public record CaseFile(CaseRef leads, List<Part> parts, List<Act> acts, int events) {

    /// One case.
    ///
    /// @param filed   whether its BAMF file number is known
    /// @param partOf  the case that it was made part of
    /// @param persons the identifiers of each person in it, by the paths of their fields
    public record Part(CaseRef ref, boolean filed, @Nullable CaseRef partOf, List<Map<String, String>> persons) {

        /// Names the pseudonym, never an identifier.
        @Override
        public String toString() {
            return "Part[" + ref + "]";
        }
    }

    /// What somebody did to a case.
    ///
    /// @param actor   an operator, or `event` and its number
    /// @param act     `merge`, `split` or `subject-access`
    /// @param other   the other case of a merge or split
    /// @param leaf    its index in the ledger
    public record Act(
            Instant at,
            String actor,
            String act,
            CaseRef subject,
            @Nullable CaseRef other,
            long leaf) {}
}
