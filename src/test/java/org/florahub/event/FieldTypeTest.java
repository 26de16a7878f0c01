package org.florahub.event;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FieldTypeTest {

    @ParameterizedTest
    @CsvSource({
        "DATE, 2026-11-23",
        "DATE, 2024-02-29",
        "TIME, 14:05",
        "TIME, 14:05:00",
        "TIME, 14:05:30.250",
        "ZONE, Z",
        "ZONE, +01:00",
        "INSTANT, 2026-11-23T13:05:30.250Z",
        "FLAG, true",
        "AUTHORITY, azr:999001",
        "AZR_NUMBER, 800031123456",
        "FILE_NUMBER, 1234567",
        "FILE_NUMBER, 1234567890-1-12",
        "ARRIVAL_NUMBER, A 0000001",
        "UUID, 0193a5b0-7c1e-7000-8000-000000000001",
        "KEY, manifestly-unfounded",
        "TEXT, Zoë \uD83D\uDE00",
    })
    void acceptsTheCanonicalSpelling(FieldType type, String value) {
        assertThat(type.accepts(value)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "DATE, 2026-02-30",
        "DATE, 23.11.2026",
        "DATE, 2025-02-29",
        "TIME, 24:00",
        "TIME, 9:05",
        "ZONE, +1",
        "ZONE, CET",
        "INSTANT, 2026-11-23T13:05:30+01:00",
        "FLAG, ja",
        "AUTHORITY, 999001",
        "AUTHORITY, AZR:999001",
        "AZR_NUMBER, 801331123456",
        "AZR_NUMBER, 80033212345",
        "AZR_NUMBER, 800032123456",
        "FILE_NUMBER, 123456",
        "FILE_NUMBER, 1234567-123",
        "ARRIVAL_NUMBER, A0000001",
        "UUID, 0193A5B0-7C1E-7000-8000-000000000001",
        "UUID, 1-1-1-1-1",
        "KEY, Manifestly",
        "KEY, -a",
        "TEXT, ''",
        "TEXT, a\u0007z",
        "TEXT, a\uD83Dz",
        "TEXT, a\uD83D",
        "TEXT, \uDE00\uD83D",
        "TEXT, a\uFFFF",
    })
    void refusesAnyOther(FieldType type, String value) {
        assertThat(type.accepts(value)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"'a\u0000b'", "'a\nb'", "'a\u0085b'"})
    void refusesControlCharactersInText(String value) {
        assertThat(FieldType.TEXT.accepts(value)).isFalse();
    }
}
