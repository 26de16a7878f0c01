package org.florahub.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A log of ours, verified by implementations that are not ours.
class ForeignVerifierTest {

    private static final Path GO_PACKAGES = Path.of("/usr/share/gocode");
    private static final Path JS = Path.of("src/test/js").toAbsolutePath();
    private static final int SIZE = 600;
    private static final WitnessKeys WITNESS = WitnessKeys.generate("witness.example/w1");

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    private final List<String> proofs = new ArrayList<>();

    @BeforeEach
    void writeALog() throws Exception {
        var leaves = new ListedLeaves();
        var pace = new Ledger.Pace(Duration.ZERO, Duration.ofDays(1));
        LogKeys keys = LogKeys.generate("hub.example/log");
        List<Checkpoint> seen = new ArrayList<>();
        try (var ledger = Ledger.open(folder, keys, leaves, Clock.systemUTC(), pace)) {
            for (int size : List.of(1, 2, 255, 256, 300, 511, SIZE)) {
                leaves.add(size - (int) leaves.size());
                ledger.signal();
                await().until(() -> ledger.size() == size);
                seen.add(ledger.latest());
            }
            for (long index = 0; index < SIZE; index += 13) {
                proofs.add("record %d %s"
                        .formatted(index, joined(ledger.prove(index).path())));
            }
            List<Note.Line> cosignatures = WITNESS.cosign(ledger.latest(), Instant.now());
            Files.writeString(
                    folder.resolve("cosigned"),
                    ledger.latest().with(cosignatures).note());
            Files.write(folder.resolve("witness.vkey"), texts(WITNESS.verifierKeys()));
            Files.write(folder.resolve("all.vkey"), texts(keys.verifierKeys()));
            Files.write(folder.resolve("all.vkey"), texts(WITNESS.verifierKeys()), StandardOpenOption.APPEND);
            for (Checkpoint earlier : seen) {
                proofs.add("tree %d %s %s"
                        .formatted(
                                earlier.size(),
                                earlier.root(),
                                joined(ledger.consistency(earlier, ledger.latest())
                                        .path())));
            }
        }
    }

    @Test
    @Tag("go")
    void goOpensTheCosignedNoteRebuildsTheRootAndAcceptsTheProofs() throws Exception {
        assumeTrue(runs("go", "version"), "needs Go: apt-get install golang-go");
        assumeTrue(
                Files.isDirectory(GO_PACKAGES.resolve("src/golang.org/x/mod/sumdb/tlog")),
                "needs Go's x/mod: apt-get install golang-golang-x-mod-dev");
        Path file = Files.write(folder.resolve("proofs.txt"), proofs);

        assertThat(run("go", "run", "src/test/go/verify.go", folder.toString(), file.toString()))
                .isEqualTo("%d leaves, %d proofs, 1 cosignature ok\n".formatted(SIZE, proofs.size()));
    }

    @Test
    @Tag("node")
    void nodeVerifiesTheSignaturesOfLogAndWitness() throws Exception {
        assumeTrue(runs("node", "--version"), "needs node 20 or later");
        assumeTrue(Files.isDirectory(JS.resolve("node_modules/@noble/post-quantum")), "needs: npm ci in " + JS);

        assertThat(run(
                        "node",
                        JS.resolve("verify-checkpoint.mjs").toString(),
                        folder.resolve("cosigned").toString(),
                        folder.resolve("all.vkey").toString()))
                .isEqualTo("type 1 ok\ntype 6 ok\ntype 4 ok\ntype 6 ok\n");
    }

    private static List<String> texts(List<VerifierKey> keys) {
        return keys.stream().map(VerifierKey::toString).toList();
    }

    private static String joined(List<Hash> path) {
        return path.stream().map(Hash::base64).collect(Collectors.joining(" "));
    }

    private static boolean runs(String... command) throws InterruptedException {
        try {
            return new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException _) {
            return false;
        }
    }

    private static String run(String... command) throws IOException, InterruptedException {
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(Map.of("GO111MODULE", "off", "GOPATH", GO_PACKAGES.toString(), "GOFLAGS", ""));
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return output;
    }
}
