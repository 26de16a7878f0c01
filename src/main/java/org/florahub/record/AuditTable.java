package org.florahub.record;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.TreeMap;
import org.florahub.event.CaseRef;
import org.florahub.ledger.AuditEntry;
import org.florahub.vault.Prepared;
import org.florahub.vault.Subject;
import org.florahub.vault.Vault;
import org.jspecify.annotations.Nullable;

/// The table `audit_act`: who did what to which case. Each act has a leaf in the ledger, in the same transaction.
final class AuditTable {

    private final Vault vault;
    private final Prepared insert;
    private final Prepared insertByEvent;
    private final Prepared insertLeaf;
    private final Prepared last;

    AuditTable(Connection writer, Vault vault) {
        this.vault = vault;
        insert = new Prepared(writer, "INSERT INTO audit_act VALUES (?, ?, ?, ?, ?, ?, ?, ?)");
        insertByEvent = new Prepared(
                writer,
                "INSERT INTO audit_act SELECT ?, ?, ?, 'merge', f.ref, t.ref, NULL, ? FROM vault_case f, vault_case t"
                        + " WHERE f.no = ? AND t.no = ?");
        insertLeaf = new Prepared(writer, "INSERT INTO leaf VALUES (?, ?)");
        last = new Prepared(writer, "SELECT coalesce(max(no), 0) FROM audit_act");
    }

    /// What an operator did.
    ///
    /// @param other the other case of a merge or split
    record Act(
            String actor,
            String name,
            CaseRef subject,
            @Nullable CaseRef other) {}

    /// Writes an act down with a leaf of its own.
    ///
    /// @return the index of the leaf
    long add(Act act, Transaction tx) throws SQLException {
        byte[] key = vault.newKey();
        long leaf = tx.numbers.nextLeaf();
        long at = tx.now().toEpochMilli();
        insert.run(
                last.number() + 1,
                at,
                act.actor,
                act.name,
                act.subject.value(),
                act.other == null ? null : act.other.value(),
                key,
                leaf);
        insertLeaf.run(leaf, entry(key, act, tx.now()));
        return leaf;
    }

    /// The leaf of an act.
    static byte[] entry(byte[] key, Act act, Instant at) {
        var fields = new TreeMap<String, String>();
        fields.put("act", act.name);
        fields.put("actor", act.actor);
        fields.put("at", at.toString());
        fields.put("subject", act.subject.toString());
        if (act.other != null) {
            fields.put("other", act.other.toString());
        }
        return AuditEntry.of(key, fields);
    }

    /// Writes down that the event about to be recorded merges two cases: its own leaf stands for that.
    void mergedByEvent(Subject.Union.OfCases union, Numbers numbers, Instant at) throws SQLException {
        insertByEvent.run(
                last.number() + 1,
                at.toEpochMilli(),
                "event " + (numbers.events() + 1),
                numbers.leaves(),
                union.from(),
                union.to());
    }
}
