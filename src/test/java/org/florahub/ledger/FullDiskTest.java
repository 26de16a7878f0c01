package org.florahub.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/// A ledger in a process of its own whose files may not grow for a while, and which is killed in the end.
@EnabledOnOs(OS.LINUX)
class FullDiskTest {

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    private final List<Checkpoint> seen = new ArrayList<>();

    @Test
    @Timeout(60)
    void goesOnWhenThereIsRoomAndContradictsNothingAfterAKill() throws Exception {
        LogKeys keys = LogKeys.generate("example.com/log");
        Files.write(folder.resolve("keys"), keys.encode());
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        LedgerProcess.class.getName(),
                        folder.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (BufferedReader said = process.inputReader()) {
            readCheckpoints(said, 5);
            limitFiles(process, "1");
            readUntilTrouble(said);
            int before = seen.size();
            readTroubleOnly(said, 20);
            limitFiles(process, "unlimited");
            readCheckpoints(said, before + 5);
        } finally {
            process.destroyForcibly().waitFor();
        }
        ListedLeaves leaves = new ListedLeaves().add(LedgerProcess.ENTRIES_MAX);
        try (var ledger = Ledger.open(folder, keys, leaves, Clock.systemUTC())) {
            for (Checkpoint checkpoint : seen) {
                ledger.consistency(checkpoint, ledger.latest())
                        .verify(checkpoint.root(), ledger.latest().root());
            }
        }
    }

    private void readCheckpoints(BufferedReader said, int count) throws IOException {
        while (seen.size() < count) {
            take(said.readLine());
        }
    }

    private void readUntilTrouble(BufferedReader said) throws IOException {
        while (!take(said.readLine())) {
            assertThat(seen).hasSizeLessThan(LedgerProcess.ENTRIES_MAX);
        }
    }

    private void readTroubleOnly(BufferedReader said, int lines) throws IOException {
        for (int i = 0; i < lines; i++) {
            assertThat(take(said.readLine())).as("no checkpoint on a full disk").isTrue();
        }
    }

    /// @return whether the process was in trouble
    private boolean take(String line) {
        if (Objects.requireNonNull(line, "the process ended").equals(LedgerProcess.TROUBLE)) {
            return true;
        }
        seen.add(Checkpoint.parse(new String(Base64.getDecoder().decode(line), StandardCharsets.UTF_8)));
        return false;
    }

    private static void limitFiles(Process process, String bytes) throws IOException, InterruptedException {
        int status = new ProcessBuilder("prlimit", "--pid=" + process.pid(), "--fsize=" + bytes + ":unlimited")
                .inheritIO()
                .start()
                .waitFor();
        assertThat(status).as("prlimit (util-linux)").isZero();
    }
}
