package org.florahub.record;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.florahub.vault.CaseBook;
import org.florahub.vault.CaseLinks;
import org.florahub.vault.Vault;

/// The transaction of a group, with all that takes part in it. One object serves one after the other, for the life
/// of the writer's connection. For the writer thread.
final class Transaction implements AutoCloseable {

    private final Connection connection;
    private final Statement control;
    private final Clock clock;
    private final Vault vault;
    final NewestEvents newest;
    final Numbers numbers;
    final EventIds ids;
    final CaseBook cases;
    final MessageTable messages;
    final EventTable events;
    final OutboxTable outbox;
    final DeliveryTable deliveries;
    final Seals seals;
    final ErasureTable erasures;
    final CaseLinks links;
    final AuditTable audit;

    private Instant now = Instant.EPOCH;

    Transaction(Connection connection, Vault vault, Clock clock, NewestEvents newest) throws SQLException {
        this.connection = connection;
        this.newest = newest;
        this.control = connection.createStatement();
        this.clock = clock;
        this.vault = vault;
        numbers = new Numbers(connection);
        cases = vault.cases(connection);
        messages = new MessageTable(connection);
        events = new EventTable(connection);
        ids = new EventIds(events.lastId());
        outbox = new OutboxTable(connection);
        deliveries = new DeliveryTable(connection, outbox, vault);
        seals = new Seals(connection, vault);
        links = vault.caseLinks(connection);
        audit = new AuditTable(connection, vault);
        erasures = new ErasureTable(connection);
    }

    /// For statements that are seldom made.
    Connection connection() {
        return connection;
    }

    void begin() throws SQLException {
        now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        connection.setAutoCommit(false);
    }

    /// When this transaction began, in milliseconds: everything in it is recorded at this time.
    Instant now() {
        return now;
    }

    /// The key of an original as it is stored. Wrapped here, so that a rotation of keys meets everything or comes
    /// first.
    byte[] wrap(SealedOriginal original) {
        return vault.wrapOriginalKey(original.key());
    }

    /// Does what is done for the whole group at once. After it nothing but the commit is missing.
    void complete() throws SQLException {
        seals.write();
        outbox.save();
    }

    /// Durable when it returns.
    void commit() throws SQLException {
        connection.setAutoCommit(true);
        newest.committed(seals.takeWritten());
    }

    void rollback() throws SQLException {
        seals.clear();
        if (connection.getAutoCommit()) {
            control.execute("ROLLBACK"); // a commit failed: the transaction is still there, the driver forgot it
        } else {
            connection.rollback();
            connection.setAutoCommit(true);
        }
        numbers.reload();
        cases.rolledBack();
        outbox.reload();
    }

    /// Runs something that either happens as a whole or, when it answers `false`, not at all.
    boolean atomically(Part part) throws SQLException {
        Numbers.Mark mark = numbers.mark();
        OutboxTable.Mark delivered = outbox.mark();
        int sealed = seals.size();
        control.execute("SAVEPOINT part");
        boolean done = part.run();
        if (!done) {
            control.execute("ROLLBACK TO part");
            numbers.backTo(mark);
            seals.backTo(sealed);
            cases.rolledBack();
            outbox.backTo(delivered);
        }
        control.execute("RELEASE part");
        return done;
    }

    /// See [#atomically].
    @FunctionalInterface
    interface Part {
        boolean run() throws SQLException;
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
