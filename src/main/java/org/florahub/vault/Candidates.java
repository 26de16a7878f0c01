package org.florahub.vault;

import java.util.List;
import java.util.function.Predicate;
import org.florahub.vault.CaseTables.PersonRow;
import org.jspecify.annotations.Nullable;

/// The persons that the identifiers of a statement are known for, the newest first. One human has a person in each
/// of his cases.
record Candidates(List<PersonRow> byAzr, List<PersonRow> byArrival) {

    /// The newest person known by the AZR number and by the arrival number, among some.
    Pair newest(Predicate<PersonRow> among) {
        PersonRow azr = first(byAzr, among);
        if (azr != null && contains(byArrival, azr)) {
            return new Pair(azr, azr);
        }
        // whoever the AZR number names too is the same human in another case, no one else
        return new Pair(azr, first(byArrival, among.and(person -> !contains(byAzr, person))));
    }

    private static @Nullable PersonRow first(List<PersonRow> persons, Predicate<PersonRow> among) {
        return persons.stream().filter(among).findFirst().orElse(null);
    }

    private static boolean contains(List<PersonRow> persons, PersonRow person) {
        return persons.stream().anyMatch(other -> other.no() == person.no());
    }

    /// Whom the AZR number names and whom the arrival number names; often the same.
    record Pair(@Nullable PersonRow azr, @Nullable PersonRow arrival) {

        boolean isEmpty() {
            return azr == null && arrival == null;
        }

        /// The one person, or `null` if there is none or there are two.
        @Nullable
        PersonRow sole() {
            if (azr == null) {
                return arrival;
            }
            return arrival == null || arrival.no() == azr.no() ? azr : null;
        }

        /// This pair, with the other's persons where this one has none.
        Pair or(Pair other) {
            return new Pair(azr != null ? azr : other.azr, arrival != null ? arrival : other.arrival);
        }

        /// Whether the two cannot be one person: each has an AZR number of his own, or a filed case of his own.
        boolean contradicts(Identifiers ids) {
            if (arrival == null || (azr != null && azr.no() == arrival.no())) {
                return false;
            }
            boolean anotherAzr = ids.azr() != null && (arrival.knownBy() & CaseTables.BY_AZR) != 0;
            boolean anotherCase = azr != null
                    && azr.in().no() != arrival.in().no()
                    && azr.in().filed()
                    && arrival.in().filed();
            return anotherAzr || anotherCase;
        }
    }
}
