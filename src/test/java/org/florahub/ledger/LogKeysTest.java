package org.florahub.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LogKeysTest {

    private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");
    private static final LogKeys KEYS = LogKeys.generate("example.com/log");
    private static final LogKeys OTHERS = LogKeys.generate("example.com/log");
    private static final Checkpoint CHECKPOINT = KEYS.sign(7, Hash.ofContent(new byte[] {7}), NOW);

    @Test
    void knowsTheKeyIdThatGoPublishes() {
        String vkey = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";

        assertThat(VerifierKey.parse(vkey)).hasToString(vkey);
        assertThat(VerifierKey.parse(vkey).algorithm()).isEqualTo("Ed25519");
    }

    @Test
    void aKeyIdIsTheHashOfNameTypeAndKey() throws Exception {
        for (VerifierKey key : KEYS.verifierKeys()) {
            String[] parts = key.toString().split("\\+", 3);
            var sha256 = java.security.MessageDigest.getInstance("SHA-256");
            sha256.update("example.com/log\n".getBytes(StandardCharsets.UTF_8));
            byte[] hash = sha256.digest(java.util.Base64.getDecoder().decode(parts[2]));

            assertThat(parts[1]).isEqualTo(java.util.HexFormat.of().formatHex(hash, 0, 4));
        }
    }

    @Test
    void aLineWithTheNameOrTheIdAloneIsAnotherKeysAndPassedOver() {
        var lines = new ArrayList<>(CHECKPOINT.signatures());
        Note.Line known = lines.getFirst();
        lines.add(new Note.Line(known.name(), known.keyId() ^ 1, new byte[] {1}));
        lines.add(new Note.Line("example.com/other", known.keyId(), new byte[] {1}));

        verifier(KEYS).verify(new Checkpoint("example.com/log", 7, CHECKPOINT.root(), lines));
    }

    @Test
    void findsItsSignaturesAmongSixtyFour() {
        var lines = new ArrayList<Note.Line>();
        for (int i = 0; i < 62; i++) {
            lines.add(new Note.Line("witness.example/" + i, i, new byte[] {1}));
        }
        lines.addAll(CHECKPOINT.signatures());
        var crowded = new Checkpoint("example.com/log", 7, CHECKPOINT.root(), lines);

        assertThat(verifier(KEYS).verify(Checkpoint.parse(crowded.note()))).isEqualTo(NOW);
    }

    @Test
    void signsWithBothKeysAndIsVerifiedAfterTheWayThroughText() {
        Checkpoint read = Checkpoint.parse(CHECKPOINT.note());

        assertThat(verifier(KEYS).verify(read)).isEqualTo(NOW);
        assertThat(read.note()).isEqualTo(CHECKPOINT.note()).startsWith("example.com/log\n7\n");
        assertThat(read.signatures()).hasSize(2);
    }

    @Test
    void oneKeyAloneIsEnoughForWhoeverHasOnlyThat() {
        for (VerifierKey key : KEYS.verifierKeys()) {
            Instant signedAt =
                    LogVerifier.of(List.of(VerifierKey.parse(key.toString()))).verify(CHECKPOINT);
            assertThat(signedAt).isEqualTo(key.algorithm().equals("Ed25519") ? null : NOW);
        }
    }

    @Test
    void ignoresLinesOfKeysItDoesNotKnow() {
        var lines = new ArrayList<>(OTHERS.sign(7, CHECKPOINT.root(), NOW).signatures());
        lines.addAll(CHECKPOINT.signatures());
        lines.add(new Note.Line("witness.example", 1, new byte[] {1}));

        verifier(KEYS).verify(new Checkpoint("example.com/log", 7, CHECKPOINT.root(), lines));
    }

    @Test
    void refusesABadSignatureOfAKnownKeyEvenBesideAGoodOne() {
        for (int i = 0; i < 2; i++) {
            var lines = new ArrayList<>(CHECKPOINT.signatures());
            lines.add(KEYS.sign(8, CHECKPOINT.root(), NOW).signatures().get(i));
            refuses(new Checkpoint("example.com/log", 7, CHECKPOINT.root(), lines));
        }
    }

    @Test
    void refusesACheckpointThatOneOfItsKeysDidNotSign() {
        for (Note.Line line : CHECKPOINT.signatures()) {
            refuses(new Checkpoint("example.com/log", 7, CHECKPOINT.root(), List.of(line)));
        }
        refuses(OTHERS.sign(7, CHECKPOINT.root(), NOW));
    }

    @Test
    void refusesAnyOtherTreeHeadUnderTheSameSignatures() {
        refuses(new Checkpoint("example.com/log", 8, CHECKPOINT.root(), CHECKPOINT.signatures()));
        refuses(new Checkpoint("example.com/log", 7, TreeHash.EMPTY, CHECKPOINT.signatures()));
        refuses(new Checkpoint("example.com/lag", 7, CHECKPOINT.root(), CHECKPOINT.signatures()));
    }

    @Test
    void refusesEveryFlippedByteOfBothSignatures() {
        for (int line = 0; line < 2; line++) {
            byte[] signature = CHECKPOINT.signatures().get(line).signature();
            for (int i = 0; i < signature.length; i += line == 0 ? 1 : 7) {
                byte[] flipped = signature.clone();
                flipped[i] ^= (byte) (1 << i % 8);
                var lines = new ArrayList<>(CHECKPOINT.signatures());
                lines.set(line, new Note.Line("example.com/log", lines.get(line).keyId(), flipped));
                refuses(new Checkpoint("example.com/log", 7, CHECKPOINT.root(), lines));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 7, 8, 9, 71, 2427, 2429})
    void refusesSignaturesOfAnyOtherLength(int length) {
        for (int line = 0; line < 2; line++) {
            var lines = new ArrayList<>(CHECKPOINT.signatures());
            byte[] cut = java.util.Arrays.copyOf(lines.get(line).signature(), Math.max(1, length));
            lines.set(line, new Note.Line("example.com/log", lines.get(line).keyId(), cut));
            refuses(new Checkpoint("example.com/log", 7, CHECKPOINT.root(), lines));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "example.com/log\n7\n%s\nextension\n",
                "example.com/log\n7\n",
                "example.com/log\n07\n%s\n",
                "example.com/log\n-7\n%s\n",
                "example.com/log\n+7\n%s\n",
                "example.com/log\n0x7\n%s\n",
                "example.com/log\n7 \n%s\n",
                "example.com/log\n\n%s\n",
                "example.com/log\n7\n%s=\n",
                "example.com/log\n7\n\n%s\n",
                "example.com/log\n\u0667\n%s\n",
                "example+com\n7\n%s\n",
                "example.com/log\n9999999999999999999\n%s\n",
                "example.com/log\n7\nAAAA\n",
                "\n7\n%s\n",
                "example com\n7\n%s\n"
            })
    void refusesCheckpointsInAnyOtherForm(String text) {
        String note = text.formatted(CHECKPOINT.root()) + "\n\u2014 example.com/log AAAAAQI=\n";

        assertThatThrownBy(() -> Checkpoint.parse(note)).isInstanceOf(InvalidProofException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a+b",
                "PeterNeumann+c74f20a4+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
                "PeterNeumenn+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
                "PeterNeumann+C74F20A3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
                "PeterNeumann+c74f20a3+AhpS2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
                "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10",
                "PeterNeumann+c74f20a3+",
            })
    void refusesKeysThatAreNoVkeys(String vkey) {
        assertThatThrownBy(() -> VerifierKey.parse(vkey)).isInstanceOf(InvalidProofException.class);
    }

    @Test
    void refusesToVerifyWithKeysOfNoLogOrOfTwo() {
        assertThatThrownBy(() -> LogVerifier.of(List.of())).isInstanceOf(InvalidProofException.class);
        var keys = new ArrayList<>(KEYS.verifierKeys());
        keys.addAll(LogKeys.generate("example.com/other").verifierKeys());
        assertThatThrownBy(() -> LogVerifier.of(keys)).isInstanceOf(InvalidProofException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "two words", "one+one", "tab\t"})
    void refusesOriginsThatCannotNameAKey(String origin) {
        assertThatThrownBy(() -> LogKeys.generate(origin)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> LogKeys.generate("o".repeat(256))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void comesBackFromItsEncodedForm() {
        LogKeys read = LogKeys.decode(KEYS.encode()).of("example.com/log");

        assertThat(read.verifierKeys()).isEqualTo(KEYS.verifierKeys());
        assertThat(read.encode()).isEqualTo(KEYS.encode());
        verifier(KEYS).verify(read.sign(1, TreeHash.EMPTY, NOW));
        assertThatThrownBy(() -> KEYS.of("example.com/other"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("example.com/other")
                .hasMessageContaining("flora.ledger.origin");
    }

    @Test
    void refusesKeysThatDoNotBelongTogether() {
        String ours = new String(KEYS.encode(), StandardCharsets.UTF_8);
        String others = new String(OTHERS.encode(), StandardCharsets.UTF_8);
        String mixed = ours.substring(0, ours.lastIndexOf(' ')) + others.substring(others.lastIndexOf(' '));

        refusesKeys(mixed);
        refusesKeys(ours.replace("/v1", "/v2"));
        refusesKeys(ours + "\n");
        refusesKeys(ours.replace(" ", ""));
        refusesKeys("");
    }

    private static void refusesKeys(String encoded) {
        assertThatThrownBy(() -> LogKeys.decode(encoded.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static void refuses(Checkpoint checkpoint) {
        assertThatThrownBy(() -> verifier(KEYS).verify(checkpoint)).isInstanceOf(InvalidProofException.class);
    }

    private static LogVerifier verifier(LogKeys keys) {
        return LogVerifier.of(keys.verifierKeys());
    }
}
