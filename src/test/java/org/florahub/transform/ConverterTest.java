package org.florahub.transform;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Random;
import org.florahub.event.Field;
import org.florahub.event.Problem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConverterTest {

    private static final Shape NO_SHAPE =
            new Shape("none", new Place("none", 0, 0), Map.of(), null, Directives.Direction.BOTH, List.of());

    private static Converter converter(String path, String name, String arguments) {
        var findings = new Findings();
        Converter converter = new ConverterFactory(Map.of(), findings)
                .create(
                        path,
                        name,
                        arguments.isEmpty() ? List.of() : List.of(arguments.split(",", -1)),
                        new Place("t", 1, 1),
                        "w");
        assertThat(findings.all()).isEmpty();
        return java.util.Objects.requireNonNull(converter);
    }

    private static Values read(Converter converter, String text) {
        var values = new Values();
        char[] around = ("<" + text + ">").toCharArray();
        assertThat(converter.read(around, 1, around.length - 1, values))
                .as(text)
                .isNull();
        return values;
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            decidedOn      | date     | dd.MM.yyyy | 29.02.2028                    | decidedOn       | 2028-02-29
            decidedOn      | date     | yyyyMMdd   | 20280229                      | decidedOn       | 2028-02-29
            occurred       | time     | HH:mm      | 23:59                         | occurred.time   | 23:59
            occurred       | time     | HHmmss     | 235901                        | occurred.time   | 23:59:01
            occurred       | datetime |            | 2026-11-23T14:05:30.25+01:00  | occurred.time   | 14:05:30.250
            occurred       | datetime |            | 2026-11-23T14:05:30.000Z      | occurred.time   | 14:05:30
            occurred       | datetime |            | 2026-11-23T14:05:30+00:00     | occurred.zone   | Z
            occurred       | datetime | date       | 2026-11-23                    | occurred.date   | 2026-11-23
            appointment    | datetime |            | 2026-11-23T14:05:00           | appointment.time | 14:05:00
            message.sentAt | datetime |            | 2026-11-23T14:05:30+01:00     | message.sentAt  | 2026-11-23T13:05:30Z
            message.sentAt | datetime |            | 2026-11-23T14:05:30.120Z      | message.sentAt  | 2026-11-23T14:05:30.120Z
            message.sentAt | datetime |            | 2026-11-23T14:05:30.1Z        | message.sentAt  | 2026-11-23T14:05:30.100Z
            message.sentAt | datetime |            | 2026-11-23T14:05:30.000Z      | message.sentAt  | 2026-11-23T14:05:30Z
            message.sentAt | datetime |            | 2026-11-23T14:05Z             | message.sentAt  | 2026-11-23T14:05:00Z
            message.test   | yesno    | J,N        | N                             | message.test    | false
            source         | authority | ane       | 140010                        | source          | ane:140010
            source         | authority | dvdv      | dbs:000001                    | source          | dbs:000001
            message.id     | number   | 6          | 000017                        | message.id      | 17
            message.id     | number   |            | 0                             | message.id      | 0
            """)
    void readsIntoTheCanonicalSpelling(
            String path, String name, String arguments, String text, String field, String value) {
        Values values = read(converter(path, name, arguments == null ? "" : arguments), text);

        Field target = java.util.Objects.requireNonNull(Field.of(field));
        assertThat(values.get(target)).isEqualTo(value);
        assertThat(target.type().accepts(value)).isTrue();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            decidedOn      | date     | dd.MM.yyyy | 29.02.2027
            decidedOn      | date     | dd.MM.yyyy | 2027-02-01
            decidedOn      | date     | dd.MM.yyyy | 01.13.2027
            decidedOn      | date     | dd.MM.yyyy | 01.01.0000
            decidedOn      | date     | dd.MM.yyyy | ١١.٠١.٢٠٢٧
            occurred       | time     | HH:mm      | 24:00
            occurred       | time     | HH:mm      | 1:00
            occurred       | datetime |            | 2026-11-23
            occurred       | datetime |            | 2026-11-23T14:05:30
            occurred       | datetime |            | 2026-11-23T14:05Z
            occurred       | datetime |            | 2026-11-23 14:05:30Z
            occurred       | datetime |            | 2026-11-23T14:05:30.Z
            occurred       | datetime |            | 2026-11-23T14:05:30+25:00
            occurred       | datetime | date       | 2026-11-23T
            appointment    | datetime |            | 2026-11-23T14:05:00Z
            message.sentAt | datetime |            | 2026-11-23T14:05:30
            message.sentAt | datetime |            | 2026-11-31T14:05:30Z
            message.sentAt | datetime |            | 2026-11-23T24:05:30Z
            message.sentAt | datetime |            | 2026-11-23 14:05:30Z
            message.test   | yesno    | J,N        | Ja
            source         | authority | ane       | ane:140010
            source         | authority | dvdv      | 140010
            message.id     | number   | 6          | 12a
            person.azrNumber |        |            | 99zz
            """)
    void refusesWhatHasAnotherShape(String path, String name, String arguments, String text) {
        Converter converter = converter(path, name == null ? "" : name, arguments == null ? "" : arguments);
        var values = new Values();

        Mismatch mismatch = converter.read(text.toCharArray(), 0, text.length(), values);

        assertThat(mismatch).isNotNull().asString().doesNotContain(text);
        converter.fields().forEach(field -> assertThat(values.has(field)).isFalse());
    }

    @Test
    void writeWhatTheyCanReadAgain() {
        var random = new Random(5);
        Converter moment = converter("occurred", "datetime", "date");
        for (int i = 0; i < 20_000; i++) {
            var values = new Values();
            values.set(
                    Field.OCCURRED_DATE,
                    "%04d-%02d-%02d"
                            .formatted(1 + random.nextInt(9999), 1 + random.nextInt(12), 1 + random.nextInt(28)));
            if (random.nextBoolean()) {
                values.set(
                        Field.OCCURRED_TIME,
                        "%02d:%02d:%02d".formatted(random.nextInt(24), random.nextInt(60), random.nextInt(60)));
                if (random.nextBoolean()) {
                    values.set(Field.OCCURRED_ZONE, "+%02d:00".formatted(1 + random.nextInt(14)));
                }
            }
            Values again = read(moment, moment.write(values, new Losses(NO_SHAPE)));
            moment.fields().forEach(field -> assertThat(again.get(field)).isEqualTo(values.get(field)));
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            occurred       |           |
            occurred       | datetime  | time
            occurred       | date      | dd.MM
            occurred       | date      | dd.MM.yyyy,x
            appointment    | time      | h:mm
            message.sentAt | datetime  | date
            message.sentAt | date      | dd.MM.yyyy
            decidedOn      | date      | dd.MM.yyyyT
            decidedOn      | time      | HH:mm
            message.test   | yesno     | J
            message.test   | yesno     | J,J
            message.id     | yesno     | J,N
            message.id     | number    | six
            message.id     | text      | 0
            message.id     | text      | 40,50
            decidedOn      | text      | 40
            decidedOn      | number    | 4
            message.id     | authority | ane
            source         | authority | ANE
            outcome        | code      |
            """)
    void fitSomeFieldsAndArgumentsOnly(String path, String name, String arguments) {
        var findings = new Findings();

        new ConverterFactory(Map.of(), findings)
                .create(
                        path,
                        name == null ? "" : name,
                        arguments == null ? List.of() : List.of(arguments.split(",", -1)),
                        new Place("t", 1, 1),
                        "w");

        assertThat(findings.all()).extracting(Problem::code).containsExactly("converter-does-not-fit");
    }

    @Test
    void refuseANumberThatIsLongerThanAnyText() {
        char[] digits = "9".repeat(2001).toCharArray();

        assertThat(converter("message.id", "number", "").read(digits, 0, digits.length, new Values()))
                .isNotNull();
    }

    @Test
    void bringTextIntoNormalFormC() {
        assertThat(read(converter("person.familyName", "", ""), "Mu\u0308ller").get(Field.PERSON_FAMILY_NAME))
                .isEqualTo("Müller");
    }
}
