package org.florahub.record;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.florahub.event.CaseRef;
import org.florahub.event.Problem;

/// What waits to be delivered, per destination and in order. Thread-safe. What changes it blocks until durable, and
/// shares its commits with the recorder.
///
/// Order is kept per case: an event is never due while an earlier one of its case waits for a later time, or is parked,
/// at the same destination.
@SuppressWarnings("DoNotCallSuggester")
public final class Outbox {

    /// The destinations that have something waiting, parked events not counted.
    public List<String> destinations() {
        return List.of();
    }

    /// How many events wait for a destination, parked ones not counted.
    public long depth(String destination) {
        return destination.length();
    }

    /// The next events of a destination whose time has come, in order. Members of an assigned unit come one after the
    /// other and always all together, so that the list may be longer than `max` by the rest of one unit.
    ///
    /// @param max at most so many, from 1
    public List<Due> due(String destination, int max) {
        throw new UnsupportedOperationException(destination + max);
    }

    /// Writes units down before their first attempt: from now on their members are due together or not at all.
    ///
    /// A destination that ever groups events assigns every unit, also one of a single event: else that event
    /// might be grouped with others after a crash, under another id. One that never groups need not assign.
    public void assign(List<Unit> units) {
        throw new UnsupportedOperationException(units.toString());
    }

    /// The destinations have taken these units: they are due no more, and who received what is kept.
    public void delivered(List<Delivered> delivered) {
        throw new UnsupportedOperationException(delivered.toString());
    }

    /// Deliveries that await their proof bundle and whose leaves all lie below a size of the ledger, the oldest first.
    ///
    /// @param leaves size of the ledger that a checkpoint covers
    /// @param max    at most so many
    public List<DeliveredUnit> awaitingProof(long leaves, int max) {
        throw new UnsupportedOperationException("" + leaves + max);
    }

    /// These deliveries have their proof bundles.
    ///
    /// @param ids of the deliveries
    public void proven(List<UUID> ids) {
        throw new UnsupportedOperationException(ids.toString());
    }

    /// An attempt failed: the units, and what follows them in their cases, are not due before that time.
    public void retryLater(List<Unit> units, Instant notBefore) {
        throw new UnsupportedOperationException(units.toString() + notBefore);
    }

    /// A destination refused a unit: its cases stand still at that destination until [#unpark].
    public void park(Unit unit, Problem problem) {
        throw new UnsupportedOperationException(unit.toString() + problem);
    }

    /// Lets the deliveries of a case go on.
    ///
    /// @return how many events are waiting again
    public long unpark(String destination, CaseRef caseRef) {
        throw new UnsupportedOperationException(destination + caseRef);
    }

    /// The cases that stand still, the longest first.
    public List<Parked> parked() {
        return List.of();
    }
}
