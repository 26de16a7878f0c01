package org.florahub.adapter;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LookTest {

    private static final Map<String, String> NOTHING = Map.of();

    @TempDir
    private Path folder;

    @Test
    void seesAFileRenamedOverAnotherOfTheSameSizeAndTime() throws IOException {
        Path file = Files.writeString(folder.resolve("adapter.yaml"), "one");
        FileTime time = Files.getLastModifiedTime(file);
        String before = Look.fingerprint(folder);

        FolderCopy.edit(file, _ -> "two");
        Files.setLastModifiedTime(file, time);

        assertThat(Look.fingerprint(folder)).isNotEqualTo(before);
    }

    @Test
    void seesWhatAFolderThatIsALinkPointsTo() throws IOException {
        Path version = Files.createDirectories(folder.resolve("versions/1"));
        Files.writeString(version.resolve("adapter.yaml"), "one");
        Path link = Files.createSymbolicLink(folder.resolve("xx"), version);
        String before = Look.fingerprint(link);
        Path next = Files.createDirectories(folder.resolve("versions/2"));
        Files.writeString(next.resolve("adapter.yaml"), "one");

        Files.delete(link);
        Files.createSymbolicLink(link, next);

        assertThat(Look.fingerprint(link)).isNotEqualTo(before);
    }

    @Test
    void leavesAFolderThatIsStillBeingWrittenAsItWasJudged() {
        var judged = new Look(Map.of("a", "1", "b", "1"), NOTHING);
        var before = new Look(Map.of("a", "2", "b", "2"), NOTHING);
        var now = new Look(Map.of("a", "2", "b", "3"), NOTHING);

        assertThat(now.settledSince(before, judged)).isEqualTo(new Look(Map.of("a", "2", "b", "1"), NOTHING));
    }

    @Test
    void believesInANewOrRemovedFolderWhenItHasSeenItTwice() {
        var judged = new Look(Map.of("old", "1"), NOTHING);
        var now = new Look(Map.of("new", "1"), NOTHING);

        assertThat(now.settledSince(judged, judged)).isEqualTo(judged);
        assertThat(now.settledSince(now, judged)).isEqualTo(now);
    }
}
