package org.florahub.record;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import org.florahub.event.CaseRef;
import org.florahub.event.Problem;
import org.florahub.record.OutboxTable.Destination;
import org.florahub.vault.EventSeal;
import org.florahub.vault.Prepared;
import org.florahub.vault.Vault;

/// What becomes of the rows of the outbox. For the writer thread.
final class DeliveryTable {

    /// What the sealed list of changed values of one event at one destination is called where it is sealed.
    static final String CHANGE = "florahub/delivery-change/v1";

    private final OutboxTable outbox;
    private final Prepared assign;
    private final Prepared take;
    private final Prepared insertDelivery;
    private final Prepared insertEvent;
    private final Prepared insertChange;
    private final Prepared formNo;
    private final Prepared lastForm;
    private final Prepared insertForm;
    private final EventSeal seal;
    private final Prepared lastDelivery;
    private final Prepared proven;
    private final Prepared provenForNow;
    private final Prepared delay;
    private final Prepared caseOf;
    private final Prepared erased;
    private final Prepared places;
    private final Prepared parkedPlaces;
    private final Prepared park;
    private final Prepared unpark;
    private final Prepared dropParked;
    private final Prepared insertCase;
    private final Prepared dropCase;
    private final Prepared caseNo;

    DeliveryTable(Connection writer, OutboxTable outbox, Vault vault) {
        this.outbox = outbox;
        assign = new Prepared(
                writer, "UPDATE outbox SET unit = ? WHERE destination = ? AND position = ? AND unit IN (0, ?)");
        take = new Prepared(writer, "DELETE FROM outbox WHERE destination = ? AND position = ?");
        insertDelivery = new Prepared(
                writer,
                "INSERT INTO delivery (no, destination, sequence, id, events, sha256, losses, at, proof_leaf, form)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
        insertEvent = new Prepared(writer, "INSERT INTO delivery_event VALUES (?, ?, ?) ON CONFLICT DO NOTHING");
        insertChange = new Prepared(writer, "INSERT INTO delivery_change VALUES (?, ?, ?) ON CONFLICT DO NOTHING");
        formNo = new Prepared(writer, "SELECT no FROM delivery_form WHERE extension = ? AND withheld = ?");
        lastForm = new Prepared(writer, "SELECT coalesce(max(no), 0) FROM delivery_form");
        insertForm = new Prepared(writer, "INSERT INTO delivery_form VALUES (?, ?, ?)");
        seal = vault.eventSeal();
        lastDelivery = new Prepared(writer, "SELECT coalesce(max(no), 0) FROM delivery");
        proven = new Prepared(
                writer, "UPDATE delivery SET proof_leaf = NULL, witness_leaf = NULL WHERE sequence = ? AND id = ?");
        provenForNow = new Prepared(
                writer,
                "UPDATE delivery SET witness_leaf = coalesce(proof_leaf, witness_leaf), proof_leaf = NULL"
                        + " WHERE sequence = ? AND id = ?");
        delay = new Prepared(
                writer,
                "UPDATE outbox SET attempts = attempts + 1, not_before = ? WHERE destination = ? AND position = ?");
        caseOf = new Prepared(writer, "SELECT case_no FROM outbox WHERE destination = ? AND position = ?");
        erased = new Prepared(writer, "SELECT event FROM erasure_event WHERE event = ? LIMIT 1");
        places = new Prepared(writer, "SELECT position, case_no, unit FROM outbox WHERE destination = ?");
        parkedPlaces = new Prepared(writer, "SELECT position, case_no, unit FROM parked WHERE destination = ?");
        park = new Prepared(
                writer,
                "INSERT INTO parked SELECT destination, position, event, case_no, attempts, unit FROM outbox"
                        + " WHERE destination = ? AND position = ?");
        unpark = new Prepared(
                writer,
                "INSERT INTO outbox SELECT destination, position, event, case_no, attempts, 0, unit FROM parked"
                        + " WHERE destination = ? AND position = ?");
        dropParked = new Prepared(writer, "DELETE FROM parked WHERE destination = ? AND position = ?");
        insertCase = new Prepared(writer, "INSERT INTO parked_case VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING");
        dropCase = new Prepared(writer, "DELETE FROM parked_case WHERE destination = ? AND case_no = ?");
        caseNo = new Prepared(writer, "SELECT coalesce(merged_into, no) FROM vault_case WHERE ref = ?");
    }

    void assign(Unit unit) throws SQLException {
        Destination to = destination(unit.destination());
        for (Due member : unit.members()) {
            if (assign.run(unit.sequence(), to.no, member.position(), unit.sequence()) == 0) {
                throw new IllegalArgumentException(
                        "Position %d of %s does not wait, or is in another unit".formatted(member.position(), to.name));
            }
        }
    }

    void delivered(Delivered delivered, Instant at) throws SQLException {
        Unit unit = delivered.unit();
        Destination to = destination(unit.destination());
        long no = lastDelivery.number() + 1;
        boolean waited = false;
        boolean gone = false;
        for (Due member : unit.members()) {
            if (take.run(to.no, member.position()) > 0) {
                to.waiting--;
                waited = true;
                insertEvent.run(member.event().seq(), to.no, no);
                change(member.event(), delivered, to);
            } else if (erased.first(row -> row.getLong(1), member.event().seq()) != null) {
                if (insertEvent.run(member.event().seq(), to.no, no) > 0) { // on its way while it was erased
                    outbox.deliveredAfterAll(to);
                    gone = true;
                }
            }
        }
        if (waited || gone) {
            insertDelivery.run(
                    no,
                    to.no,
                    unit.sequence(),
                    unit.id(),
                    unit.members().stream()
                            .map(member -> String.valueOf(member.event().seq()))
                            .collect(Collectors.joining(",")),
                    waited ? delivered.sha256() : new byte[0],
                    delivered.losses(),
                    at.toEpochMilli(),
                    delivered.awaitsProof() && waited ? newestLeaf(unit) : null,
                    form(delivered.form()));
        }
    }

    private long form(DeliveryForm form) throws SQLException {
        String withheld = form.withheldPaths();
        Long known = formNo.first(row -> row.getLong(1), form.extension(), withheld);
        if (known != null) {
            return known;
        }
        long no = lastForm.number() + 1;
        insertForm.run(no, form.extension(), withheld);
        return no;
    }

    private void change(RecordedEvent event, Delivered delivered, Destination to) throws SQLException {
        String change = delivered.changes().get(event.seq());
        if (change != null) {
            byte[] plain = change.getBytes(StandardCharsets.UTF_8);
            insertChange.run(
                    event.seq(),
                    to.no,
                    seal.sealBeside(event.eventKey(), event.event().id(), CHANGE, plain));
        }
    }

    private static Long newestLeaf(Unit unit) {
        return unit.members().stream()
                .map(member -> member.event().leaf())
                .max(Long::compare)
                .orElseThrow();
    }

    void proven(UUID delivery) throws SQLException {
        proven.run(Unit.sequenceOf(delivery), delivery);
    }

    void provenForNow(UUID delivery) throws SQLException {
        provenForNow.run(Unit.sequenceOf(delivery), delivery);
    }

    void retryLater(Unit unit, Instant notBefore) throws SQLException {
        Destination to = destination(unit.destination());
        for (Due member : unit.members()) {
            delay.run(notBefore.toEpochMilli(), to.no, member.position());
        }
    }

    /// Parks the cases of a unit with all that waits of them, and with every other unit that holds some of it: a
    /// unit is never taken apart.
    void park(Unit unit, Problem problem, Instant at) throws SQLException {
        Destination to = destination(unit.destination());
        Set<Long> cases = new HashSet<>();
        for (Due member : unit.members()) {
            Long of = caseOf.first(row -> row.getLong(1), to.no, member.position());
            if (of != null) {
                cases.add(of);
            }
        }
        for (Place place : belonging(places, to, cases)) {
            park.run(to.no, place.position);
            take.run(to.no, place.position);
            to.waiting--;
        }
        for (long parked : cases) {
            insertCase.run(to.no, parked, at.toEpochMilli(), ProblemJson.write(problem));
        }
        to.parkedCases.addAll(cases);
    }

    /// Puts what was parked of a case, and of those that share a unit with it, back into its places.
    ///
    /// @return how many events wait again
    long unpark(String destination, CaseRef caseRef) throws SQLException {
        Destination to = outbox.known(destination);
        Long of = caseNo.first(row -> row.getLong(1), caseRef.value());
        if (to == null || of == null || !to.parkedCases.contains(of)) {
            return 0;
        }
        Set<Long> cases = new HashSet<>(Set.of(of));
        List<Place> places = belonging(parkedPlaces, to, cases);
        for (Place place : places) {
            unpark.run(to.no, place.position);
            dropParked.run(to.no, place.position);
            to.waiting++;
        }
        for (long parked : cases) {
            dropCase.run(to.no, parked);
        }
        to.parkedCases.removeAll(cases);
        outbox.changed(to);
        return places.size();
    }

    private record Place(long position, long caseNo, long unit) {}

    /// All places of the cases. Adds to the cases those that share a unit with one of them.
    private static List<Place> belonging(Prepared select, Destination to, Set<Long> cases) throws SQLException {
        List<Place> all = select.all(row -> new Place(row.getLong(1), row.getLong(2), row.getLong(3)), to.no);
        Set<Long> units = new TreeSet<>();
        boolean grown = true;
        while (grown) {
            grown = false;
            for (Place place : all) {
                if (cases.contains(place.caseNo) && place.unit != 0) {
                    grown |= units.add(place.unit);
                } else if (units.contains(place.unit)) {
                    grown |= cases.add(place.caseNo);
                }
            }
        }
        return all.stream().filter(place -> cases.contains(place.caseNo)).toList();
    }

    private Destination destination(String name) {
        Destination known = outbox.known(name);
        if (known == null) {
            throw new IllegalArgumentException("Nothing was ever to be delivered to " + name);
        }
        return known;
    }
}
