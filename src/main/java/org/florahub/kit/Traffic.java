package org.florahub.kit;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Instant;
import org.florahub.record.Events;
import org.florahub.record.Message;
import org.florahub.record.Recording;
import org.florahub.vault.KeyStore;

/// What a hub has received, looked at from outside: nothing is written, and the hub may run meanwhile. Originals are
/// decrypted in memory only.
public final class Traffic implements AutoCloseable {

    private static final int PAGE = 200;

    private final Recording recording;
    private final Instant since;

    private Traffic(Recording recording, Instant since) {
        this.recording = recording;
        this.since = since;
    }

    /// Opens a hub's data folder for reading.
    ///
    /// @param since only messages received from then on
    public static Traffic open(Path data, KeyStore keys, Instant since) {
        return new Traffic(Recording.open(data, keys), since);
    }

    /// Takes one message.
    @FunctionalInterface
    interface Visitor {
        void visit(Message message) throws IOException;
    }

    /// Every message of one adapter, the newest first, whose original is still there.
    void of(String adapter, Visitor visitor) throws IOException {
        long before = Long.MAX_VALUE;
        while (true) {
            var page = events().messages(before, PAGE);
            for (Message message : page) {
                if (message.receivedAt().isBefore(since)) {
                    return;
                }
                if (message.header().sender().equals(adapter) && message.replayedBy() == 0) {
                    visitor.visit(message);
                }
                before = message.no();
            }
            if (page.size() < PAGE) {
                return;
            }
        }
    }

    /// Whether something of that time is looked at.
    boolean covers(Instant at) {
        return !at.isBefore(since);
    }

    InputStream original(Message message) throws IOException {
        return events().original(message.no());
    }

    Events events() {
        return recording.events();
    }

    @Override
    public void close() {
        recording.close();
    }
}
