package org.florahub.record;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.florahub.event.Statement;
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

    Seals(Connection writer, Vault vault) {
        this.vault = vault;
        insertSealed = new Prepared(writer, "INSERT INTO vault_event VALUES (?, ?, ?)");
        insertLeaf = new Prepared(writer, "INSERT INTO leaf VALUES (?, ?)");
    }

    /// An event that is stored but for its key, its personal fields and its leaf.
    @SuppressWarnings("ArrayRecordComponent") // a carrier
    private record Pending(
            long seq, long leaf, StatusEvent event, Statement personal, byte[] personalJson, Subject subject) {}

    @SuppressWarnings("ArrayRecordComponent") // a carrier
    private record Sealed(byte[] sealed, byte[] entry) {}

    void add(long seq, long leaf, StatusEvent event, PreparedEntry from, Subject subject) {
        pending.add(new Pending(seq, leaf, event, from.personal(), from.personalJson(), subject));
    }

    int size() {
        return pending.size();
    }

    void backTo(int size) {
        pending.subList(size, pending.size()).clear();
    }

    void clear() {
        pending.clear();
    }

    /// Seals what is pending and stores it, in order.
    void write() throws SQLException {
        var sealed = new Sealed[pending.size()];
        int slices = (sealed.length + SLICE - 1) / SLICE;
        IntStream range = IntStream.range(0, slices);
        (slices > 1 ? range.parallel() : range).forEach(slice -> seal(slice * SLICE, sealed));
        for (int i = 0; i < sealed.length; i++) {
            Pending event = pending.get(i);
            insertSealed.run(event.seq, event.subject.caseNo(), sealed[i].sealed);
            insertLeaf.run(event.leaf, sealed[i].entry);
        }
        pending.clear();
    }

    private void seal(int from, Sealed[] sealed) {
        EventSeal seal = vault.eventSeal();
        for (int i = from; i < Math.min(from + SLICE, sealed.length); i++) {
            Pending event = pending.get(i);
            byte[] key = vault.newKey();
            sealed[i] = new Sealed(
                    seal.seal(event.subject, event.event.id(), key, event.personalJson),
                    Commitment.entry(key, event.event.flatten(event.personal)));
        }
    }
}
