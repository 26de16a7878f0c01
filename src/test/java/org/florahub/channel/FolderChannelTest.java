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
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.florahub.delivery.Outcome;
import org.florahub.delivery.Parcel;
import org.florahub.delivery.Parcels;
import org.florahub.intake.IntakeUnavailableException;
import org.florahub.intake.Receipt;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Folders through the real routes.
@Timeout(60)
class FolderChannelTest {

    private static final String ADAPTER = "bb-zabh";

    @TempDir
    static Path data;

    private static Edge edge;
    private static AdapterFolders folders;

    @BeforeAll
    static void start() throws Exception {
        edge = new Edge(data, Map.of());
        folders = edge.folders(ADAPTER);
    }

    @BeforeEach
    void forgetTheTestBefore() throws IOException {
        edge.receiver.reset();
        for (Path folder : List.of(folders.in(), folders.answers(), folders.refused(), folders.out())) {
            if (Files.isDirectory(folder)) {
                try (Stream<Path> files = Files.list(folder)) {
                    for (Path file : files.toList()) {
                        Files.deleteIfExists(file);
                    }
                }
            }
        }
    }

    @AfterAll
    static void stop() {
        edge.close();
    }

    @Test
    void takesAFileAnswersItAndRemovesIt() throws Exception {
        drop("liste.csv", "one");
        await().until(() -> names(folders.in()).isEmpty());
        assertThat(edge.receiver.texts()).containsExactly("one");
        assertThat(edge.receiver.received().getFirst().name()).isEqualTo("liste.csv");
        assertThat(names(folders.answers())).hasSize(1).first().asString().endsWith("-quittung.xml");
    }

    @Test
    void takesManyFilesEachOnce() throws Exception {
        List<String> all =
                IntStream.range(0, 500).mapToObj(i -> "text %04d".formatted(i)).toList();
        for (int i = 0; i < all.size(); i++) {
            Files.writeString(folders.in().resolve("f%04d.csv".formatted(i)), all.get(i));
        }
        await().until(() -> names(folders.in()).isEmpty());
        assertThat(edge.receiver.texts()).containsExactlyInAnyOrderElementsOf(all);
        assertThat(names(folders.answers())).hasSize(500);
        assertThat(edge.meters
                        .counter("flora.received", "channel", "file", "adapter", ADAPTER, "result", "accepted")
                        .count())
                .isGreaterThanOrEqualTo(500);
    }

    @Test
    void leavesASendersTemporaryFileAloneWhenItStarts() throws Exception {
        edge.close();
        Path writing = folders.in().resolve(".liste.csv.tmp");
        Path halfWritten = folders.answers().resolve(".answer.xml.tmp");
        Files.writeString(writing, "half of a li");
        Files.writeString(halfWritten, "half of an ans");

        edge = new Edge(data, Map.of());

        assertThat(writing).as("a sender's own file").exists();
        assertThat(halfWritten).as("what a crash of the hub left").doesNotExist();
    }

    @Test
    void leavesAFileAloneWhileItIsWrittenTo() throws Exception {
        Path file = folders.in().resolve("growing.csv");
        for (int i = 0; i < 20; i++) {
            Files.writeString(file, "x".repeat(i + 1));
            edge.receiver.texts().forEach(text -> assertThat(text).isNotNull());
            Thread.onSpinWait();
        }
        Files.writeString(file, "whole at last");
        await().until(() -> names(folders.in()).isEmpty());
        assertThat(edge.receiver.texts().getLast()).isEqualTo("whole at last");
    }

    @Test
    void ignoresHiddenTemporaryAndLinkedFiles() throws Exception {
        for (String name : List.of(".hidden", "a.tmp", "b.part", "c.filepart", "d.done")) {
            drop(name, "no");
        }
        Files.createSymbolicLink(folders.in().resolve("link.csv"), Files.writeString(data.resolve("secret"), "secret"));
        drop("z.csv", "yes");
        await().until(() -> edge.receiver.texts().contains("yes"));
        assertThat(edge.receiver.texts()).containsExactly("yes");
        await().until(() -> names(folders.in()).size() == 6);
    }

    @Test
    void movesAFileThatIsTooLargeAsideWholeWithoutReadingIt() throws Exception {
        long size = edge.adapter(ADAPTER).limits().bytesMax() + 1;
        Path file = data.resolve("large");
        try (var sparse = Files.newByteChannel(
                file, java.nio.file.StandardOpenOption.CREATE_NEW, java.nio.file.StandardOpenOption.WRITE)) {
            sparse.position(size - 1);
            sparse.write(java.nio.ByteBuffer.wrap(new byte[1]));
        }
        Files.move(file, folders.in().resolve("large.csv"));
        await().until(() -> names(folders.in()).isEmpty());
        assertThat(edge.receiver.texts()).isEmpty();
        assertThat(names(folders.refused())).hasSize(1);
        assertThat(Files.size(folders.refused().resolve(names(folders.refused()).getFirst())))
                .isEqualTo(size);
        assertThat(names(folders.answers())).containsExactly("refused.xml");
    }

    @Test
    void waitsForAHalfWrittenFileAndTakesItWhenTheWaitIsOver() throws Exception {
        edge.receiver.answerWith(text -> text.equals("half") ? new Receipt.Unfinished() : edge.receiver.accepted(text));
        Path file = drop("half.csv", "half");
        await().until(() -> edge.receiver.texts().contains("half"));
        assertThat(edge.receiver.received().getFirst().mayGrow()).isTrue();
        await().during(Duration.ofMillis(400)).until(() -> edge.receiver.texts().size() == 1);
        Files.writeString(file, "half and half");
        await().until(() -> names(folders.in()).isEmpty());
        assertThat(edge.receiver.texts()).containsExactly("half", "half and half");
    }

    @Test
    void tellsIntakeThatAnOldFileWillNotGrow() throws Exception {
        Path file = Files.writeString(data.resolve("old"), "old");
        Instant long_ago = Instant.now()
                .minus(edge.adapter(ADAPTER).limits().unfinishedWait())
                .minusSeconds(1);
        Files.setLastModifiedTime(file, FileTime.from(long_ago));
        Files.move(file, folders.in().resolve("old.csv"));
        await().until(() -> edge.receiver.texts().contains("old"));
        assertThat(edge.receiver.received().getFirst().mayGrow()).isFalse();
    }

    @Test
    void doesNotLetAFileAtWhichTheHubFailsHoldUpTheOthers() throws Exception {
        edge.receiver.answerWith(text -> {
            if (text.equals("poison")) {
                throw new IllegalStateException("a bug");
            }
            return edge.receiver.accepted(text);
        });
        drop("a-poison.csv", "poison");
        drop("b.csv", "good");
        await().until(() -> names(folders.in()).equals(List.of("a-poison.csv")));
        assertThat(edge.receiver.texts()).containsExactly("good");
        edge.receiver.answerWith(edge.receiver::accepted);
        await().until(() -> names(folders.in()).isEmpty());
        assertThat(edge.receiver.texts()).containsExactly("good", "poison");
    }

    @Test
    void keepsEveryFileWhileTheStoreIsUnavailable() throws Exception {
        edge.receiver.answerWith(_ -> {
            throw new IntakeUnavailableException(new IllegalStateException("the disk is full"));
        });
        drop("a.csv", "one");
        await().during(Duration.ofMillis(300)).until(() -> names(folders.in()).equals(List.of("a.csv")));
        edge.receiver.answerWith(edge.receiver::accepted);
        await().until(() -> names(folders.in()).isEmpty());
        assertThat(edge.receiver.texts()).containsExactly("one");
    }

    @Test
    void deliversFilesWholeAndRecognisesARepeat() throws Exception {
        var to = edge.adapter(ADAPTER);
        var over = to.out().getFirst();
        var batch = List.of(Parcels.of(1), Parcels.of(2), Parcels.of(3));
        assertThat(edge.sender.send(to, over, batch)).hasSize(3).allMatch(Outcome.Delivered.class::isInstance);
        FileTime first =
                Files.getLastModifiedTime(folders.out().resolve(batch.getFirst().name()));
        assertThat(edge.sender.send(to, over, batch)).hasSize(3).allMatch(Outcome.Delivered.class::isInstance);
        assertThat(names(folders.out()))
                .containsExactly("0000000001-abcdef01.xml", "0000000002-abcdef01.xml", "0000000003-abcdef01.xml");
        assertThat(Files.getLastModifiedTime(
                        folders.out().resolve(batch.getFirst().name())))
                .isEqualTo(first);
        assertThat(folders.out().resolve(batch.get(1).name()))
                .hasBinaryContent(batch.get(1).body());
    }

    @Test
    void putsTheProofBesideTheFileAndReplacesIt() throws Exception {
        var to = edge.adapter(ADAPTER);
        edge.sender.attach(to, to.out().getFirst(), "0000000001-abcdef01.xml", "{}".getBytes(UTF_8));
        edge.sender.attach(to, to.out().getFirst(), "0000000001-abcdef01.xml", "{\"a\":1}".getBytes(UTF_8));
        assertThat(folders.out().resolve("0000000001-abcdef01.xml.proof")).hasContent("{\"a\":1}");
    }

    @Test
    void putsTheLossReportBesideTheFile() throws Exception {
        var to = edge.adapter(ADAPTER);
        Parcel parcel = Parcels.withLosses(7, "{}\n");
        edge.sender.send(to, to.out().getFirst(), List.of(parcel));
        assertThat(folders.out().resolve(parcel.name() + ".losses")).hasContent("{}");
    }

    @Test
    void saysThatAFolderCannotBeWritten() throws Exception {
        var to = edge.adapter(ADAPTER);
        Files.delete(folders.out());
        Files.writeString(folders.out(), "a file in the way");
        try {
            refusesToSend(to);
        } finally {
            Files.delete(folders.out());
            Files.createDirectory(folders.out());
        }
    }

    private static void refusesToSend(org.florahub.adapter.Adapter to) {
        assertThat(edge.sender.send(to, to.out().getFirst(), List.of(Parcels.of(1), Parcels.of(2))))
                .singleElement()
                .isInstanceOfSatisfying(
                        Outcome.Unreachable.class,
                        outcome -> assertThat(outcome.reason()).contains("cannot be written"));
    }

    private Path drop(String name, String text) throws IOException {
        Path hidden = Files.writeString(folders.in().resolve("." + name + ".new"), text);
        return Files.move(hidden, folders.in().resolve(name));
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }
}
