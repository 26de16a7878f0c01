package org.florahub.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PolicyTest {

    private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");
    private static final LogKeys LOG = LogKeys.generate("example.com/log");
    private static final List<WitnessKeys> WITNESSES = IntStream.range(0, 9)
            .mapToObj(i -> WitnessKeys.generate("witness.example/w" + i))
            .toList();
    private static final Checkpoint SIGNED = LOG.sign(7, Hash.ofContent(new byte[] {7}), NOW);

    @Test
    void saysBamfAndFiveOfEightLaenderInThreeLines() throws Exception {
        Policy policy = policy(
                witnesses() + "group laender 5 w1 w2 w3 w4 w5 w6 w7 w8\ngroup both all w0 laender\nquorum both\n");

        assertThat(policy.isWitnessed(cosigned(0, 1, 2, 3, 4, 5))).isTrue();
        assertThat(policy.isWitnessed(cosigned(0, 1, 2, 3, 4))).isFalse();
        assertThat(policy.isWitnessed(cosigned(1, 2, 3, 4, 5, 6, 7, 8))).isFalse();
        assertThat(policy.describe()).isEqualTo("2 of (w0, 5 of (w1, w2, w3, w4, w5, w6, w7, w8))");
        policy.log("example.com/log").verify(SIGNED);
    }

    @Test
    void keepsTheShortestCosignaturesThatMakeAQuorum() throws Exception {
        String mixed = line("a", 0, 1) + line("b", 1, 0) + line("c", 2, 0) + line("d", 3, 1);
        Policy policy = policy(mixed + "group any-two 2 a b c d\nquorum any-two\n");

        Checkpoint kept = policy.witnessed(cosigned(0, 1, 2, 3)).orElseThrow();

        assertThat(kept.signatures()).hasSize(4);
        assertThat(policy.cosigners(kept)).extracting(Policy.Witness::name).containsExactlyInAnyOrder("b", "c");
        assertThat(policy.witnessed(cosigned(1))).isEmpty();
    }

    @Test
    void needsNobodyWhereItSaysNone() throws Exception {
        Policy policy = policy("quorum none");

        assertThat(policy.isWitnessed(SIGNED)).isTrue();
        assertThat(policy.witnessed(cosigned(0, 1)).orElseThrow().signatures()).hasSize(2);
    }

    @Test
    void refusesABadCosignatureOfAKnownWitnessEvenBesideEnoughGoodOnes() throws Exception {
        Policy policy = policy(witnesses() + "group g 1 w0 w1\nquorum g\n");
        Checkpoint other = LOG.sign(8, SIGNED.root(), NOW);
        Checkpoint lying = cosigned(0).with(WITNESSES.get(1).cosign(other, NOW));

        assertThatThrownBy(() -> policy.isWitnessed(lying)).isInstanceOf(InvalidProofException.class);
    }

    @Test
    void ignoresCosignaturesOfStrangers() throws Exception {
        Policy policy = policy(line("a", 0, 0) + "quorum a\n");

        assertThat(policy.isWitnessed(cosigned(1, 2, 3))).isFalse();
        assertThat(policy.cosigners(cosigned(0, 1))).hasSize(1);
    }

    @Test
    void tellsEveryMistakeAtOnce() {
        String log = LOG.verifierKeys().getFirst().toString();
        String text = """
                # a comment
                log %s ftp://nowhere
                log %s
                witness none %s
                witness a %s
                witness b %s
                group g 3 a c
                group h 1 a
                group h 0 h
                speak
                log a+b
                quorum x
                quorum g
                """.formatted(log, log, vkey(0, 0), vkey(1, 0), vkey(1, 0));

        assertThatThrownBy(() -> policy(text))
                .isInstanceOfSatisfying(
                        InvalidPolicyException.class,
                        e -> assertThat(e.mistakes())
                                .extracting(mistake -> mistake.substring(0, mistake.indexOf(':')))
                                .containsExactly(
                                        "line 2", "line 3", "line 4", "line 6", "line 7", "line 7", "line 8", "line 9",
                                        "line 9", "line 10", "line 11", "line 12", "line 13"));
        assertThatThrownBy(() -> policy("")).hasMessageContaining("no quorum line");
        assertThatThrownBy(() -> policy("quorum none\r\n")).hasMessageContaining("control character");
    }

    @Test
    void takesKeysOnlyForWhatTheyAreMadeFor() {
        String log = LOG.verifierKeys().getFirst().toString();

        assertThatThrownBy(() -> policy("witness a %s\nquorum a".formatted(log)))
                .hasMessageContaining("4 or 6");
        assertThatThrownBy(() -> policy("log %s\nquorum none".formatted(vkey(0, 0))))
                .hasMessageContaining("1 or 6");
    }

    private static Policy policy(String text) throws InvalidPolicyException {
        return Policy.parse(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String witnesses() {
        var text = new StringBuilder();
        LOG.verifierKeys().forEach(key -> text.append("log ").append(key).append('\n'));
        IntStream.range(0, 9).forEach(i -> text.append(line("w" + i, i, 0)));
        return text.toString();
    }

    private static String line(String name, int witness, int key) {
        return "witness %s %s https://w.example\n".formatted(name, vkey(witness, key));
    }

    private static String vkey(int witness, int key) {
        return WITNESSES.get(witness).verifierKeys().get(key).toString();
    }

    private static Checkpoint cosigned(int... witnesses) {
        var lines = new ArrayList<Note.Line>();
        IntStream.of(witnesses).forEach(i -> lines.addAll(WITNESSES.get(i).cosign(SIGNED, NOW)));
        return SIGNED.with(lines);
    }
}
