package org.florahub.record;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.florahub.vault.Prepared;
import org.jspecify.annotations.Nullable;

/// The tables of deliveries as the writer uses them, with the destinations in memory.
final class OutboxTable {

    private static final String OF_PART = " SET case_no = ? WHERE case_no = ? AND event IN"
            + " (SELECT e.seq FROM event e JOIN vault_person p ON p.no = e.person"
            + " WHERE p.case_no IN (" + EventTable.PARTS + "))";

    private final Prepared insert;
    private final Prepared insertParked;
    private final Prepared insertDestination;
    private final Prepared destinations;
    private final Prepared savePosition;
    private final Prepared waiting;
    private final Prepared parkedCases;
    private final Prepared moveOut;
    private final Prepared moveParked;
    private final Prepared moveParkedCase;
    private final Prepared partOut;
    private final Prepared partParked;
    private final Prepared dropParkedCase;
    private final Prepared dropWaiting;
    private final Prepared dropParked;
    private final Prepared dropped;
    private final Prepared receivers;
    private final Prepared isWaiting;
    private final Prepared isParked;

    private final Map<String, Destination> byName = new HashMap<>();

    /// Those that got something in this transaction.
    private final Set<Destination> changed = new LinkedHashSet<>();

    /// A destination: its number, the last position given, how many events wait, which cases are parked.
    static final class Destination {

        final int no;
        final String name;
        final Set<Long> parkedCases = new HashSet<>();
        long lastPosition;
        long waiting;

        private Destination(int no, String name, long lastPosition) {
            this.no = no;
            this.name = name;
            this.lastPosition = lastPosition;
        }
    }

    OutboxTable(Connection writer) throws SQLException {
        insert = new Prepared(writer, "INSERT INTO outbox VALUES (?, ?, ?, ?, 0, 0, 0)");
        insertParked = new Prepared(writer, "INSERT INTO parked VALUES (?, ?, ?, ?, 0, 0)");
        insertDestination = new Prepared(writer, "INSERT INTO destination VALUES (?, ?, 0, 0)");
        destinations = new Prepared(writer, "SELECT no, name, last_position FROM destination");
        savePosition = new Prepared(writer, "UPDATE destination SET last_position = ? WHERE no = ?");
        waiting = new Prepared(writer, "SELECT count(*) FROM outbox WHERE destination = ?");
        parkedCases = new Prepared(writer, "SELECT case_no FROM parked_case WHERE destination = ?");
        moveOut = new Prepared(writer, "UPDATE outbox SET case_no = ? WHERE case_no = ?");
        moveParked = new Prepared(writer, "UPDATE parked SET case_no = ? WHERE case_no = ?");
        partOut = new Prepared(writer, "UPDATE outbox" + OF_PART);
        partParked = new Prepared(writer, "UPDATE parked" + OF_PART);
        moveParkedCase = new Prepared(
                writer,
                "INSERT INTO parked_case SELECT destination, ?, since, problem FROM parked_case WHERE case_no = ?"
                        + " ON CONFLICT DO NOTHING");
        dropParkedCase = new Prepared(writer, "DELETE FROM parked_case WHERE case_no = ?");
        String erased = "event IN (SELECT event FROM erasure_event WHERE erasure = ?)";
        dropWaiting = new Prepared(writer, "DELETE FROM outbox WHERE destination = ? AND " + erased);
        dropParked = new Prepared(writer, "DELETE FROM parked WHERE destination = ? AND " + erased);
        dropped = new Prepared(writer, "UPDATE destination SET erased = erased + ? WHERE no = ?");
        receivers = new Prepared(
                writer,
                "SELECT d.name FROM delivery_event v JOIN destination d ON d.no = v.destination WHERE v.event = ?"
                        + " ORDER BY d.no");
        isWaiting = new Prepared(writer, "SELECT count(*) FROM outbox WHERE destination = ? AND event = ?");
        isParked = new Prepared(writer, "SELECT count(*) FROM parked WHERE destination = ? AND event = ?");
        reload();
    }

    /// Takes what is in memory from the tables again: after a rollback.
    void reload() throws SQLException {
        byName.clear();
        changed.clear();
        for (Destination destination :
                destinations.all(row -> new Destination(row.getInt(1), row.getString(2), row.getLong(3)))) {
            destination.waiting = waiting.number(destination.no);
            destination.parkedCases.addAll(parkedCases.all(row -> row.getLong(1), destination.no));
            byName.put(destination.name, destination);
        }
    }

    /// What is in memory now, to go back to after a rollback to a savepoint.
    Mark mark() {
        return new Mark(
                byName.values().stream()
                        .map(at -> new Mark.Of(at.name, at.lastPosition, at.waiting))
                        .toList(),
                Set.copyOf(changed));
    }

    void backTo(Mark mark) throws SQLException {
        byName.keySet().retainAll(mark.destinations.stream().map(Mark.Of::name).toList());
        for (Mark.Of of : mark.destinations) {
            Destination destination = byName.get(of.name);
            if (destination != null) {
                destination.lastPosition = of.lastPosition;
                destination.waiting = of.waiting;
            }
        }
        changed.clear();
        changed.addAll(mark.changed);
        reloadParked();
    }

    /// See [#mark()].
    record Mark(List<Of> destinations, Set<Destination> changed) {

        private record Of(String name, long lastPosition, long waiting) {}
    }

    /// Puts an event behind all others of a destination.
    void add(String name, long event, long caseNo) throws SQLException {
        Destination destination = destination(name);
        long position = ++destination.lastPosition;
        changed.add(destination);
        if (destination.parkedCases.contains(caseNo)) {
            insertParked.run(destination.no, position, event, caseNo);
        } else {
            insert.run(destination.no, position, event, caseNo);
            destination.waiting++;
        }
    }

    /// Adds those that have received an event, or will. What waits is searched only for destinations that are not
    /// among the names: they are few, while thousands may wait for one that is away.
    void addReceivers(Set<String> names, long event, long caseNo) throws SQLException {
        names.addAll(receivers.all(row -> row.getString(1), event));
        for (Destination destination : byName.values()) {
            if (!names.contains(destination.name) && isFor(destination, event, caseNo)) {
                names.add(destination.name);
            }
        }
    }

    private boolean isFor(Destination destination, long event, long caseNo) throws SQLException {
        return (destination.waiting > 0 && isWaiting.number(destination.no, event) > 0)
                || (destination.parkedCases.contains(caseNo) && isParked.number(destination.no, event) > 0);
    }

    /// What waits for one case waits for another from now on; if one of them is parked, both are.
    void union(long from, long to) throws SQLException {
        moveParkedCase.run(to, from);
        dropParkedCase.run(from);
        moveOut.run(to, from);
        moveParked.run(to, from);
        reloadParked();
    }

    /// Takes out what waits of the events that an erasure names, and counts it, so that no position is lost.
    void drop(long erasure) throws SQLException {
        for (Destination destination : byName.values()) {
            int parked = dropParked.run(destination.no, erasure);
            int waited = dropWaiting.run(destination.no, erasure);
            destination.waiting -= waited;
            dropped.run(parked + waited, destination.no);
        }
    }

    /// An event was delivered that was on its way while it was erased: its position is not among those taken out.
    void deliveredAfterAll(Destination destination) throws SQLException {
        dropped.run(-1, destination.no);
    }

    /// The opposite of [#union]: what waits for a case and was recorded of this part of it, or what belongs to the
    /// part, waits for the part from now on. What was parked is parked for both: nobody can say whose fault it was.
    void part(long from, long part) throws SQLException {
        moveParkedCase.run(part, from);
        partOut.run(part, from, part, part);
        partParked.run(part, from, part, part);
        reloadParked();
    }

    private void reloadParked() throws SQLException {
        for (Destination destination : byName.values()) {
            destination.parkedCases.clear();
            destination.parkedCases.addAll(parkedCases.all(row -> row.getLong(1), destination.no));
        }
    }

    /// Writes down the positions given. To be called before each commit.
    void save() throws SQLException {
        for (Destination destination : changed) {
            savePosition.run(destination.lastPosition, destination.no);
        }
    }

    /// The names of those that got something since the last call.
    Set<String> takeChanged() {
        Set<String> names =
                changed.stream().map(destination -> destination.name).collect(Collectors.toSet());
        changed.clear();
        return names;
    }

    /// Marks a destination as one that got something.
    void changed(Destination destination) {
        changed.add(destination);
    }

    @Nullable
    Destination known(String name) {
        return byName.get(name);
    }

    /// How many events wait, by destination.
    Map<String, Long> waiting() {
        return byName.values().stream().collect(Collectors.toUnmodifiableMap(at -> at.name, at -> at.waiting));
    }

    private Destination destination(String name) throws SQLException {
        Destination destination = byName.get(name);
        if (destination == null) {
            destination = new Destination(byName.size() + 1, name, 0);
            insertDestination.run(destination.no, name);
            byName.put(name, destination);
        }
        return destination;
    }
}
