package org.florahub.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommitmentTest {

    private static final byte[] KEY = HexFormat.of().parseHex("00112233445566778899aabbccddeeff".repeat(2));

    @Test
    void isWhatAnotherImplementationComputes() {
        assertThat(HexFormat.of().formatHex(Commitment.entry(KEY, fields("id", "1", "status", "geändert"))))
                .isEqualTo("017f7877b45ff52324318befe41c75083557a0f3e2cf8c86847dff7d8c204e80db");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void everyDisclosureGivesTheEntryOfTheEvent(long seed) {
        var random = new Random(seed);
        for (int round = 0; round < 200; round++) {
            SortedMap<String, String> fields = randomFields(random);
            byte[] key = randomKey(random);
            List<String> hidden =
                    fields.keySet().stream().filter(_ -> random.nextBoolean()).toList();

            Disclosure disclosure = Commitment.disclose(key, fields, path -> !hidden.contains(path));

            assertThat(disclosure.entry()).isEqualTo(Commitment.entry(key, fields));
            assertThat(disclosure.withheld()).isEqualTo(hidden.size());
            assertThat(disclosure.shown().keySet()).noneMatch(hidden::contains);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {4, 5})
    void aDisclosureWithAnyPartChangedGivesAnotherEntry(long seed) {
        var random = new Random(seed);
        for (int round = 0; round < 100; round++) {
            SortedMap<String, String> fields = randomFields(random);
            byte[] key = randomKey(random);
            byte[] entry = Commitment.entry(key, fields);
            Disclosure disclosure = Commitment.disclose(key, fields, _ -> random.nextBoolean());
            for (int i = 0; i < disclosure.parts().size(); i++) {
                for (Disclosure.Part changed : changes(disclosure.parts().get(i), random)) {
                    var parts = new ArrayList<>(disclosure.parts());
                    parts.set(i, changed);
                    assertThat(entryOrNothing(new Disclosure(parts))).isNotEqualTo(entry);
                }
            }
        }
    }

    @Test
    void theSameEventWithAnotherKeyIsUnlinkable() {
        SortedMap<String, String> fields = fields("id", "1", "status", "a");
        byte[] other = KEY.clone();
        other[31] ^= 1;

        Disclosure one = Commitment.disclose(KEY, fields, _ -> false);
        Disclosure two = Commitment.disclose(other, fields, _ -> false);

        assertThat(one.parts()).doesNotContainAnyElementsOf(two.parts());
        assertThat(Commitment.entry(KEY, fields)).isNotEqualTo(Commitment.entry(other, fields));
    }

    @Test
    void pathAndValueCannotRunIntoEachOther() {
        assertThat(Commitment.entry(KEY, fields("ab", "c"))).isNotEqualTo(Commitment.entry(KEY, fields("a", "bc")));
        assertThat(Commitment.entry(KEY, fields("a", "b", "c", "d")))
                .isNotEqualTo(Commitment.entry(KEY, fields("a", "d", "c", "b")))
                .isNotEqualTo(Commitment.entry(KEY, fields("a", "b")));
    }

    @Test
    void oneTextHasOneCommitmentHoweverItWasComposed() {
        assertThat(Commitment.entry(KEY, fields("name", "Mu\u0308ller")))
                .isEqualTo(Commitment.entry(KEY, fields("name", "M\u00fcller")));
        assertThat(Commitment.disclose(KEY, fields("name", "Mu\u0308ller"), _ -> true)
                        .shown())
                .containsEntry("name", "M\u00fcller");
    }

    @Test
    void refusesToReadADisclosureInAnotherSpelling() {
        Hash key = Hash.of(KEY);
        refuses(new Disclosure.Shown("name", "Mu\u0308ller", key));
        refuses(new Disclosure.Shown("name", "half \ud800", key));
        refuses(new Disclosure.Shown("na me", "x", key));
        refuses(new Disclosure.Shown("naïve", "x", key));
        refuses(new Disclosure.Shown("", "x", key));
        refuses(new Disclosure.Shown("b", "x", key), new Disclosure.Shown("a", "x", key));
        refuses(new Disclosure.Shown("a", "x", key), new Disclosure.Shown("a", "x", key));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 16, 31, 33, 64})
    void refusesKeysOfAnyOtherLength(int length) {
        assertThatThrownBy(() -> Commitment.entry(new byte[length], fields("a", "b")))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void refusesFieldsItCannotBind() {
        assertThatThrownBy(() -> Commitment.entry(KEY, new TreeMap<>())).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Commitment.entry(KEY, fields("a", "half \ud800")))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Commitment.entry(KEY, fields("a\0b", "c")))
                .isInstanceOf(IllegalArgumentException.class);
        var backwards = new TreeMap<String, String>(Comparator.reverseOrder());
        backwards.putAll(fields("a", "1", "b", "2"));
        assertThatThrownBy(() -> Commitment.entry(KEY, backwards)).isInstanceOf(IllegalArgumentException.class);
    }

    private static void refuses(Disclosure.Part... parts) {
        assertThatThrownBy(() -> new Disclosure(List.of(parts)).entry()).isInstanceOf(InvalidProofException.class);
    }

    private static byte[] entryOrNothing(Disclosure disclosure) {
        try {
            return disclosure.entry();
        } catch (InvalidProofException _) {
            return new byte[0];
        }
    }

    private static List<Disclosure.Part> changes(Disclosure.Part part, Random random) {
        return switch (part) {
            case Disclosure.Withheld(Hash digest) -> List.of(new Disclosure.Withheld(flipped(digest, random)));
            case Disclosure.Shown(String path, String value, Hash key) ->
                List.of(
                        new Disclosure.Shown(path + "x", value, key),
                        new Disclosure.Shown(path, value + "x", key),
                        new Disclosure.Shown(path, value, flipped(key, random)),
                        new Disclosure.Withheld(key));
        };
    }

    private static Hash flipped(Hash hash, Random random) {
        byte[] bytes = hash.bytes();
        bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
        return Hash.of(bytes);
    }

    private static SortedMap<String, String> randomFields(Random random) {
        var fields = new TreeMap<String, String>();
        int count = 1 + random.nextInt(20);
        while (fields.size() < count) {
            fields.put("field." + random.nextInt(1000), randomText(random));
        }
        return fields;
    }

    private static String randomText(Random random) {
        var text = new StringBuilder();
        for (int i = random.nextInt(12); i > 0; i--) {
            text.appendCodePoint(List.of((int) 'a', 0xe9, 0x301, 0x1f600, 0x11f, (int) '\n', 0)
                    .get(random.nextInt(7)));
        }
        return text.toString();
    }

    private static byte[] randomKey(Random random) {
        var key = new byte[32];
        random.nextBytes(key);
        return key;
    }

    private static SortedMap<String, String> fields(String... pathsAndValues) {
        var fields = new TreeMap<String, String>();
        for (int i = 0; i < pathsAndValues.length; i += 2) {
            fields.put(pathsAndValues[i], pathsAndValues[i + 1]);
        }
        return fields;
    }
}
