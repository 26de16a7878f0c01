package org.florahub.record;

import java.time.LocalDate;
import java.util.Set;
import org.florahub.event.Authority;
import org.florahub.event.CaseRef;
import org.florahub.event.Regime;
import org.jspecify.annotations.Nullable;

/// What the events of a case add up to, as far as routing and law need it.
///
/// @param caseRef   pseudonym of the case
/// @param lodgedOn  the day the application was lodged, as far as the hub has been told
/// @param competent the authorities that the case belongs to: at most one of each kind (DVDV prefix)
public record CaseState(CaseRef caseRef, @Nullable LocalDate lodgedOn, Set<Authority> competent) {

    public CaseState {
        competent = Set.copyOf(competent);
    }

    /// The law that the case follows.
    public Regime regime() {
        return Regime.of(lodgedOn);
    }
}
