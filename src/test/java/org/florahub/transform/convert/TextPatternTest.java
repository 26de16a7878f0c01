package org.florahub.transform.convert;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(20)
class TextPatternTest {

    private static boolean matches(String form, String text) {
        char[] around = ("x" + text + "x").toCharArray();
        return Objects.requireNonNull(TextPattern.of(form), form).matches(around, 1, around.length - 1);
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '`', textBlock = """
            [A-Z]{2}-\\d+,        AB-17,    true
            [A-Z]{2}-\\d+,        AB-,      false
            [A-Z]{2}-\\d+,        ABC-1,    false
            `[A-Z]{1,3}x?`,       ABC,      true
            `[A-Z]{1,3}x?`,       ABCDx,    false
            a*b*,                 aabb,     true
            a*b*,                 aba,      false
            abc|x+,               xxx,      true
            abc|x+,               abcx,     false
            `\\p{L}+`,            Łęcki,    true
            `\\p{L}+`,            Łęcki1,   false
            [^;]*,                a b,      true
            .{3},                 a😀b,     true
            1\\.5,                1.5,      true
            1\\.5,                1x5,      false
            """)
    void matchesTheWholeText(String form, String text, boolean fits) {
        assertThat(matches(form, text)).isEqualTo(fits);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "(a+)+",
                "a{",
                "a{3",
                "a{5,2}",
                "a**",
                "[a",
                "^a",
                "a$",
                "\\1",
                "\\bx",
                "a{999}b{999}",
                "{3}",
                "[z-a]"
            })
    void refusesWhatIsNoFormOfThisLanguage(String form) {
        assertThat(TextPattern.of(form)).isNull();
    }

    @Test
    void takesNoLongerForAHostileText() {
        assertThat(matches("a*a*a*a*a*a*a*a*a*a*b", "a".repeat(2000))).isFalse();
    }

    /// The same as `java.util.regex` says.
    @Test
    void agreesWithTheUsualMeaning() {
        var random = new Random(7);
        String[] atoms = {"a", "b", "[ab]", "[^a]", "."};
        String[] times = {"", "?", "*", "+", "{2}", "{1,3}"};
        for (int i = 0; i < 3000; i++) {
            var form = new StringBuilder();
            for (int j = 0; j <= random.nextInt(4); j++) {
                form.append(atoms[random.nextInt(atoms.length)]).append(times[random.nextInt(times.length)]);
                form.append(random.nextInt(6) == 0 ? "|c" : "");
            }
            var text = new StringBuilder();
            for (int j = 0; j < random.nextInt(6); j++) {
                text.append("abc".charAt(random.nextInt(3)));
            }
            assertThat(matches(form.toString(), text.toString()))
                    .as("%s against %s", text, form)
                    .isEqualTo(text.toString().matches(form.toString()));
        }
    }
}
