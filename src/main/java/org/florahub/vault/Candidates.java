package org.florahub.vault;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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

    /// The numbers of all who are known by either number in a case or what is part of it.
    Set<Long> within(long root) {
        return Stream.concat(byAzr.stream(), byArrival.stream())
                .filter(person -> person.in().root() == root)
                .map(PersonRow::no)
                .collect(Collectors.toCollection(TreeSet::new));
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
            return arrival == null || arrival.no() == azr.no() || inMergedFiles() ? azr : null;
        }

        /// Whether each stands in a file of its own, and the two files have been merged: one human in both.
        private boolean inMergedFiles() {
            return azr != null
                    && arrival != null
                    && azr.in().no() != arrival.in().no()
                    && azr.in().root() == arrival.in().root();
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
                    && azr.in().root() != arrival.in().root()
                    && azr.in().filed()
                    && arrival.in().filed();
            return anotherAzr || anotherCase;
        }
    }
}
