package org.florahub.adapter;

import java.util.Set;

/// What an authority is told.
///
/// @param statuses keys of the status catalogue, or `*` alone for every status; empty: nothing
/// @param cases    of which cases
public record Receives(Set<String> statuses, Cases cases) {

    /// An authority that is told nothing.
    public static final Receives NOTHING = new Receives(Set.of(), Cases.OWN);

    static final String EVERY_STATUS = "*";

    public Receives {
        statuses = Set.copyOf(statuses);
    }

    /// Whether the authority is told this status of cases that are its business.
    public boolean accepts(String status) {
        return statuses.contains(status) || statuses.contains(EVERY_STATUS);
    }

    /// Of which cases an authority is told.
    public enum Cases {
        /// Cases for which it is or was made competent.
        OWN,
        /// Every case.
        ALL
    }
}
