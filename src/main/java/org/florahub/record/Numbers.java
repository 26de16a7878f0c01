package org.florahub.record;

import java.sql.Connection;
import java.sql.SQLException;
import org.florahub.vault.Prepared;

/// The numbers that the writer gives: dense, and rolled back with the transaction that took them.
final class Numbers {

    private final Prepared lastMessage;
    private final Prepared lastEvent;
    private final Prepared leaves;

    private long message;
    private long event;
    private long leaf;

    Numbers(Connection writer) throws SQLException {
        lastMessage = new Prepared(writer, "SELECT coalesce(max(no), 0) FROM message");
        lastEvent = new Prepared(writer, "SELECT coalesce(max(seq), 0) FROM event");
        leaves = new Prepared(writer, "SELECT coalesce(max(idx), -1) + 1 FROM leaf");
        reload();
    }

    void reload() throws SQLException {
        message = lastMessage.number();
        event = lastEvent.number();
        leaf = leaves.number();
    }

    long nextMessage() {
        return ++message;
    }

    long nextEvent() {
        return ++event;
    }

    long nextLeaf() {
        return leaf++;
    }

    /// The newest event's number.
    long events() {
        return event;
    }

    /// How many leaves there are.
    long leaves() {
        return leaf;
    }

    Mark mark() {
        return new Mark(message, event, leaf);
    }

    void backTo(Mark mark) {
        message = mark.message;
        event = mark.event;
        leaf = mark.leaf;
    }

    /// The numbers at a savepoint.
    record Mark(long message, long event, long leaf) {}
}
