package org.florahub.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A delivery of two events, minimised: what the hub writes beside it and what a recipient makes of it.
class ProofBundleTest {

    private static final String NAME = "0000000123-5f0c9c1e.xml";
    private static final byte[] DELIVERED = "<meldung>geändert</meldung>\n".getBytes(StandardCharsets.UTF_8);
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-23T10:00:00Z"), ZoneOffset.UTC);
    private static final LogKeys KEYS = LogKeys.generate("hub.example/log");
    private static final LogVerifier LOG = LogVerifier.of(KEYS.verifierKeys());
    private static final List<String> WITHHELD = List.of("person.familyName", "person.azrNumber");

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private static Path folder;

    @SuppressWarnings("NullAway.Init")
    private static ProofBundle bundle;

    @BeforeAll
    static void deliver() throws Exception {
        var leaves = new ListedLeaves();
        try (var ledger = Ledger.open(folder.resolve("ledger"), KEYS, leaves, CLOCK)) {
            leaves.add(4).add(Commitment.entry(key(1), fields(1))).add(1).add(Commitment.entry(key(2), fields(2)));
            ledger.signal();
            await().until(() -> ledger.size() == 7);
            bundle = new ProofBundle(
                    NAME,
                    Hash.ofContent(DELIVERED),
                    ledger.latest(),
                    List.of(
                            new ProvenEvent(disclosure(1), ledger.prove(4)),
                            new ProvenEvent(disclosure(2), ledger.prove(6))));
        }
    }

    @Test
    void provesAMinimisedDelivery() throws IOException {
        Path file = Files.write(folder.resolve(NAME), DELIVERED);
        Files.writeString(Verify.bundleOf(file), bundle.render());

        assertThat(Verify.verify(file, Verify.bundleOf(file), LOG))
                .isInstanceOfSatisfying(Verdict.Valid.class, valid -> {
                    assertThat(valid.signedAt()).isEqualTo(CLOCK.instant());
                    assertThat(valid.checkpoint().size()).isEqualTo(7);
                    assertThat(valid.events()).extracting(ProvenEvent::id).containsExactly("event-1", "event-2");
                    assertThat(valid.events().getFirst().disclosure().withheld())
                            .isEqualTo(2);
                });
    }

    @Test
    void saysNothingAboutWhatItWithholds() {
        assertThat(bundle.render())
                .doesNotContain(
                        "familyName", "azrNumber", "Mustermann", HexFormat.of().formatHex(key(1)))
                .doesNotContain(Base64Text.encode(key(1)), Base64Text.encode(key(2)))
                .contains("case.lodgedOn");
    }

    @Test
    void noByteOfTheFileCanChange() {
        for (int i = 0; i < DELIVERED.length; i++) {
            byte[] changed = DELIVERED.clone();
            changed[i] ^= 1;
            assertThat(bundle.verify(NAME, changed, LOG)).isInstanceOf(Verdict.Invalid.class);
        }
        assertThat(bundle.verify(NAME, new byte[0], LOG)).isInstanceOf(Verdict.Invalid.class);
        assertThat(bundle.verify("other.xml", DELIVERED, LOG)).isInstanceOf(Verdict.Invalid.class);
    }

    /// Every byte: field values, paths, keys, digests, indices, proofs, checkpoint, both signatures, names, spaces.
    @Test
    void noByteOfTheBundleCanChangeToAnything() {
        byte[] rendered = bundle.render().getBytes(StandardCharsets.UTF_8);
        var random = new Random(1);
        for (int i : positions(rendered.length, 3)) {
            byte[] changed = rendered.clone();
            changed[i] = (byte) (changed[i] + 1 + random.nextInt(255));
            assertThat(verdict(changed)).as("byte %d", i).isInstanceOf(Verdict.Invalid.class);
        }
    }

    @Test
    void noByteOfTheBundleCanBecomeAnotherOfItsKind() {
        String rendered = bundle.render();
        for (int i : positions(rendered.length(), 1)) {
            char c = rendered.charAt(i);
            String changed = rendered.substring(0, i) + neighbour(c) + rendered.substring(i + 1);
            assertThat(verdict(changed.getBytes(StandardCharsets.UTF_8)))
                    .as("character %d", i)
                    .isInstanceOf(Verdict.Invalid.class);
        }
    }

    @Test
    void noByteCanBeLostOrDoubled() {
        byte[] rendered = bundle.render().getBytes(StandardCharsets.UTF_8);
        for (int i : positions(rendered.length, 7)) {
            var without = new java.io.ByteArrayOutputStream();
            without.write(rendered, 0, i);
            without.write(rendered, i + 1, rendered.length - i - 1);
            assertThat(verdict(without.toByteArray())).as("byte %d lost", i).isInstanceOf(Verdict.Invalid.class);
            var doubled = new java.io.ByteArrayOutputStream();
            doubled.write(rendered, 0, i + 1);
            doubled.write(rendered, i, rendered.length - i);
            assertThat(verdict(doubled.toByteArray())).as("byte %d doubled", i).isInstanceOf(Verdict.Invalid.class);
        }
    }

    @Test
    void saysWhatIsWrongWithoutQuotingIt() {
        assertThat(bundle.verify(NAME, new byte[1], LOG))
                .isEqualTo(new Verdict.Invalid("the file is not the one that was delivered: its SHA-256 differs"));
        assertThat(reason(text -> text.replace("geas", "old")))
                .isEqualTo("leaf 4: the path from leaf 4 does not lead to the root of the checkpoint");
        assertThat(reason(text -> text.replace("\n7\\n", "\n8\\n").replace("log\\n7", "log\\n8")))
                .isEqualTo("the Ed25519 signature of hub.example/log is wrong");
        assertThat(reason(text -> text.replace("\n ", "\n  ")))
                .isEqualTo("found a bundle in another spelling than the hub's: it was reformatted");
        assertThat(reason(text -> text.replace("proof/v1", "proof/v2")))
                .isEqualTo("found another version, expected flora-hub/proof/v1");
    }

    @Test
    void isWorthNothingUnderKeysOfAnotherLog() {
        var others = LogVerifier.of(LogKeys.generate("hub.example/log").verifierKeys());

        assertThat(bundle.verify(NAME, DELIVERED, others))
                .isEqualTo(new Verdict.Invalid("the Ed25519 signature of hub.example/log is missing"));
    }

    @Test
    void provesNoOtherEventOfTheLogInTheSamePlace() {
        ProvenEvent first = bundle.events().getFirst();
        ProvenEvent last = bundle.events().getLast();

        assertThat(of(new ProvenEvent(first.disclosure(), last.proof())).verify(NAME, DELIVERED, LOG))
                .isInstanceOf(Verdict.Invalid.class);
        assertThatThrownBy(() -> of(first, first)).isInstanceOf(InvalidProofException.class);
        assertThatThrownBy(() -> of()).isInstanceOf(InvalidProofException.class);
        assertThatThrownBy(() -> new ProvenEvent(Commitment.disclose(key(1), fields(1), _ -> false), first.proof()))
                .isInstanceOf(InvalidProofException.class);
    }

    @Test
    void aFieldCannotBeShownInPlaceOfAWithheldOne() {
        var parts = new ArrayList<>(bundle.events().getFirst().disclosure().parts());
        int withheld = parts.indexOf(parts.stream()
                .filter(Disclosure.Withheld.class::isInstance)
                .findFirst()
                .orElseThrow());
        parts.set(withheld, new Disclosure.Shown("occurred.date", "2026-01-01", Hash.of(key(9))));

        assertThat(of(new ProvenEvent(
                                new Disclosure(parts),
                                bundle.events().getFirst().proof()))
                        .verify(NAME, DELIVERED, LOG))
                .isInstanceOf(Verdict.Invalid.class);
    }

    @Test
    void givesATlogProofThatReadsBackAndHoldsAlone() {
        ProvenEvent event = bundle.events().getFirst();
        String text = bundle.tlogProof(event).render();

        TlogProof proof = TlogProof.parse(text);

        assertThat(text).startsWith("c2sp.org/tlog-proof@v1\nindex 4\n");
        assertThat(proof.render()).isEqualTo(text);
        proof.verify(event.disclosure().entry(), LOG);
        assertThatThrownBy(() -> proof.verify(new byte[33], LOG)).isInstanceOf(InvalidProofException.class);
    }

    @Test
    void noCharacterOfATlogProofCanChange() {
        ProvenEvent event = bundle.events().getFirst();
        String text = bundle.tlogProof(event).render();
        byte[] entry = event.disclosure().entry();
        for (int i = 0; i < text.length(); i += i < 700 ? 1 : 13) {
            String changed = text.substring(0, i) + neighbour(text.charAt(i)) + text.substring(i + 1);
            assertThatThrownBy(() -> TlogProof.parse(changed).verify(entry, LOG))
                    .as("character %d", i)
                    .isInstanceOf(InvalidProofException.class);
        }
    }

    /// Every `step`-th position; of the long ML-DSA signature, whose bytes are alike, every 13th.
    private static int[] positions(int length, int step) {
        String rendered = bundle.render();
        int signature = rendered.lastIndexOf('\u2014') + 60;
        int end = rendered.indexOf('"', signature) - 10;
        return IntStream.range(0, length)
                .filter(i -> i % (i < signature || i > end ? step : 13) == 0)
                .toArray();
    }

    private static ProofBundle of(ProvenEvent... events) {
        return new ProofBundle(NAME, Hash.ofContent(DELIVERED), bundle.checkpoint(), List.of(events));
    }

    private static String reason(UnaryOperator<String> change) {
        Verdict verdict = verdict(change.apply(bundle.render()).getBytes(StandardCharsets.UTF_8));
        return verdict instanceof Verdict.Invalid(String reason) ? reason : "valid";
    }

    private static Verdict verdict(byte[] rendered) {
        try {
            return ProofBundle.parse(rendered).verify(NAME, DELIVERED, LOG);
        } catch (InvalidProofException e) {
            return new Verdict.Invalid(String.valueOf(e.getMessage()));
        }
    }

    /// Another character that could stand there as well: digit for digit, letter for letter, space for space.
    private static char neighbour(char c) {
        return switch (c) {
            case '9', 'Z', 'z', 'f' -> (char) (c - 1);
            case ' ' -> '\n';
            case '\n' -> ' ';
            case '+' -> '/';
            case '/' -> '+';
            default -> (char) (c + 1);
        };
    }

    private static Disclosure disclosure(int event) {
        return Commitment.disclose(key(event), fields(event), path -> !WITHHELD.contains(path));
    }

    private static byte[] key(int event) {
        return HexFormat.of().parseHex("%02x".formatted(event).repeat(32));
    }

    private static SortedMap<String, String> fields(int event) {
        var fields = new TreeMap<String, String>();
        fields.put("id", "event-" + event);
        fields.put("case.lodgedOn", "2026-07-01");
        fields.put("regime", "geas");
        fields.put("status", "decision-issued");
        fields.put("source", "dbs:000001");
        fields.put("person.familyName", "Mustermann");
        fields.put("person.azrNumber", "260000000001");
        return fields;
    }
}
