package org.florahub.channel;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.florahub.adapter.Adapter;
import org.florahub.delivery.Outcome;
import org.florahub.delivery.Parcel;
import org.florahub.delivery.Parcels;
import org.florahub.intake.Receipt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// An SFTP server that can be told to fail, through the real routes.
@Timeout(60)
class SftpChannelTest {

    @TempDir
    Path data;

    @TempDir
    Path root;

    private final Map<String, String> environment = new HashMap<>();
    private TestSftpServer server;
    private Edge edge;

    @BeforeEach
    void start() throws Exception {
        server = new TestSftpServer(root);
        environment.putAll(Map.of(
                "SFTP", server.address(),
                "SFTP_HOSTKEY", server.fingerprint(),
                "SFTP_PASSWORD", TestSftpServer.PASSWORD));
        edge = SftpAdapters.edge(data, environment);
    }

    @AfterEach
    void stop() throws Exception {
        edge.close();
        server.close();
    }

    @Test
    void takesAFileAnswersItAndRemovesIt() throws Exception {
        drop("liste.csv", "one");
        await().until(() -> names("in").isEmpty());
        assertThat(edge.receiver.texts()).containsExactly("one");
        assertThat(edge.receiver.received().getFirst().name()).isEqualTo("liste.csv");
        assertThat(names("answers")).singleElement().asString().endsWith("-quittung.xml");
        assertThat(edge.meters
                        .counter("flora.received", "channel", "sftp", "adapter", "xx-sftp", "result", "accepted")
                        .count())
                .isEqualTo(1);
    }

    @Test
    void takesManyFilesEachOnce() throws Exception {
        List<String> all =
                IntStream.range(0, 60).mapToObj("text %04d"::formatted).toList();
        for (String text : all) {
            drop(text.replace("text ", "f") + ".csv", text);
        }
        await().until(() -> names("in").isEmpty());
        assertThat(edge.receiver.texts()).containsExactlyInAnyOrderElementsOf(all);
        assertThat(names("answers")).hasSize(60);
    }

    @Test
    void takesALargeFileByWayOfTheDiskAndLeavesNothingThere() throws Exception {
        String large = "x".repeat(3 << 20);
        drop("large.csv", large);
        await().until(() -> names("in").isEmpty());
        assertThat(edge.receiver.texts()).containsExactly(large);
        assertThat(edge.folders("xx-sftp").fetched()).isEmptyDirectory();
    }

    @Test
    void leavesAFileThatIsTooLargeOnTheServerWithoutFetchingIt() throws Exception {
        server.failWith(TestSftpServer.Fault.CUT_WHEN_READING);
        drop("large.csv", "x".repeat((4 << 20) + 1));
        await().until(() -> names("in").equals(List.of("large.csv.refused")));
        assertThat(edge.receiver.texts()).isEmpty();
        assertThat(names("answers")).containsExactly("refused.xml");
    }

    @Test
    void waitsForTheMarkerWhereTheAdapterNamesOne() throws Exception {
        Files.createDirectories(server.folder("marked"));
        Files.writeString(server.folder("marked").resolve("a.csv"), "marked");
        await().during(Duration.ofMillis(300)).until(() -> edge.receiver.texts().isEmpty());
        Files.writeString(server.folder("marked").resolve("a.csv.ready"), "");
        await().until(() -> names("marked").isEmpty());
        assertThat(edge.receiver.texts()).containsExactly("marked");
    }

    @Test
    void leavesWhatIsNoWholeFileAlone() throws Exception {
        for (String name : List.of(".hidden", "a.tmp", "b.part", "c.filepart")) {
            drop(name, "no");
        }
        Files.createDirectory(server.folder("in").resolve("folder.csv"));
        Files.createSymbolicLink(
                server.folder("in").resolve("link.csv"), Files.writeString(root.resolve("secret"), "s"));
        drop("z.csv", "yes");
        await().until(() -> edge.receiver.texts().contains("yes"));
        await().during(Duration.ofMillis(300)).until(() -> names("in").size() == 6);
        assertThat(edge.receiver.texts()).containsExactly("yes");
    }

    @Test
    void waitsForAHalfWrittenFileWhateverTheServersClockSays() throws Exception {
        edge.receiver.answerWith(text -> text.equals("half") ? new Receipt.Unfinished() : edge.receiver.accepted(text));
        Path file = server.folder("in").resolve(".half");
        Files.writeString(file, "half");
        Files.setLastModifiedTime(file, FileTime.from(Instant.now().minus(Duration.ofDays(1))));
        Path dropped = Files.move(file, server.folder("in").resolve("half.csv"));
        await().until(() -> edge.receiver.texts().contains("half"));
        assertThat(edge.receiver.received().getFirst().mayGrow()).isTrue();
        Files.writeString(dropped, "half and half");
        await().until(() -> names("in").isEmpty());
        assertThat(edge.receiver.texts()).containsExactly("half", "half and half");
    }

    @Test
    void takesAFileOnceThatItCannotRemoveAndAgainAfterARestart() throws Exception {
        server.failWith(TestSftpServer.Fault.NO_REMOVING);
        drop("a.csv", "one");
        await().until(() -> names("answers").size() == 1);
        await().during(Duration.ofMillis(300)).until(() -> edge.receiver.texts().size() == 1);
        edge.close();
        server.failWith(TestSftpServer.Fault.NONE);
        edge = SftpAdapters.edge(data, environment);
        await().until(() -> names("in").isEmpty());
        assertThat(edge.receiver.texts())
                .as("of the second hub, which recognises it")
                .containsExactly("one");
        assertThat(names("answers")).hasSize(1);
    }

    @Test
    void takesAFileWholeAfterTheLineBrokeWhileItWasRead() throws Exception {
        server.failWith(TestSftpServer.Fault.CUT_WHEN_READING);
        String large = "y".repeat(2 << 20);
        drop("a.csv", large);
        await().until(() -> names("in").isEmpty());
        assertThat(edge.receiver.texts()).containsExactly(large);
    }

    @Test
    void receivesAgainWhenADeadServerIsBackAndCountsItsFailures() throws Exception {
        server.stop();
        await().until(() -> failures() > 0);
        Files.writeString(server.folder("in").resolve("a.csv"), "one");
        server.startAgain();
        await().until(() -> names("in").isEmpty());
        await().until(() -> failures() == 0);
        assertThat(edge.receiver.texts()).containsExactly("one");
    }

    @Test
    void deliversFilesWholeAndLeavesARepeatAlone() throws Exception {
        var batch = IntStream.range(1, 40).mapToObj(Parcels::of).toList();
        assertThat(send(batch)).hasSize(39).allMatch(Outcome.Delivered.class::isInstance);
        Path first = server.folder("out").resolve(batch.getFirst().name());
        FileTime written = FileTime.from(Instant.now().minusSeconds(3600));
        Files.setLastModifiedTime(first, written);
        assertThat(send(batch)).hasSize(39).allMatch(Outcome.Delivered.class::isInstance);
        assertThat(Files.getLastModifiedTime(first).toInstant()).isEqualTo(written.toInstant());
        assertThat(names("out")).hasSize(39);
        for (Parcel parcel : batch) {
            assertThat(server.folder("out").resolve(parcel.name())).hasBinaryContent(parcel.body());
        }
    }

    @Test
    void deliversALargeDocumentAndReplacesAnotherFileOfItsName() throws Exception {
        Parcel large = Parcels.of(1, "z".repeat(5 << 20));
        Files.writeString(server.folder("out").resolve(large.name()), "z".repeat(7));
        assertThat(send(List.of(large))).containsExactly(new Outcome.Delivered());
        assertThat(server.folder("out").resolve(large.name())).hasBinaryContent(large.body());
        assertThat(names("out")).hasSize(1);
    }

    @Test
    void putsTheProofBesideTheFileAndReplacesIt() {
        Adapter to = edge.adapter("xx-sftp");
        edge.sender.attach(to, to.out().getFirst(), "0000000001-abcdef01.xml", "{}".getBytes(UTF_8));
        edge.sender.attach(to, to.out().getFirst(), "0000000001-abcdef01.xml", "{\"a\":1}".getBytes(UTF_8));
        assertThat(server.text("out", "0000000001-abcdef01.xml.proof")).isEqualTo("{\"a\":1}");
    }

    @Test
    void showsNoHalfFileWhenTheLineBreaksAndDeliversItThen() throws Exception {
        Parcel large = Parcels.of(1, "z".repeat(2 << 20));
        server.failWith(TestSftpServer.Fault.CUT_WHEN_WRITING);
        assertThat(reason(send(List.of(large)))).contains("connection broke");
        assertThat(names("out")).noneMatch(name -> !name.startsWith("."));
        assertThat(send(List.of(large))).containsExactly(new Outcome.Delivered());
        assertThat(server.folder("out").resolve(large.name())).hasBinaryContent(large.body());
        assertThat(names("out")).hasSize(1);
    }

    @Test
    void saysThatTheServerDoesNotTakeAFileAndLeavesNothingOfIt() throws Exception {
        server.failWith(TestSftpServer.Fault.NO_WRITING);
        assertThat(reason(send(List.of(Parcels.of(1), Parcels.of(2)))))
                .contains("cannot be written to")
                .contains("FAILURE");
        assertThat(names("out")).isEmpty();
    }

    @Test
    void saysThatTheFolderIsNotThere() throws Exception {
        Files.delete(server.folder("out"));
        assertThat(reason(send(List.of(Parcels.of(1)))))
                .contains("no such folder")
                .contains("/out");
    }

    @Test
    void saysThatTheServerIsDeadAndDeliversWhenItIsBack() throws Exception {
        send(List.of(Parcels.of(1)));
        server.stop();
        assertThat(reason(send(List.of(Parcels.of(2))))).isNotBlank();
        assertThat(reason(send(List.of(Parcels.of(2)))))
                .contains("cannot be reached")
                .contains("nothing listens there");
        server.startAgain();
        assertThat(send(List.of(Parcels.of(2)))).containsExactly(new Outcome.Delivered());
    }

    @Test
    void sendsNothingToAServerWithAnotherHostKey() throws Exception {
        server.stop();
        server.changeHostKey();
        server.startAgain();
        assertThat(reason(send(List.of(Parcels.of(1)))))
                .contains("host key " + server.fingerprint())
                .contains("nothing was sent");
        assertThat(names("out")).isEmpty();
    }

    @Test
    void saysThatThePasswordIsWrongWithoutShowingIt() throws Exception {
        edge.close();
        environment.put("SFTP_PASSWORD", "another-password");
        edge = SftpAdapters.edge(data, environment);
        assertThat(reason(send(List.of(Parcels.of(1)))))
                .contains("does not let the hub in")
                .contains("flora@127.0.0.1")
                .doesNotContain("another-password");
    }

    private List<Outcome> send(List<Parcel> batch) {
        Adapter to = edge.adapter("xx-sftp");
        return edge.sender.send(to, to.out().getFirst(), batch);
    }

    private static String reason(List<Outcome> outcomes) {
        assertThat(outcomes).singleElement().isInstanceOf(Outcome.Unreachable.class);
        return ((Outcome.Unreachable) outcomes.getFirst()).reason();
    }

    private double failures() {
        return edge.meters
                .get("flora.receive.failures")
                .tag("adapter", "xx-sftp")
                .gauge()
                .value();
    }

    private void drop(String name, String text) throws IOException {
        Path hidden = Files.writeString(root.resolve(name + ".new"), text);
        Files.move(hidden, server.folder("in").resolve(name));
    }

    private List<String> names(String folder) throws IOException {
        try (Stream<Path> files = Files.list(server.folder(folder))) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }
}
