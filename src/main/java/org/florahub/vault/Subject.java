package org.florahub.vault;

import java.util.List;
import org.florahub.event.CaseRef;
import org.florahub.event.PersonRef;

/// Whom a statement is about.
///
/// @param caseNo    number of the case, in the vault's own tables
/// @param caseRef   its pseudonym
/// @param caseKey   its key. Never logged
/// @param personNo  number of the person
/// @param personRef its pseudonym
/// @param fresh     the case was made for this statement: nothing is recorded of it yet
/// @param unions    what turned out to be the same on the way; mostly empty
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
public record Subject(
        long caseNo,
        CaseRef caseRef,
        byte[] caseKey,
        long personNo,
        PersonRef personRef,
        boolean fresh,
        List<Union> unions)
        implements Resolution {

    /// One case or person that became part of another. Whoever keeps its number must change it.
    public sealed interface Union {

        /// The case `from` is now the case `to`.
        record OfCases(long from, long to) implements Union {}

        /// The person `from` is now the person `to`.
        record OfPersons(long from, long to) implements Union {}
    }

    /// Names the pseudonyms, never the key.
    @Override
    public String toString() {
        return "Subject[case=%s, person=%s]".formatted(caseRef, personRef);
    }
}
