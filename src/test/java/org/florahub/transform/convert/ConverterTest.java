package org.florahub.transform.convert;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Random;
import org.florahub.event.Field;
import org.florahub.event.Problem;
import org.florahub.transform.source.Findings;
import org.florahub.transform.source.Place;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConverterTest {

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
            person.azrNumber | number |            | 10005000042                   | person.azrNumber | 010005000042
            person.azrNumber | number | 12         | 010005000042                  | person.azrNumber | 010005000042
            message.test   | bool     |            | true                          | message.test    | true
            message.test   | yesno    | J/Ja/1,N/Nein/0 | Nein                     | message.test    | false
            person.birthDate | date   | dd.MM.yy,1930 | 01.01.30                   | person.birthDate | 1930-01-01
            person.birthDate | date   | dd.MM.yy,1930 | 31.12.29                   | person.birthDate | 2029-12-31
            person.birthDate | date   | yyMMdd,1975 | 740228                       | person.birthDate | 2074-02-28
            message.sentAt | epoch    | ms         | 1790000000123                 | message.sentAt  | 2026-09-21T14:13:20.123Z
            message.sentAt | epoch    | s          | 0                             | message.sentAt  | 1970-01-01T00:00:00Z
            message.sentAt | datetime | Europe/Berlin | 2026-07-01T12:00:00        | message.sentAt  | 2026-07-01T10:00:00Z
            message.sentAt | datetime | Europe/Berlin | 2026-12-01T12:00:00.5      | message.sentAt  | 2026-12-01T11:00:00.500Z
            message.sentAt | datetime | Europe/Berlin,earlier | 2026-10-25T02:30:00 | message.sentAt | 2026-10-25T00:30:00Z
            message.sentAt | datetime | Europe/Berlin,later | 2026-10-25T02:30:00  | message.sentAt  | 2026-10-25T01:30:00Z
            occurred       | datetime | Europe/Berlin | 2026-12-01T12:00:00        | occurred.zone   | +01:00
            occurred       | datetime | Europe/Berlin,earlier | 2026-10-25T02:30:00 | occurred.zone  | +02:00
            person.name    | names    |            | Muster,Amal Rana              | person.givenName | Amal Rana
            person.name    | names    |            | Muster                        | person.familyName | Muster
            message.mark   | pad      | 8,0        | 00000A17                      | message.mark    | A17
            message.mark   | pad      | 8          | A17                           | message.mark    | A17
            person.nationality | upper |           | SYR                           | person.nationality | syr
            person.familyName | upper |            | Muster                        | person.familyName | Muster
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
            person.azrNumber | number |            | 9100050000412
            message.test   | bool     |            | TRUE
            message.test   | yesno    | J/Ja,N/Nein | j
            person.birthDate | date   | dd.MM.yy,1930 | 29.02.30
            person.birthDate | date   | dd.MM.yy,1930 | 01.01.1930
            person.birthDate | date   | dd.MM.yy,1930 | 01.01.-1
            message.sentAt | epoch    | ms         | -1
            message.sentAt | epoch    | ms         | 1.79E12
            message.sentAt | epoch    | s          | 999999999999999
            message.sentAt | datetime | Europe/Berlin | 2026-03-29T02:30:00
            message.sentAt | datetime | Europe/Berlin,later | 2026-03-29T02:30:00
            message.sentAt | datetime | Europe/Berlin | 2026-10-25T02:30:00
            message.sentAt | datetime | Europe/Berlin | 2026-10-26T02:30:00Z
            message.sentAt | datetime | Europe/Berlin | 2026-10-26
            occurred       | datetime | Europe/Berlin | 2026-10-25T02:00:00
            person.name    | names    |            | , Amal
            person.nationality | upper |           | SY R
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
            Values again = read(moment, moment.write(values, Losses.ignored()));
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
            person.name    |           |
            person.name    | names     | x
            message.mark   | names     |
            decidedOn      | upper     |
            message.mark   | upper     | x
            message.mark   | pad       |
            message.mark   | pad       | 4,00
            decidedOn      | pad       | 4
            message.sentAt | epoch     |
            message.sentAt | epoch     | us
            occurred       | epoch     | ms
            message.sentAt | datetime  | Berlin
            message.sentAt | datetime  | Europe/Bonn
            message.sentAt | datetime  | Europe/Berlin,first
            appointment    | datetime  | Europe/Berlin
            decidedOn      | date      | dd.MM.yy
            decidedOn      | date      | dd.MM.yy,30
            decidedOn      | date      | dd.MM.yyyy,1930
            message.test   | bool      | x
            message.test   | yesno     | J/N,N
            message.test   | yesno     | J,
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

    /// What cannot be told apart again is not written.
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            person.birthDate   | date     | dd.MM.yy,1930 | person.birthDate=1929-12-31
            person.birthDate   | date     | dd.MM.yy,1930 | person.birthDate=2030-01-01
            person.name        | names    |               | person.familyName=Muster, jr
            person.name        | names    |               | person.givenName=Amal
            message.mark       | pad      | 3             | message.mark=long
            message.mark       | pad      | 9,0           | message.mark=007
            message.sentAt     | epoch    | s             | message.sentAt=1969-12-31T23:59:59Z
            message.sentAt     | datetime | Europe/Berlin | message.sentAt=2026-10-25T01:30:00Z
            occurred           | datetime | Europe/Berlin | occurred.date=2026-12-01
            occurred           | datetime | Europe/Berlin | occurred.date=2026-12-01;occurred.time=10:00
            message.id         | number   |               | message.id=007
            """)
    void refuseToWriteWhatWouldReadAsSomethingElse(String path, String name, String arguments, String stated) {
        var values = new Values();
        for (String one : stated.split(";", -1)) {
            values.set(
                    java.util.Objects.requireNonNull(Field.of(one.substring(0, one.indexOf('=')))),
                    one.substring(one.indexOf('=') + 1));
        }
        Converter converter = converter(path, name, arguments == null ? "" : arguments);

        assertThat(converter.filled(values)).isTrue();
        assertThat(converter.obstacle(values)).isNotNull();
    }

    @Test
    void writeATimeOfAnotherZoneAsTheClockShowsIt() {
        var values = new Values();
        values.set(Field.OCCURRED_DATE, "2026-07-01");
        values.set(Field.OCCURRED_TIME, "22:30:00");
        values.set(Field.OCCURRED_ZONE, "Z");
        var losses = Losses.ignored();
        Converter converter = converter("occurred", "datetime", "Europe/Berlin");

        assertThat(converter.obstacle(values)).isNull();
        assertThat(converter.write(values, losses)).isEqualTo("2026-07-02T00:30:00");
        assertThat(losses.found())
                .extracting(Loss::field)
                .containsExactly(Field.OCCURRED_DATE, Field.OCCURRED_TIME, Field.OCCURRED_ZONE);
    }

    @Test
    void bringTextIntoNormalFormC() {
        assertThat(read(converter("person.familyName", "", ""), "Mu\u0308ller").get(Field.PERSON_FAMILY_NAME))
                .isEqualTo("Müller");
    }
}
