package org.florahub.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.florahub.event.FieldType;
import org.florahub.event.Problem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class WordingTest {

    private final Wording german = Wording.german();

    @ParameterizedTest
    @ValueSource(
            strings = {"S001", "S010", "S011", "S020", "S030", "S100", "S999", "T070", "T080", "V000", "X000", "X001"})
    void hasASentenceForEveryCode(String code) {
        assertThat(german.sentence(problem(code, "…"))).isNotBlank();
        assertThat(german.knows(code)).isTrue();
    }

    @Test
    void saysWhatWasExpectedForEveryTypeOfField() {
        List<String> expectations =
                Arrays.stream(FieldType.values()).map(FieldType::expectation).toList();

        assertThat(expectations)
                .allSatisfy(expectation -> assertThat(german.expected(problem("X001", expectation)))
                        .as("wording.csv has no German for \"%s\"", expectation)
                        .isPresent());
    }

    @Test
    void repeatsTheChangingPartOfAnExpectation() {
        assertThat(german.sentence(problem("S999", "at most 4711 bytes")))
                .isEqualTo("Die Angabe kann nicht verarbeitet werden. Erwartet: höchstens 4711 Byte.");
    }

    @Test
    void fallsBackToTheGeneralSentenceForAForeignCode() {
        assertThat(german.sentence(problem("Q123", "…"))).isEqualTo("Die Angabe kann nicht verarbeitet werden.");
    }

    private static Problem problem(String code, String expected) {
        return new Problem(code, "0815.xml", 1, 0, null, "…", expected, "…");
    }
}
