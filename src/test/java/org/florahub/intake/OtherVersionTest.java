package org.florahub.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.florahub.adapter.Adapter;
import org.florahub.delivery.FolderSender;
import org.florahub.delivery.Lists;
import org.florahub.delivery.RealHub;
import org.florahub.event.Field;
import org.florahub.event.Statement;
import org.florahub.record.Entry;
import org.florahub.record.LongRecording;
import org.florahub.record.MessageHeader;
import org.florahub.record.Opening;
import org.florahub.record.Original;
import org.florahub.transform.Transform;
import org.florahub.transform.template.Given;
import org.florahub.transform.template.RejectedRecord;
import org.florahub.transform.template.Sink;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Long messages that a crash interrupted, where the transform was changed before the hub started again.
@Timeout(60)
final class OtherVersionTest {

    private static final String OLDER = "older@1+00000000";

    @TempDir
    private Path data;

    private RealHub hub;

    @BeforeEach
    void open() {
        hub = RealHub.open(data.resolve("hub"), new FolderSender(data.resolve("out")));
    }

    @AfterEach
    void close() {
        hub.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"sn-landesdirektion", "bb-zabh"})
    void leavesAMessageToTheVersionThatBeganIt(String sender) throws IOException {
        byte[] message = message(sender);
        begin(sender, message, OLDER, 1);

        assertThat(hub.intake().resumeUnfinished()).isZero();
        assertThat(hub.store().recorder().unfinished()).hasSize(1);
        assertThat(hub.store().events().ofMessage(1)).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"sn-landesdirektion", "bb-zabh"})
    void goesOnWhenThatVersionIsBack(String sender) throws IOException {
        byte[] message = message(sender);
        begin(sender, message, transform(sender).toString(), 1);

        assertThat(hub.intake().resumeUnfinished(sender)).isEqualTo(1);

        assertThat(hub.store().recorder().unfinished()).isEmpty();
        assertThat(hub.store().events().ofMessage(1)).hasSize(3);
    }

    @Test
    void doesNotReadALongFileAgainForNothing() throws IOException {
        Path file = Files.write(data.resolve("liste.csv"), message("bb-zabh"));
        begin("bb-zabh", Files.readAllBytes(file), OLDER, 1);
        var small = new IntakeLimits(1 << 20, 10, 1000, 10);
        hub.close();
        hub = RealHub.open(data.resolve("hub"), RealHub.TRANSFORMS, new FolderSender(data.resolve("out")), small);

        assertThatThrownBy(() -> hub.receive("bb-zabh", "liste.csv", Content.of(file)))
                .isInstanceOf(OtherVersionException.class)
                .hasMessageContaining("transform older@1+00000000, which are not in force");
    }

    @Test
    void goesOnWithALongFileThatComesAgainAndKeepsItOnce() throws IOException {
        Path file = Files.write(data.resolve("liste.csv"), message("bb-zabh"));
        begin("bb-zabh", Files.readAllBytes(file), transform("bb-zabh").toString(), 1);
        var small = new IntakeLimits(1 << 20, 10, 1000, 10);
        hub.close();
        hub = RealHub.open(data.resolve("hub"), RealHub.TRANSFORMS, new FolderSender(data.resolve("out")), small);

        Receipt receipt = hub.receive("bb-zabh", "liste.csv", Content.of(file));

        assertThat(receipt).isInstanceOf(Receipt.Accepted.class);
        assertThat(receipt.message()).isEqualTo(1);
        assertThat(hub.store().events().ofMessage(1)).hasSize(3);
        assertThat(data.resolve("hub/originals")).isDirectoryNotContaining("glob:**.new");
    }

    private static byte[] message(String sender) throws IOException {
        return sender.equals("bb-zabh")
                ? Lists.list(3, Lists::arrived)
                : Files.readAllBytes(RealHub.ADAPTERS.resolve("sn-landesdirektion/samples/in/010-ankunft.xml"));
    }

    /// Records the first statements of a message, and stops as a crash would.
    private void begin(String sender, byte[] message, String begunWith, int statements) throws IOException {
        Adapter adapter = hub.adapter(sender);
        var header = new MessageHeader(
                sender,
                adapter.version(),
                begunWith,
                adapter.authority(),
                adapter.land(),
                "file",
                "eingang",
                sender.equals("bb-zabh") ? null : "one",
                null);
        var opening = (Opening.Started) hub.store().recorder().begin(header, Original.of(message), 0);
        try (LongRecording recording = opening.recording()) {
            assertThat(recording.chunk(entries(sender, message).subList(0, statements)))
                    .isEmpty();
        }
    }

    private List<Entry> entries(String sender, byte[] message) throws IOException {
        var given =
                new Given(Map.of(Field.SOURCE, hub.adapter(sender).authority().toString()));
        var entries = new ArrayList<Entry>();
        var sink = new Sink() {
            @Override
            public void statement(Statement statement, int line) {
                entries.add(new Entry(statement, line));
            }

            @Override
            public void rejected(RejectedRecord record) {
                throw new AssertionError(record);
            }
        };
        transform(sender).read(new ByteArrayInputStream(message), "eingang", given, sink);
        return entries;
    }

    private Transform transform(String sender) {
        return hub.adapter(sender).in().getFirst().transform();
    }
}
