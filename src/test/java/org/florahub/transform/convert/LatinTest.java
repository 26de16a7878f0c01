package org.florahub.transform.convert;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.text.Normalizer;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LatinTest {

    private static Charsets charset(String name) {
        return Objects.requireNonNull(Charsets.of(Charset.forName(name)));
    }

    @ParameterizedTest
    @CsvSource({
        "us-ascii, Özgür Weiß, Oezguer Weiss",
        "us-ascii, Ægir Ørsted Åse, Aegir Oersted Aase",
        "us-ascii, Þór Ðuro, Thor Duro",
        "us-ascii, Đỗ Thị Nguyễn, Do Thi Nguyen",
        "iso-8859-1, Özgür Łęcki, Özgür Lecki",
        "iso-8859-1, Šašić Œuvre, Sasic OEuvre",
        "iso-8859-15, Šašić, Šašic",
        "windows-1252, Ərəb ẞ Ŋ, Ereb SS N",
        "us-ascii, M̂n̄ C̦, Mn C"
    })
    void writesTheCustomaryLetters(String name, String text, String written) {
        String composed = Normalizer.normalize(text, Normalizer.Form.NFC);

        assertThat(Latin.carry(composed, charset(name))).isEqualTo(written);
    }

    /// The Latin letters of DIN 91379 lie in these blocks.
    @ParameterizedTest
    @ValueSource(strings = {"us-ascii", "iso-8859-1", "iso-8859-15", "windows-1252"})
    void hasALetterForEveryLatinLetter(String name) {
        Charsets charset = charset(name);
        IntStream.concat(IntStream.rangeClosed(0xC0, 0x17F), IntStream.rangeClosed(0x1E02, 0x1EF9))
                .filter(Character::isLetter)
                .forEach(c -> assertThat(Latin.carry(Character.toString(c), charset))
                        .as(Character.getName(c))
                        .isNotEmpty()
                        .matches(carried -> carried.chars().anyMatch(Character::isLetter))
                        .matches(carried -> Latin.carries(carried, charset))
                        .doesNotContain("?"));
    }

    @Test
    void givesReplacementsThatEveryCharsetHas() {
        Charsets ascii = charset("us-ascii");

        assertThat(Latin.table().values())
                .isNotEmpty()
                .allMatch(replacement -> !replacement.isEmpty())
                .allMatch(replacement -> Latin.carries(replacement, ascii));
    }
}
