package org.florahub.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.Awaitility;
import org.florahub.ledger.Commitment;
import org.florahub.ledger.Hash;
import org.florahub.ledger.LeafStore;
import org.florahub.ledger.Ledger;
import org.florahub.ledger.LogKeys;
import org.florahub.ledger.ProofBundle;
import org.florahub.ledger.ProvenEvent;
import org.florahub.ledger.Verify;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VerifyCommandTest {

    private static final LogKeys KEYS = LogKeys.generate("hub.example/log");
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-23T10:00:00Z"), ZoneOffset.UTC);
    private static final byte[] EVENT_KEY = new byte[32];

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path data;

    @SuppressWarnings("NullAway.Init")
    private Path file;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeEach
    void deliver() throws Exception {
        byte[] delivered = "delivered".getBytes(StandardCharsets.UTF_8);
        file = Files.createDirectories(data.resolve("exchange/abh/out")).resolve("0000000001-a.xml");
        Files.write(file, delivered);
        var leaves = new OneEvent(new AtomicLong());
        try (var ledger = Ledger.open(data.resolve("ledger"), KEYS, leaves, CLOCK)) {
            leaves.count.set(1);
            ledger.signal();
            Awaitility.await().until(() -> ledger.size() == 1);
            var disclosure = Commitment.disclose(EVENT_KEY, fields(), path -> !path.startsWith("person."));
            var event = new ProvenEvent(disclosure, ledger.prove(0));
            var bundle =
                    new ProofBundle("0000000001-a.xml", Hash.ofContent(delivered), ledger.latest(), List.of(event));
            Files.writeString(Verify.bundleOf(file), bundle.render());
        }
    }

    @Test
    void findsTheKeysOfTheHubInWhoseFolderTheFileLies() {
        assertThat(verify(file.toString())).isZero();
        assertThat(out.toString())
                .isEqualTo("""
                        VALID  %s
                          log      hub.example/log, 1 leaves, signed with Ed25519 and ML-DSA-44 at 2026-11-23T10:00:00Z
                          event    0199-a is leaf 0: 2 fields shown, 1 withheld
                          keys     from %s, found above the file: compare them with those the operator gave you
                        """.formatted(file, data.toAbsolutePath().resolve("ledger/log.vkey")));
    }

    @Test
    void takesKeysFromAFileOrFromTheCommandLine() throws IOException {
        Path copy = Files.move(data.resolve("ledger/log.vkey"), data.resolve("their.keys"));

        assertThat(verify(file.toString(), "--key", copy.toString())).isZero();
        assertThat(verify(
                        file.toString(),
                        "--key",
                        KEYS.verifierKeys().get(0).toString(),
                        "--key",
                        KEYS.verifierKeys().get(1).toString()))
                .isZero();
        assertThat(out.toString()).doesNotContain("found above");
    }

    @Test
    void takesABundleFromElsewhere() throws IOException {
        Path moved = Files.move(Verify.bundleOf(file), data.resolve("moved.proof"));

        assertThat(verify(file.toString(), "--bundle", moved.toString())).isZero();
    }

    @Test
    void saysInvalidWithTheReasonAndExitsWithOne() throws IOException {
        Files.writeString(file, "changed");

        assertThat(verify(file.toString())).isEqualTo(1);
        assertThat(out.toString())
                .isEqualTo("INVALID  %s%n  the file is not the one that was delivered: its SHA-256 differs%n"
                        .formatted(file));
    }

    @Test
    void saysTheSameAsJson() throws IOException {
        assertThat(verify(file.toString(), "--json")).isZero();
        assertThat(out.toString().replaceAll("\\s", ""))
                .isEqualTo("{\"verdict\":\"VALID\",\"files\":[{\"file\":\"%s\",".formatted(file)
                        + "\"verdict\":\"VALID\",\"log\":\"hub.example/log\",\"leaves\":1,"
                        + "\"signedAt\":\"2026-11-23T10:00:00Z\",\"witnesses\":[],\"events\":[{\"id\":\"0199-a\",\"leaf\":0,"
                        + "\"shown\":2,\"withheld\":1}]}]}");

        out.getBuffer().setLength(0);
        Files.writeString(Verify.bundleOf(file), "{}\n");
        assertThat(verify(file.toString(), "--json")).isEqualTo(1);
        assertThat(out.toString()).contains("\"INVALID\"").contains("\"reason\"");
    }

    @Test
    void exitsWithTwoWhenItCouldNotCheck() throws IOException {
        String name = file.toString();
        assertThat(verify()).isEqualTo(2);
        assertThat(verify(name, "--nonsense")).isEqualTo(2);
        assertThat(verify(name, file + "2", "--bundle", name + ".proof")).isEqualTo(2);
        assertThat(verify(name, "--key", "a+b+c")).isEqualTo(2);
        assertThat(verify(name, "--key", "nowhere")).isEqualTo(2);
        Files.delete(data.resolve("ledger/log.vkey"));
        assertThat(verify(name)).isEqualTo(2);
        assertThat(err.toString()).contains("Give the keys of the log with --key");
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void whatIsMissingIsUnchecked() {
        assertThat(verify(file + "x")).isEqualTo(2);
        assertThat(verify(file.toString(), "--bundle", file + ".none")).isEqualTo(2);
        assertThat(out.toString())
                .isEqualTo("UNCHECKED  %1$sx%n  there is no file %1$sx%nUNCHECKED  %1$s%n  there is no file %1$s.none%n"
                        .formatted(file));
    }

    @Test
    void takesAWholeFolderAndPassesOverNothing() throws IOException {
        Path folder = file.resolveSibling("more");
        Files.createDirectories(folder);
        for (String name : List.of("0000000001-a.xml", "without-file.xml")) {
            Files.copy(Verify.bundleOf(file), folder.resolve(name + ".proof"));
        }
        Files.writeString(folder.resolve("0000000001-a.xml"), "changed");
        Files.writeString(folder.resolve("without-proof.xml"), "");

        assertThat(verify(data.resolve("exchange").toString())).isEqualTo(1);
        assertThat(out.toString().replace(folder + "/", "").replace(file.getParent() + "/", ""))
                .startsWith("""
                        VALID  0000000001-a.xml
                        INVALID  0000000001-a.xml
                          the file is not the one that was delivered: its SHA-256 differs
                        UNCHECKED  without-file.xml
                          there is no file without-file.xml
                        UNCHECKED  without-proof.xml
                          there is no file without-proof.xml.proof

                        4 files: 1 VALID, 2 UNCHECKED, 1 INVALID
                        """);
    }

    @Test
    void theExampleOfTheDocumentationIsValidAndPrintsWhatItSays() throws IOException {
        String page = Files.readString(Path.of("docs/reference/proof-bundle.md"));
        String command = page.lines()
                .filter(line -> line.startsWith("$ ./flora verify "))
                .findFirst()
                .orElseThrow();
        String[] arguments = command.substring("$ ./flora verify ".length()).split(" ", -1);

        assertThat(verify(arguments)).isZero();
        assertThat(page).contains(command + "\n" + out + "```");
        String shown = page.substring(page.indexOf("```json\n") + 8, page.indexOf("```\n\n## Fields"));
        assertThat(Files.readString(Path.of(arguments[0] + ".proof")).lines().filter(line -> !line.contains("\u2014")))
                .isEqualTo(
                        shown.lines().filter(line -> !line.contains("\u2014")).toList());
    }

    private int verify(String... arguments) {
        var all = new ArrayList<>(List.of(arguments));
        all.addFirst("verify");
        return Flora.commandLine()
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(all.toArray(String[]::new));
    }

    private static SortedMap<String, String> fields() {
        var fields = new TreeMap<String, String>();
        fields.put("id", "0199-a");
        fields.put("status", "decision-issued");
        fields.put("person.familyName", "Mustermann");
        return fields;
    }

    private record OneEvent(AtomicLong count) implements LeafStore {

        @Override
        public long size() {
            return count.get();
        }

        @Override
        public void entries(long from, long to, EntryConsumer consumer) {
            consumer.entry(from, Commitment.entry(EVENT_KEY, fields()));
        }
    }
}
