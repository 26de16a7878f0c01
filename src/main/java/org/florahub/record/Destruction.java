package org.florahub.record;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.florahub.ledger.ErasureOrder;
import org.florahub.vault.Prepared;
import org.jspecify.annotations.Nullable;

/// Destroys what an order names, within the transaction that approves it: keys, what they sealed, pseudonymous
/// details, originals' keys, what waits to be delivered, and the index by which a case was found. What stays of an
/// event is its number, its id, its leaf and when it was recorded.
///
/// The order gets its own leaves in the same transaction. For the writer thread.
final class Destruction {

    private static final String EVENTS = "(SELECT event FROM erasure_event WHERE erasure = ?)";
    private static final String MESSAGES = "(SELECT message FROM erasure_message WHERE erasure = ?)";

    /// The case of a pseudonym and all that became part of it.
    private static final String CASES = "(SELECT no FROM vault_case WHERE no = ? OR merged_into = ?)";

    /// How long a delivery may have been under way when its events were erased, before its receiver is told.
    private static final Duration ON_ITS_WAY = Duration.ofMinutes(2);

    private final Connection connection;

    Destruction(Connection connection) {
        this.connection = connection;
    }

    /// What is gone.
    ///
    /// @param ownFiles names of originals' own files, which nothing refers to any more
    record Destroyed(List<String> ownFiles) {}

    /// @param erasure what to destroy
    /// @param naming  further messages that name the case's persons
    Destroyed destroy(Transaction tx, Erasure erasure, List<Long> naming) throws SQLException {
        long no = erasure.no();
        Long root = erasure.scope() == Erasure.Scope.CASE ? caseNo(erasure) : null;
        gather(no, erasure, root, naming);
        notices(no, tx.now());
        List<Long> touched = root == null ? casesOf(no) : List.of();
        List<String> files = originals(no);
        events(no);
        tx.outbox.drop(no);
        tx.outbox.save();
        if (root != null) {
            forgetCase(root);
        }
        tx.newest.forget();
        for (long remaining : touched) {
            tx.events.setState(
                    remaining, CaseFold.of(tx.events.ofCase(remaining).stream()).text());
        }
        anchor(tx, no);
        return new Destroyed(files);
    }

    private Long caseNo(Erasure erasure) throws SQLException {
        Long found = new Prepared(connection, "SELECT coalesce(merged_into, no) FROM vault_case WHERE ref = ?")
                .first(row -> row.getLong(1), erasure.subject());
        if (found == null) {
            throw new NotErasableException("Erasure %d: found no such case any more, expected one. It has been erased."
                    .formatted(erasure.no()));
        }
        return found;
    }

    private void gather(long no, Erasure erasure, @Nullable Long root, List<Long> naming) throws SQLException {
        int found = root == null
                ? run(
                        "INSERT INTO erasure_event SELECT ?, e.seq, e.leaf FROM event e JOIN vault_event v"
                                + " ON v.seq = e.seq WHERE e.id = ?",
                        no,
                        erasure.subject())
                : run(
                        "INSERT INTO erasure_event SELECT ?, e.seq, e.leaf FROM vault_person p JOIN event e"
                                + " ON e.person = p.no JOIN vault_event v ON v.seq = e.seq WHERE p.case_no IN " + CASES,
                        no,
                        root,
                        root);
        if (found == 0 && root == null) {
            throw new NotErasableException(
                    "Erasure %d: found no such event any more, expected one. It has been erased.".formatted(no));
        }
        run("INSERT INTO erasure_message SELECT DISTINCT ?, message FROM event WHERE seq IN " + EVENTS, no, no);
        for (long message : naming) {
            run("INSERT INTO erasure_message VALUES (?, ?) ON CONFLICT DO NOTHING", no, message);
        }
        if (number("SELECT count(*) FROM message WHERE disposition = 'in-progress' AND no IN " + MESSAGES, no) > 0) {
            throw new NotErasableException(
                    "Erasure %d: found a long message that is still being taken, expected none. Approve again later."
                            .formatted(no));
        }
    }

    /// Everybody who got an event of it, and everybody who may be getting one at this moment.
    private void notices(long no, Instant now) throws SQLException {
        for (String table : new String[] {"delivery_event", "outbox"}) {
            run(
                    "INSERT INTO erasure_notice SELECT DISTINCT ?, destination, NULL, 0, ?, NULL, NULL FROM " + table
                            + " WHERE event IN " + EVENTS + " ON CONFLICT DO UPDATE SET next_at = excluded.next_at",
                    no,
                    (table.equals("outbox") ? now.plus(ON_ITS_WAY) : now).toEpochMilli(),
                    no);
        }
    }

    private List<Long> casesOf(long no) throws SQLException {
        return new Prepared(
                        connection,
                        "SELECT DISTINCT p.case_no FROM event e JOIN vault_person p ON p.no = e.person WHERE e.seq IN "
                                + EVENTS)
                .all(row -> row.getLong(1), no);
    }

    private List<String> originals(long no) throws SQLException {
        List<String> files = new Prepared(
                        connection, "SELECT own_file FROM message WHERE own_file IS NOT NULL AND no IN " + MESSAGES)
                .all(row -> row.getString(1), no);
        run(
                "UPDATE message SET wrapped_key = NULL, own_file = NULL, segment = 0, segment_offset = 0 WHERE no IN "
                        + MESSAGES,
                no);
        return files;
    }

    private void events(long no) throws SQLException {
        run("DELETE FROM vault_event WHERE seq IN " + EVENTS, no);
        run("DELETE FROM delivery_change WHERE event IN " + EVENTS, no);
        run(
                "UPDATE event SET case_ref = x'', person_ref = x'', source = '', status = '', occurred = '',"
                        + " regime = '', statement = '{}', person = 0 WHERE seq IN " + EVENTS,
                no);
        // a message all of whose events are gone has no further use for its sender's id
        run(
                "UPDATE message SET message_id = NULL WHERE no IN " + MESSAGES
                        + " AND NOT EXISTS (SELECT 1 FROM event e"
                        + " JOIN vault_event v ON v.seq = e.seq WHERE e.message = message.no)",
                no);
        run(
                "UPDATE delivery SET sha256 = x'', proof_leaf = NULL, witness_leaf = NULL"
                        + " WHERE no IN (SELECT delivery FROM delivery_event"
                        + " WHERE event IN " + EVENTS + ") AND NOT EXISTS (SELECT 1 FROM delivery_event o"
                        + " JOIN vault_event v ON v.seq = o.event WHERE o.delivery = delivery.no)",
                no);
    }

    private void forgetCase(long root) throws SQLException {
        run("DELETE FROM case_state WHERE case_no IN " + CASES, root, root);
        run("DELETE FROM parked_case WHERE case_no IN " + CASES, root, root);
        run("DELETE FROM vault_index WHERE kind = 1 AND target IN " + CASES, root, root);
        String persons = "(SELECT no FROM vault_person WHERE case_no IN " + CASES + ")";
        run("DELETE FROM vault_index WHERE kind <> 1 AND target IN " + persons, root, root);
        run("DELETE FROM vault_person WHERE case_no IN " + CASES, root, root);
        // a case that still seals an event of another one keeps its key and nothing else
        run("UPDATE vault_case SET file_number = NULL WHERE no IN " + CASES, root, root);
        run(
                "DELETE FROM vault_case WHERE (no = ? OR merged_into = ?)"
                        + " AND NOT EXISTS (SELECT 1 FROM vault_event v WHERE v.case_no = vault_case.no)",
                root,
                root);
    }

    private void anchor(Transaction tx, long no) throws SQLException {
        List<Long> leaves = new Prepared(connection, "SELECT leaf FROM erasure_event WHERE erasure = ? ORDER BY leaf")
                .all(row -> row.getLong(1), no);
        for (int from = 0; from < leaves.size(); from += ErasureOrder.INDICES_MAX) {
            var part = new ArrayList<>(leaves.subList(from, Math.min(leaves.size(), from + ErasureOrder.INDICES_MAX)));
            long leaf = tx.numbers.nextLeaf();
            run("INSERT INTO leaf VALUES (?, ?)", leaf, new ErasureOrder(part).entry());
            run("INSERT INTO erasure_order VALUES (?, ?)", leaf, no);
        }
    }

    private int run(String sql, @Nullable Object... values) throws SQLException {
        return new Prepared(connection, sql).run(values);
    }

    private long number(String sql, Object... values) throws SQLException {
        return new Prepared(connection, sql).number(values);
    }
}
