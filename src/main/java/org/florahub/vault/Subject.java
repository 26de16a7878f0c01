package org.florahub.vault;

import java.util.List;
import java.util.Set;
import org.florahub.event.CaseRef;
import org.florahub.event.PersonRef;

/// Whom a statement is about.
///
/// @param caseNo    number of the case, in the vault's own tables
/// @param rootNo    number of the case that it is part of today: what is kept of a case as a whole is kept there
/// @param caseRef   its pseudonym
/// @param caseKey   its key. Never logged
/// @param personNo  number of the person
/// @param persons   the numbers under which the same human is known in the whole of the case: that number and others
/// @param personRef its pseudonym
/// @param fresh     the case was made for this statement: nothing is recorded of it yet
/// @param unions    what turned out to be the same on the way; mostly empty
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
public record Subject(
        long caseNo,
        long rootNo,
        CaseRef caseRef,
        byte[] caseKey,
        long personNo,
        PersonRef personRef,
        Set<Long> persons,
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

    Subject with(Set<Long> others) {
        return new Subject(caseNo, rootNo, caseRef, caseKey, personNo, personRef, Set.copyOf(others), fresh, unions);
    }

    /// Names the pseudonyms, never the key.
    @Override
    public String toString() {
        return "Subject[case=%s, person=%s]".formatted(caseRef, personRef);
    }
}
