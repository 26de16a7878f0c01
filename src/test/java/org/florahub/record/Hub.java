package org.florahub.record;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.florahub.event.Authority;
import org.florahub.event.Field;
import org.florahub.event.Land;
import org.florahub.event.Statement;
import org.florahub.vault.KeyStore;
import org.jspecify.annotations.Nullable;

/// A store in a folder, and messages to put into it. People and numbers are invented: an AZR number of month 00
/// cannot exist.
final class Hub implements AutoCloseable {

    static final Authority RECEPTION = Authority.parse("ane:990001");
    static final Authority BAMF = Authority.parse("dbs:000001");
    static final Authority OFFICE = Authority.parse("azr:999001");

    private static final char[] PASSPHRASE = "a passphrase for tests".toCharArray();

    final Path folder;
    final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    final Store store;

    Hub(Path folder) {
        this(folder, Clock.systemUTC(), (event, personal, state) -> List.of());
    }

    Hub(Path folder, Competence competence) {
        this(folder, Clock.systemUTC(), competence);
    }

    Hub(Path folder, Clock clock, Competence competence) {
        this.folder = folder;
        store = Store.open(folder, keys(folder), competence, clock, meters);
    }

    static KeyStore keys(Path folder) {
        Path file = folder.resolve("keys").resolve("keystore");
        return Files.exists(file) ? KeyStore.open(file, PASSPHRASE) : KeyStore.create(file, PASSPHRASE);
    }

    static MessageHeader header(String sender, @Nullable String messageId) {
        Authority source = sender.equals("bamf") ? BAMF : RECEPTION;
        return new MessageHeader(
                sender,
                "00000001",
                "list@1",
                source,
                sender.equals("bamf") ? null : new Land("14"),
                "file",
                "message.txt",
                messageId,
                Instant.parse("2026-11-23T10:00:00Z"));
    }

    static Statement.Builder arrived(int person) {
        return Statement.builder()
                .set(Field.STATUS, "arrived")
                .set(Field.KIND, "report")
                .set(Field.OCCURRED_DATE, "2026-11-20")
                .set(Field.PERSON_AZR_NUMBER, azr(person))
                .set(Field.PERSON_FAMILY_NAME, "Beispielmann" + person);
    }

    static String azr(int person) {
        return "260001%06d".formatted(person);
    }

    static List<Entry> entries(Statement... statements) {
        var entries = new ArrayList<Entry>();
        for (Statement statement : statements) {
            entries.add(new Entry(statement, entries.size() + 2));
        }
        return entries;
    }

    /// Records one message of a reception facility, without an id, whose rows stand for themselves.
    Recorded rows(String content, Statement... statements) {
        return store.recorder()
                .record(Submission.of(
                        header("reception", null), Original.of(content.getBytes(UTF_8)), entries(statements), false));
    }

    /// Records one message that stands or falls as a whole.
    Recorded message(String sender, String id, String content, Statement... statements) {
        return store.recorder()
                .record(Submission.of(
                        header(sender, id), Original.of(content.getBytes(UTF_8)), entries(statements), true));
    }

    @Override
    public void close() {
        store.close();
    }
}
