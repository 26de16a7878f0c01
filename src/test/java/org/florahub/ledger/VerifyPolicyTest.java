package org.florahub.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A delivery and its bundle, whose checkpoint some witnesses have cosigned, against "BAMF and 2 of 3 Länder".
class VerifyPolicyTest {

    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-23T10:00:00Z"), ZoneOffset.UTC);
    private static final Ledger.Pace PACE = new Ledger.Pace(Duration.ZERO, Duration.ofDays(1));
    private static final LogKeys KEYS = LogKeys.generate("hub.example/log");
    private static final List<WitnessKeys> WITNESSES = IntStream.range(0, 31)
            .mapToObj(i -> WitnessKeys.generate("witness.example/w" + i))
            .toList();
    private static final byte[] EVENT_KEY = new byte[Commitment.EVENT_KEY_BYTES];
    private static final TreeMap<String, String> FIELDS = new TreeMap<>(Map.of("id", "0199-a", "status", "arrived"));

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @SuppressWarnings("NullAway.Init")
    private Path file;

    @SuppressWarnings("NullAway.Init")
    private Ledger ledger;

    private final ListedLeaves leaves = new ListedLeaves();
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeEach
    void record() throws Exception {
        file = Files.writeString(folder.resolve("0000000001-a.xml"), "<meldung/>");
        ledger = Ledger.open(folder.resolve("log"), KEYS, leaves, CLOCK, PACE);
        append(Commitment.entry(EVENT_KEY, FIELDS));
    }

    @AfterEach
    void close() {
        ledger.close();
    }

    @Test
    void enoughWitnessesMakeItValidAndAreNamed() throws Exception {
        deliver(cosigned(0, 1, 3));

        assertThat(verify("--policy", policy())).isZero();
        assertThat(out.toString()).isEqualTo("""
                VALID  %s
                  log      hub.example/log, 1 leaves, signed with Ed25519 and ML-DSA-44 at 2026-11-23T10:00:00Z
                  witness  bamf, w1, w3
                  event    0199-a is leaf 0: 2 fields shown, 0 withheld
                """.formatted(file));
        assertThat(verify("--policy", policy(), "--json")).isZero();
        assertThat(out.toString()).contains("\"witnesses\": [", "\"w3\"");
    }

    @Test
    void tooFewAreNotEnoughAndEachGroupSaysWhatItLacks() throws Exception {
        deliver(cosigned(0, 2));

        assertThat(verify("--policy", policy())).isEqualTo(4);
        assertThat(out.toString()).isEqualTo("""
                NOT WITNESSED ENOUGH  %s
                  both needs 2 of 2 and has 1, without laender
                  laender needs 2 of 3 and has 1, without w1, w3
                """.formatted(file));
        assertThat(verify("--policy", policy(), "--json")).isEqualTo(4);
        assertThat(out.toString())
                .contains(
                        "\"verdict\": \"NOT_WITNESSED_ENOUGH\"",
                        "\"reason\": \"both needs 2 of 2 and has 1, without laender; laender needs 2 of 3");
        assertThat(verify("--key", keys())).isZero();
    }

    @Test
    void strangersCountForNothing() throws Exception {
        deliver(cosigned(0, 1, 7, 8, 9));

        assertThat(verify("--policy", policy())).isEqualTo(4);
    }

    @Test
    void aWrongCosignatureOfAKnownWitnessIsInvalidEvenBesideEnoughGoodOnes() throws Exception {
        Checkpoint other = KEYS.sign(9, ledger.latest().root(), CLOCK.instant());
        for (int type : List.of(0, 1)) {
            Note.Line wrong = WITNESSES.get(2).cosign(other, CLOCK.instant()).get(type);
            deliver(cosigned(0, 1, 3).with(List.of(wrong)));

            assertThat(verify("--policy", policy())).isEqualTo(type == 0 ? 1 : 0); // w2 is known by its Ed25519 key
        }
        deliver(cosigned(1, 2)
                .with(List.of(WITNESSES.get(0).cosign(other, CLOCK.instant()).get(1))));
        assertThat(verify("--policy", policy())).isEqualTo(1);
        assertThat(out.toString()).contains("the ML-DSA-44 signature of witness.example/w0 is wrong");
    }

    @Test
    void sixtyFourSignaturesAreReadAndOneMoreIsRefused() throws Exception {
        Checkpoint all = cosigned(IntStream.range(0, 31).toArray());
        assertThat(all.signatures()).hasSize(64);
        deliver(all);
        assertThat(verify("--policy", policy())).isZero();

        String bundle = Files.readString(Verify.bundleOf(file));
        int last = bundle.lastIndexOf('\u2014');
        int end = bundle.indexOf("\\n", last) + 2;
        Files.writeString(
                Verify.bundleOf(file), bundle.substring(0, end) + bundle.substring(last, end) + bundle.substring(end));
        assertThat(verify("--policy", policy())).isEqualTo(1);
        assertThat(out.toString()).contains("found 65 signature lines, expected 1 to 64");
    }

    @Test
    void anErasureOrderHasToBeWitnessedAsWell() throws Exception {
        deliver(cosigned(0, 1, 2));
        append(new ErasureOrder(List.of(0L)).entry());

        assertThat(verify("--policy", policy(), "--orders", order(cosigned(0, 2, 3))))
                .isEqualTo(3);
        assertThat(verify("--policy", policy(), "--orders", order(cosigned(2, 3))))
                .isEqualTo(4);
        assertThat(out.toString()).contains("an erasure order: both needs 2 of 2 and has 1, without bamf");
    }

    @Test
    void aPolicyThatCannotBeFollowedIsToldWithEveryMistake() throws Exception {
        deliver(cosigned(0));
        Path broken = Files.writeString(folder.resolve("broken"), "group a 2 b\nquorum c\n");

        assertThat(verify("--policy", broken.toString(), "--key", keys())).isEqualTo(2);
        assertThat(err.toString()).contains("line 1: found the member b", "line 2: found the quorum c");
        assertThat(verify("--policy", "nowhere", "--key", keys())).isEqualTo(2);
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void theWorstOfSeveralFilesDecides() throws Exception {
        deliver(cosigned(0));
        Path more = Files.createDirectories(folder.resolve("mail"));
        Files.copy(file, more.resolve("0000000001-a.xml"));
        Files.copy(Verify.bundleOf(file), more.resolve("0000000001-a.xml.proof"));
        Files.writeString(more.resolve("b.xml"), "");

        assertThat(verify("--policy", policy(), more.toString())).isEqualTo(2);
        assertThat(out.toString()).endsWith("\n3 files: 2 NOT WITNESSED ENOUGH, 1 UNCHECKED\n");
    }

    private int verify(String... options) {
        out.getBuffer().setLength(0);
        var arguments = new ArrayList<>(List.of(options));
        arguments.add(file.toString());
        return Verifier.run(arguments, new PrintWriter(out), new PrintWriter(err));
    }

    private void append(byte[] entry) {
        leaves.add(entry);
        ledger.signal();
        await().until(() -> ledger.pending() == 0);
    }

    private Checkpoint cosigned(int... witnesses) {
        Checkpoint checkpoint = ledger.latest();
        var lines = new ArrayList<Note.Line>();
        IntStream.of(witnesses).forEach(i -> lines.addAll(WITNESSES.get(i).cosign(checkpoint, CLOCK.instant())));
        return checkpoint.with(lines);
    }

    private void deliver(Checkpoint checkpoint) throws IOException {
        var event = new ProvenEvent(Commitment.disclose(EVENT_KEY, FIELDS, _ -> true), ledger.prove(0, checkpoint));
        String name = String.valueOf(file.getFileName());
        Hash sha256 = Hash.ofContent(Files.readAllBytes(file));
        Files.writeString(Verify.bundleOf(file), new ProofBundle(name, sha256, checkpoint, List.of(event)).render());
    }

    private String order(Checkpoint checkpoint) throws IOException {
        var order = new AnchoredOrder(new ErasureOrder(List.of(0L)), ledger.prove(1, checkpoint), checkpoint);
        return Files.writeString(folder.resolve("1.order"), order.render()).toString();
    }

    private String keys() {
        return folder.resolve("log/log.vkey").toString();
    }

    /// BAMF is known by its ML-DSA key, the others by Ed25519.
    private String policy() throws IOException {
        var lines = new ArrayList<String>();
        KEYS.verifierKeys().forEach(key -> lines.add("log " + key));
        lines.add("witness bamf " + WITNESSES.getFirst().verifierKeys().getLast());
        IntStream.rangeClosed(1, 3)
                .forEach(i -> lines.add("witness w%d %s"
                        .formatted(i, WITNESSES.get(i).verifierKeys().getFirst())));
        lines.addAll(List.of("group laender 2 w1 w2 w3", "group both all bamf laender", "quorum both"));
        return Files.write(folder.resolve("policy"), lines).toString();
    }
}
