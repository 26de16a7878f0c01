package org.florahub.record;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.florahub.event.StatusEvent;
import org.florahub.ledger.Commitment;
import org.florahub.vault.EventSeal;
import org.florahub.vault.Prepared;
import org.florahub.vault.Subject;
import org.florahub.vault.Vault;

/// Gives the events of a transaction their keys, seals what is personal and commits to it: all at once, on all
/// cores, because this is the dearest part of recording and needs nothing of the database.
final class Seals {

    /// As many are worth the way to another thread.
    private static final int SLICE = 32;

    private final Vault vault;
    private final Prepared insertSealed;
    private final Prepared insertLeaf;
    private final List<Pending> pending = new ArrayList<>();
    private final List<RecordedEvent> written = new ArrayList<>();

    Seals(Connection writer, Vault vault) {
        this.vault = vault;
        insertSealed = new Prepared(writer, "INSERT INTO vault_event VALUES (?, ?, ?)");
        insertLeaf = new Prepared(writer, "INSERT INTO leaf VALUES (?, ?)");
    }

    /// An event that is stored but for its key, its personal fields and its leaf.
    private record Pending(EventTable.New row, Subject subject) {

        RecordedEvent recorded(byte[] key) {
            PreparedEntry from = row.from();
            return new RecordedEvent(
                    row.seq(), row.message(), from.entry().line(), row.event(), from.personal(), key, row.leaf());
        }
    }

    @SuppressWarnings("ArrayRecordComponent") // a carrier
    private record Sealed(RecordedEvent event, byte[] sealed, byte[] entry) {}

    void add(EventTable.New row, Subject subject) {
        pending.add(new Pending(row, subject));
    }

    int size() {
        return pending.size();
    }

    void backTo(int size) {
        pending.subList(size, pending.size()).clear();
    }

    void clear() {
        pending.clear();
        written.clear();
    }

    /// The events written since the last call, as they can be read now.
    List<RecordedEvent> takeWritten() {
        List<RecordedEvent> events = List.copyOf(written);
        written.clear();
        return events;
    }

    /// Seals what is pending and stores it, in order.
    void write() throws SQLException {
        var sealed = new Sealed[pending.size()];
        int slices = (sealed.length + SLICE - 1) / SLICE;
        IntStream range = IntStream.range(0, slices);
        (slices > 1 ? range.parallel() : range).forEach(slice -> seal(slice * SLICE, sealed));
        for (int i = 0; i < sealed.length; i++) {
            Pending event = pending.get(i);
            insertSealed.run(event.row.seq(), event.subject.caseNo(), sealed[i].sealed);
            insertLeaf.run(event.row.leaf(), sealed[i].entry);
            written.add(sealed[i].event);
        }
        pending.clear();
    }

    private void seal(int from, Sealed[] sealed) {
        EventSeal seal = vault.eventSeal();
        for (int i = from; i < Math.min(from + SLICE, sealed.length); i++) {
            Pending event = pending.get(i);
            RecordedEvent recorded = event.recorded(vault.newKey());
            byte[] key = recorded.eventKey();
            StatusEvent status = recorded.event();
            sealed[i] = new Sealed(
                    recorded,
                    seal.seal(event.subject, status.id(), key, event.row.from().personalJson()),
                    Commitment.entry(key, status.flatten(recorded.personal())));
        }
    }
}
