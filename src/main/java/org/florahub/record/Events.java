package org.florahub.record;

import java.io.IOException;
import java.io.InputStream;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.florahub.event.CaseRef;
import org.florahub.event.EventId;
import org.florahub.event.Problem;
import org.florahub.vault.Prepared;
import org.florahub.vault.Vault;
import org.jspecify.annotations.Nullable;

/// Reads what is recorded. Thread-safe; sees every transaction that has been committed.
///
/// Every method throws [StoreUnavailableException] when the store cannot be read.
public final class Events {

    private final Readers readers;
    private final Originals originals;
    private final Vault vault;

    Events(Readers readers, Originals originals, Vault vault) {
        this.readers = readers;
        this.originals = originals;
        this.vault = vault;
    }

    /// The events from a sequence number on, in order.
    ///
    /// @param from first sequence number
    /// @param max  at most so many
    public List<RecordedEvent> from(long from, int max) {
        return readers.read(connection -> new EventRows(connection, vault).from(from, max));
    }

    /// The event of that id.
    public Optional<RecordedEvent> byId(EventId id) {
        return readers.find(connection -> new EventRows(connection, vault).byId(id));
    }

    /// The events of one message, in its order.
    public List<RecordedEvent> ofMessage(long message) {
        return readers.read(connection -> new EventRows(connection, vault).ofMessage(message));
    }

    /// The events of a case, in order of recording, those of cases that became part of it included.
    public List<RecordedEvent> ofCase(CaseRef caseRef) {
        return readers.read(connection -> {
            Long no = caseNo(connection, caseRef);
            return no == null ? List.of() : new EventRows(connection, vault).ofCase(no);
        });
    }

    /// The case as its events leave it, under the pseudonym that was asked for.
    public Optional<CaseState> state(CaseRef caseRef) {
        return readers.find(connection -> {
            Long no = caseNo(connection, caseRef);
            return no == null
                    ? null
                    : CaseFold.parse(new EventTable(connection).state(no)).state(caseRef);
        });
    }

    private static @Nullable Long caseNo(Connection connection, CaseRef caseRef) throws SQLException {
        return new Prepared(connection, "SELECT coalesce(merged_into, no) FROM vault_case WHERE ref = ?")
                .first(row -> row.getLong(1), caseRef.value());
    }

    /// Who received an event.
    public List<Delivery> deliveries(long seq) {
        return readers.read(connection -> new DeliveryRows(connection, vault).ofEvent(seq));
    }

    /// What a delivery consisted of.
    ///
    /// @param id of the delivery
    public Optional<DeliveredUnit> delivery(UUID id) {
        return readers.find(connection -> new DeliveryRows(connection, vault).byId(id));
    }

    /// The values of a delivery that stand in its document as other texts, as they were given with
    /// [Delivered#changes()]: JSON by the number of the event. Events that were written as they are do not occur.
    public Map<Long, String> changes(DeliveredUnit unit) {
        return readers.read(connection -> {
            var rows = new DeliveryRows(connection, vault);
            var changes = new LinkedHashMap<Long, String>();
            for (RecordedEvent event : unit.events()) {
                String change = rows.change(event, unit.destination());
                if (change != null) {
                    changes.put(event.seq(), change);
                }
            }
            return changes;
        });
    }

    /// One message without its content.
    public Optional<Message> message(long no) {
        return readers.find(connection -> new MessageTable(connection).byNo(no)).map(MessageRow::message);
    }

    /// The newest messages first.
    ///
    /// @param before only those with a smaller number; `Long.MAX_VALUE` for all
    /// @param max    at most so many
    public List<Message> messages(long before, int max) {
        return readers.read(connection -> new MessageTable(connection)
                .newest(before, max).stream().map(MessageRow::message).toList());
    }

    /// What was wrong with a message.
    public List<Problem> problems(long message) {
        return readers.read(connection -> new MessageTable(connection).problems(message));
    }

    /// The original of a message, decrypted as it is read. A damaged or shortened one ends in an [IOException].
    ///
    /// @throws IOException if there is no such message, or its original has been erased or cannot be opened
    public InputStream original(long message) throws IOException {
        MessageRow row = readers.find(connection -> new MessageTable(connection).byNo(message))
                .orElseThrow(() -> new IOException("Message %d: found none of that number".formatted(message)));
        byte[] key = row.wrappedKey();
        if (key == null) {
            throw new IOException("Message %d: its original has been erased".formatted(message));
        }
        return originals.open(row.place(), row.message().sizeBytes(), key);
    }

    /// Counts of what the store holds.
    public Statistics statistics() {
        return readers.read(StatisticsRows::read);
    }
}
