package org.florahub.record;

import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.florahub.event.CaseRef;
import org.florahub.event.Problem;
import org.florahub.vault.Prepared;
import org.florahub.vault.Vault;

/// What waits to be delivered, per destination and in order. Thread-safe. What changes it blocks until durable,
/// and shares its commits with the recorder.
///
/// Order is kept per case: an event is never due while an earlier one of its case waits for a later time, or is
/// parked, at the same destination.
public final class Outbox {

    private final Writer writer;
    private final Readers readers;
    private final Vault vault;
    private final NewestEvents newest;
    private final Clock clock;

    Outbox(Writer writer, Readers readers, Vault vault, NewestEvents newest, Clock clock) {
        this.writer = writer;
        this.readers = readers;
        this.vault = vault;
        this.newest = newest;
        this.clock = clock;
    }

    /// The destinations that have something waiting, parked events not counted.
    public List<String> destinations() {
        return writer.latest().waiting().entrySet().stream()
                .filter(entry -> entry.getValue() > 0)
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
    }

    /// How many events wait for a destination, parked ones not counted.
    public long depth(String destination) {
        return writer.latest().waiting().getOrDefault(destination, 0L);
    }

    /// The next events of a destination whose time has come, in order. Members of an assigned unit come one after
    /// the other and always all together, so that the list may be longer than `max` by the rest of one unit.
    ///
    /// @param max at most so many, from 1
    public List<Due> due(String destination, int max) {
        return readers.read(
                connection -> new DueRows(connection, vault, newest, destination, clock.millis()).first(max));
    }

    /// Writes units down before their first attempt: from now on their members are due together or not at all.
    ///
    /// A destination that ever groups events assigns every unit, also one of a single event: else that event might
    /// be grouped with others after a crash, under another id. One that never groups need not assign.
    public void assign(List<Unit> units) {
        each(units, (tx, unit) -> tx.deliveries.assign(unit));
    }

    /// The destinations have taken these units: they are due no more, and who received what is kept. Once is
    /// enough; twice does no harm.
    public void delivered(List<Delivered> delivered) {
        each(delivered, (tx, one) -> tx.deliveries.delivered(one, tx.now()));
    }

    /// A destination's deliveries that await their proof bundle and whose leaves all lie below a size of the ledger,
    /// the oldest first.
    ///
    /// @param leaves size of the ledger that a checkpoint covers
    /// @param max    at most so many; fewer when they have many events
    public List<DeliveredUnit> awaitingProof(String destination, long leaves, int max) {
        return readers.read(connection -> new DeliveryRows(connection, vault).awaitingProof(destination, leaves, max));
    }

    /// Those that have a proof bundle and await the one that is witnessed.
    ///
    /// @param leaves size of the ledger that enough witnesses have cosigned
    /// @param max    at most so many; fewer when they have many events
    public List<DeliveredUnit> awaitingWitness(String destination, long leaves, int max) {
        return readers.read(
                connection -> new DeliveryRows(connection, vault).awaitingWitness(destination, leaves, max));
    }

    /// These deliveries have their proof bundles.
    ///
    /// @param ids of the deliveries
    public void proven(List<UUID> ids) {
        each(ids, (tx, id) -> tx.deliveries.proven(id));
    }

    /// These deliveries have proof bundles, which are to be replaced by witnessed ones.
    ///
    /// @param ids of the deliveries
    public void provenForNow(List<UUID> ids) {
        each(ids, (tx, id) -> tx.deliveries.provenForNow(id));
    }

    /// An attempt failed: the units, and what follows them in their cases, are not due before that time.
    public void retryLater(List<Unit> units, Instant notBefore) {
        each(units, (tx, unit) -> tx.deliveries.retryLater(unit, notBefore));
    }

    /// A destination refused a unit: its cases stand still at that destination until [#unpark].
    public void park(Unit unit, Problem problem) {
        each(List.of(unit), (tx, one) -> tx.deliveries.park(one, problem, tx.now()));
    }

    /// Lets the deliveries of a case go on, and those of the cases that share a unit with it.
    ///
    /// @return how many events are waiting again
    public long unpark(String destination, CaseRef caseRef) {
        return writer.submit(tx -> tx.deliveries.unpark(destination, caseRef));
    }

    /// The cases that stand still, the longest first.
    public List<Parked> parked() {
        return readers.read(connection -> new Prepared(
                        connection,
                        "SELECT d.name, c.ref, p.problem, p.since, (SELECT count(*) FROM parked o"
                                + " WHERE o.destination = p.destination AND o.case_no = p.case_no)"
                                + " FROM parked_case p JOIN destination d ON d.no = p.destination"
                                + " JOIN vault_case c ON c.no = p.case_no ORDER BY p.since, d.name")
                .all(row -> new Parked(
                        row.getString(1),
                        new CaseRef(Prepared.uuid(row, 2)),
                        ProblemJson.read(row.getString(3)),
                        Instant.ofEpochMilli(row.getLong(4)),
                        row.getLong(5))));
    }

    private <T> void each(List<T> things, Step<T> step) {
        if (!things.isEmpty()) {
            writer.submit(new Steps<>(List.copyOf(things), step));
        }
    }

    @FunctionalInterface
    private interface Step<T> {
        void take(Transaction tx, T thing) throws SQLException;
    }

    private record Steps<T>(List<T> things, Step<T> step) implements Work<Integer> {

        @Override
        public Integer run(Transaction tx) throws SQLException {
            for (T thing : things) {
                step.take(tx, thing);
            }
            return things.size();
        }

        @Override
        public int weight() {
            return things.size();
        }
    }
}
