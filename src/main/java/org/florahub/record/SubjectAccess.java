package org.florahub.record;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import org.florahub.event.Field;
import org.florahub.record.SubjectRecord.File;
import org.florahub.record.SubjectRecord.Kept;
import org.florahub.record.SubjectRecord.Order;
import org.florahub.record.SubjectRecord.Receipt;
import org.florahub.record.SubjectRecord.Told;
import org.florahub.vault.OnePerson.Known;
import org.florahub.vault.Prepared;
import org.florahub.vault.SeveralPersonsException;
import org.florahub.vault.Vault;

/// Puts together what is held about one person. Each access is itself recorded and anchored in the ledger, before
/// anything is shown. Thread-safe.
public final class SubjectAccess {

    private final Vault vault;
    private final Writer writer;
    private final Readers readers;
    private final Originals originals;

    SubjectAccess(Vault vault, Writer writer, Readers readers, Originals originals) {
        this.vault = vault;
        this.writer = writer;
        this.readers = readers;
        this.originals = originals;
    }

    /// What is held about the person whom an identifier names.
    ///
    /// @param field the BAMF file number, the AZR number or the arrival number
    /// @param actor who asks
    /// @return empty if nothing is recorded under it
    /// @throws SeveralPersonsException  if a file number is that of several persons
    /// @throws IllegalArgumentException if the field names nobody
    public Optional<SubjectRecord> of(Field field, String value, String actor) {
        Collection<Known> person =
                readers.read(connection -> vault.onePerson(connection).of(field, value));
        if (person.isEmpty()) {
            return Optional.empty();
        }
        Set<Long> messages = new TreeSet<>(naming(person));
        Noted noted = note(person, actor);
        return Optional.of(readers.read(connection -> {
            List<Told> events = events(connection, person);
            events.forEach(event -> messages.add(event.message()));
            return new SubjectRecord(
                    noted.at,
                    files(person),
                    events,
                    kept(connection, messages),
                    orders(connection, events, person),
                    noted.leaves);
        }));
    }

    private record Noted(Instant at, List<Long> leaves) {}

    /// One act for each of the cases that the person is in.
    private Noted note(Collection<Known> person, String actor) {
        return writer.submit(tx -> {
            var leaves = new ArrayList<Long>();
            for (Known known : person) {
                leaves.add(tx.audit.add(new AuditTable.Act(actor, "subject-access", known.caseRef(), null), tx));
            }
            return new Noted(tx.now(), leaves);
        });
    }

    /// Messages of which nothing was recorded, or not everything, and that name the person.
    private List<Long> naming(Collection<Known> person) {
        List<String> own = person.stream()
                .flatMap(known -> known.identifiers().entrySet().stream())
                .filter(entry -> !entry.getKey().equals(Field.CASE_BAMF_FILE_NUMBER.path()))
                .flatMap(entry -> List.of(entry.getValue().split("\n", -1)).stream())
                .distinct()
                .toList();
        return new NamingMessages(vault, readers, originals).naming(own);
    }

    private static List<File> files(Collection<Known> person) {
        return person.stream()
                .map(known -> new File(known.caseRef().value(), known.personRef(), known.identifiers()))
                .toList();
    }

    private List<Told> events(Connection connection, Collection<Known> person) throws SQLException {
        var rows = new EventRows(connection, vault);
        var deliveries = new DeliveryRows(connection, vault);
        var waiting = new Prepared(
                connection,
                "SELECT name FROM destination WHERE no IN (SELECT destination FROM outbox WHERE event = ?1"
                        + " UNION SELECT destination FROM parked WHERE event = ?1) ORDER BY name");
        var told = new TreeMap<Long, Told>();
        for (Known known : person) {
            for (RecordedEvent event : rows.ofPerson(known.no())) {
                List<Receipt> receipts = deliveries.ofEvent(event.seq()).stream()
                        .map(to -> new Receipt(to.destination(), to.id(), to.at()))
                        .toList();
                told.put(event.seq(), told(event, receipts, waiting.all(row -> row.getString(1), event.seq())));
            }
        }
        return List.copyOf(told.values());
    }

    private static Told told(RecordedEvent event, List<Receipt> receipts, List<String> waiting) {
        return new Told(
                event.event().id().value(),
                event.event().caseRef().value(),
                event.event().recordedAt(),
                event.event().source().toString(),
                event.event().adapter(),
                event.event().refers() == null ? "" : event.event().refers().toString(),
                event.message(),
                event.leaf(),
                new LinkedHashMap<>(event.statement().flatten()),
                receipts,
                waiting);
    }

    private static List<Kept> kept(Connection connection, Set<Long> messages) throws SQLException {
        var table = new MessageTable(connection);
        var kept = new ArrayList<Kept>();
        for (long no : messages) {
            MessageRow row = table.byNo(no);
            if (row != null) {
                MessageHeader header = row.message().header();
                kept.add(new Kept(
                        no,
                        header.source().toString(),
                        header.adapter(),
                        row.message().receivedAt(),
                        row.message().disposition().key(),
                        row.wrappedKey() != null));
            }
        }
        return kept;
    }

    private static List<Order> orders(Connection connection, List<Told> events, Collection<Known> person)
            throws SQLException {
        Set<UUID> subjects =
                person.stream().map(known -> known.caseRef().value()).collect(Collectors.toSet());
        events.forEach(event -> subjects.add(event.id()));
        var table = new Prepared(
                connection,
                "SELECT no, scope, subject, proposed_at, approved_at FROM erasure WHERE subject = ? ORDER BY no");
        var orders = new ArrayList<Order>();
        for (UUID subject : subjects) {
            orders.addAll(table.all(
                    row -> new Order(
                            row.getLong(1),
                            row.getString(2),
                            subject,
                            Instant.ofEpochMilli(row.getLong(4)),
                            text(row.getLong(5))),
                    subject));
        }
        return orders;
    }

    private static String text(long millis) {
        return millis == 0 ? "" : Instant.ofEpochMilli(millis).toString();
    }
}
