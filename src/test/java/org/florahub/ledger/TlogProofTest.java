package org.florahub.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TlogProofTest {

    private static final LogKeys KEYS = LogKeys.generate("example.com/log");
    private static final LogVerifier LOG = LogVerifier.of(KEYS.verifierKeys());
    private static final List<byte[]> ENTRIES = NaiveTree.entries(7);
    private static final Checkpoint CHECKPOINT = KEYS.sign(7, NaiveTree.root(ENTRIES), Instant.EPOCH);
    private static final String TEXT = text(4);

    @Test
    void readsAndVerifiesWhatItWrites() {
        for (int index = 0; index < 7; index++) {
            TlogProof read = TlogProof.parse(text(index));

            read.verify(ENTRIES.get(index), LOG);
            assertThat(read.render())
                    .isEqualTo(text(index))
                    .startsWith("c2sp.org/tlog-proof@v1\nindex " + index + "\n");
        }
    }

    @Test
    void aTreeOfOneLeafHasAProofWithoutHashes() {
        var alone = KEYS.sign(1, TreeHash.leaf(ENTRIES.getFirst()), Instant.EPOCH);
        String text = new TlogProof(new InclusionProof(0, 1, List.of()), alone).render();

        assertThat(text).startsWith("c2sp.org/tlog-proof@v1\nindex 0\n\nexample.com/log\n1\n");
        TlogProof.parse(text).verify(ENTRIES.getFirst(), LOG);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "tlog-proof@v1            | tlog-proof@v2",
                "c2sp.org                 | \\nc2sp.org",
                "index 4                  | index 04",
                "index 4                  | index -4",
                "index 4                  | index +4",
                "index 4                  | Index 4",
                "index 4                  | index  4",
                "index 4                  | index",
                "index 4                  | extra AAAA\\nindex 4",
                "index 4                  | index 4\\nindex 4",
                "index 4                  | index 4\\n",
                "index 4                  | index 4\\r",
                "index 4                  | index 99999999999999999999",
                "=\\n\\nexample           | =\\nexample",
                "=\\n\\nexample           | =\\nAAAA\\n\\nexample",
                "=\\n\\nexample           | =\\n*\\n\\nexample",
                "\\n7\\n                   | \\n07\\n",
                "=\\n\\n\u2014            | =\\n\u2014",
            })
    void refusesEveryOtherSpelling(String found, String changed) {
        String text = TEXT.replaceFirst(
                found.replace("+", "\\+"), changed.replace("\\n", "\n").replace("\\r", "\r"));

        assertThat(text).as("the text was changed").isNotEqualTo(TEXT);
        assertThatThrownBy(() -> TlogProof.parse(text)).isInstanceOf(InvalidProofException.class);
    }

    @Test
    void refusesAPathOfMoreHashesThanAnyTreeNeeds() {
        String hash = CHECKPOINT.root().base64() + "\n";
        String text =
                TEXT.replaceFirst("index 4\n", "index 4\n" + java.util.regex.Matcher.quoteReplacement(hash.repeat(64)));

        assertThatThrownBy(() -> TlogProof.parse(text).verify(ENTRIES.get(4), LOG))
                .isInstanceOf(InvalidProofException.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 5, 6, 7, 8, 1_000_000})
    void provesNoOtherIndex(int index) {
        refuses(TEXT.replaceFirst("index 4", "index " + index));
    }

    @Test
    void refusesHashesThatWereTakenAwayExchangedOrAdded() {
        List<String> lines = TEXT.lines().toList();
        refuses(without(lines, 2));
        refuses(without(lines, 4));
        refuses(TEXT.replace(lines.get(2), lines.get(3)));
        refuses(TEXT.replace(lines.get(2) + "\n" + lines.get(3), lines.get(3) + "\n" + lines.get(2)));
        refuses(TEXT.replace(lines.get(4), lines.get(4) + "\n" + lines.get(4)));
    }

    @Test
    void refusesAnEntryACheckpointOrAKeyThatIsAnothers() {
        var others = LogVerifier.of(LogKeys.generate("example.com/log").verifierKeys());
        TlogProof proof = TlogProof.parse(TEXT);

        assertThatThrownBy(() -> proof.verify(ENTRIES.get(3), LOG)).isInstanceOf(InvalidProofException.class);
        assertThatThrownBy(() -> proof.verify(ENTRIES.get(4), others)).isInstanceOf(InvalidProofException.class);
        refuses(TEXT.replace("\n7\n", "\n6\n"));
        refuses(TEXT.replace("\n7\n", "\n0\n"));
        refuses(TEXT.replace("\nexample.com/log\n", "\nexample.com/lag\n"));
        assertThatThrownBy(() ->
                        new TlogProof(new InclusionProof(4, 8, proof.proof().path()), CHECKPOINT))
                .isInstanceOf(InvalidProofException.class);
    }

    @Test
    void everyTruncatedTextIsRefused() {
        for (int length = 0; length < TEXT.length(); length += 1 + length / 40) {
            refuses(TEXT.substring(0, length));
        }
        refuses(TEXT.substring(0, TEXT.length() - 1));
    }

    private static String text(int index) {
        var proof = new InclusionProof(index, 7, NaiveTree.path(index, ENTRIES));
        return new TlogProof(proof, CHECKPOINT).render();
    }

    private static String without(List<String> lines, int position) {
        String[] kept = lines.toArray(String[]::new);
        kept[position] = "";
        String text = String.join("\n", Arrays.copyOfRange(kept, 0, position));
        return text + "\n" + String.join("\n", Arrays.copyOfRange(kept, position + 1, kept.length)) + "\n";
    }

    private static void refuses(String text) {
        assertThatThrownBy(() -> TlogProof.parse(text).verify(ENTRIES.get(4), LOG))
                .isInstanceOf(InvalidProofException.class);
    }
}
