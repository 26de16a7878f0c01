package org.florahub.transform.row;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.florahub.event.Field;
import org.florahub.event.Statement;
import org.florahub.transform.Collected;
import org.florahub.transform.Kit;
import org.florahub.transform.Transform;
import org.florahub.transform.Written;
import org.florahub.transform.convert.Loss;
import org.florahub.transform.template.Given;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class CsvDialectTest {

    private static final String HEADER = "Status;Art;AZR-Nr;Datum;Name\r\n";
    private static final String OPTIONS = "charset=windows-1252 separator=;";

    @TempDir
    Path folder;

    private Transform list(String options) {
        return Kit.load(Kit.changed(Kit.FOLDER.resolve("status-list"), folder, "list.csv", OPTIONS, options));
    }

    private static Collected read(Transform list, String document) {
        return Collected.read(list, document.getBytes(list.charset()), Kit.SOURCE);
    }

    private static Statement named(String name) {
        return Kit.rows(Kit.ROWS).statements().getFirst().toBuilder()
                .set(Field.PERSON_FAMILY_NAME, name)
                .build();
    }

    @Test
    void readsLineBreaksInsideQuotesAsBlanks() {
        Transform list = list("charset=utf-8 lines=3");
        Collected read = read(
                list,
                HEADER
                        + "ANK;N;910005000041;30.09.2026;\"Muster\r\ngenannt\nMüller\"\r\n"
                        + "ANK;N;910005000042;30.09.2026;Beispiel\r\n");

        assertThat(read.problems()).isEmpty();
        assertThat(read.lines()).containsExactly(2, 5);
        assertThat(read.statements().getFirst().get(Field.PERSON_FAMILY_NAME)).isEqualTo("Muster genannt Müller");
    }

    @Test
    void losesOneRowToAQuoteThatIsNotClosedThoughRowsMayHaveSeveralLines() {
        Transform list = list("charset=utf-8 lines=5");
        String good = "ANK;N;910005000042;30.09.2026;\"Beispiel\"\r\n";
        Collected read = read(list, HEADER + "ANK;N;910005000041;30.09.2026;\"Muster\r\n" + good.repeat(2000));

        assertThat(read.places()).containsExactly("X000 2 Name");
        assertThat(read.statements()).hasSize(2000);
    }

    /// Blocks end somewhere in a row: what is joined must survive that the buffer moves on.
    @Test
    void joinsLinesWhereverTheBufferEnds() {
        Transform list = list("charset=utf-8 lines=3");
        var document = new StringBuilder(HEADER);
        for (int i = 0; i < 3000; i++) {
            document.append(
                    "ANK;N;9100050%05d;30.09.2026;\"%s\r\n%s\"\n".formatted(i, "x".repeat(i % 97), "y".repeat(i % 89)));
        }
        Collected read = read(list, document.toString());

        assertThat(read.problems()).isEmpty();
        assertThat(read.statements()).hasSize(3000);
        assertThat(read.lines()).endsWith(2 + 2 * 2999);
        assertThat(read.statements().get(2999).get(Field.PERSON_FAMILY_NAME))
                .isEqualTo("x".repeat(2999 % 97) + " " + "y".repeat(2999 % 89));
    }

    @Test
    void refusesAQuoteInsideAWord() {
        assertThat(Kit.rows(HEADER + "ANK;N;910005000041;30.09.2026;Mus\"ter\r\n")
                        .places())
                .containsExactly("X000 2 Name");
    }

    @Test
    void putsEveryCellInQuotesWhereTheReceiverWantsIt() {
        String written =
                Kit.written(list("charset=utf-8 quoting=all bom=yes"), List.of(named("a \"b\"")), Given.NOTHING);

        assertThat(written).startsWith("\uFEFF\"Aktenzeichen\";\"AZR-Nr\";").contains(";\"a \"\"b\"\"\";");
    }

    @Test
    void keepsExcelFromRunningATextAndSaysSo() throws IOException {
        Transform list = list("charset=utf-8 excel=safe");
        var out = new ByteArrayOutputStream();
        Written written = list.write(List.of(named("=1+1")), Given.NOTHING, out);

        assertThat(out.toString(UTF_8)).contains(";'=1+1;");
        assertThat(written.losses())
                .contains(new Loss(0, Field.PERSON_FAMILY_NAME, Loss.Kind.CHARACTERS, "Name", "=1+1", "'=1+1"));
        assertThat(Kit.written(Kit.LIST, List.of(named("=1+1")), Given.NOTHING)).contains(";=1+1;");
    }

    @Test
    void namesTheLineWhereAnotherCharsetBegins() {
        byte[] document = (HEADER + "ANK;N;910005000041;30.09.2026;Muster\r\n".repeat(5000)).getBytes(UTF_8);
        document[HEADER.length() + 4000 * 38 + 33] = (byte) 0xFC;

        assertThat(Collected.read(list("charset=utf-8"), document, Kit.SOURCE).places())
                .containsExactly("S001 4002 null");
    }

    @Test
    void returnsOneRowInUtf8AndTakesTheOthersOfALatinList() {
        String row = "ANK;N;910005000041;30.09.2026;Müller\r\n";
        byte[] latin = Kit.latin(HEADER + row);
        byte[] utf8 = row.getBytes(UTF_8);
        byte[] both = java.util.Arrays.copyOf(latin, latin.length + utf8.length);
        System.arraycopy(utf8, 0, both, latin.length, utf8.length);

        Collected read = Kit.rows(both);
        assertThat(read.places()).containsExactly("S001 3 null");
        assertThat(read.statements()).hasSize(1);
    }

    @Test
    void readsOverWhatStandsAboveTheListAndReturnsRowsBelowAsMuch() throws IOException {
        Transform titled = Kit.load(Kit.FOLDER.resolve("titled-list"));
        String title = "Ankünfte der Woche; Stand 02.11.2026\r\n\r\n";
        String header = "AZR-Nr;Name;Status;Datum;zugestellt\r\n";
        String bad = "910005000042;Beispiel;ANK;30.02.2026;\r\n";
        byte[] document = Kit.latin(title + header + "910005000041;Muster;ANK;30.09.2026;\r\n" + bad);
        Collected read = Collected.read(titled, document, Kit.SOURCE);

        assertThat(read.lines()).containsExactly(4);
        assertThat(read.places()).containsExactly("X001 5 Datum");
        assertThat(read.reading().unmapped()).isEmpty();
        String returned = new String(read.returned(titled, document, _ -> "Hinweis"), titled.charset());
        assertThat(returned).startsWith("\r\n\r\nAZR-Nr;");
        assertThat(read(titled, returned).places()).containsExactly("X001 4 Datum");
    }

    @Test
    void namesTheLineOfAHeaderThatLacksAColumn() {
        Transform titled = Kit.load(Kit.FOLDER.resolve("titled-list"));

        assertThat(read(titled, "\n\nName;Status;Datum\n").places()).containsExactly("S020 3 AZR-Nr");
        assertThat(read(titled, "\n\n").reading().endedEarly()).isTrue();
    }

    @Test
    void tellsListsOfOneFolderApartByTheirHeaders() throws IOException {
        Path copy = Kit.copied(Kit.FOLDER.resolve("status-list"), folder);
        String other = """
                #: csv charset=windows-1252 separator=; header=names translit=din91379-latin1
                #: set status=departed
                #: record each=events
                AZR-Nr;Ausgereist
                {person.azrNumber};{occurred | date(dd.MM.yyyy)}
                """;
        Files.writeString(copy.resolve("departures.csv"), other);
        Path manifest = copy.resolve("transform.yaml");
        String text = Files.readString(manifest)
                .replaceFirst("(?m)^writes:.*\n", "")
                .replaceFirst(
                        "loses: .*",
                        "loses: [message.id, message.sentAt, message.mark, message.test, target, "
                                + "target.name, refers.message, occurred.time, occurred.zone, case.lodgedOn, case.bamfFileNumber, "
                                + "person.arrivalNumber, person.familyName, person.givenName, person.birthDate, "
                                + "person.nationality, serviceMethod, office]");
        Files.writeString(manifest, text);
        Transform lists = Kit.load(copy);

        assertThat(read(lists, "Ausgereist;AZR-Nr\n30.09.2026;910005000041\n")
                        .statements()
                        .getFirst()
                        .get(Field.STATUS))
                .isEqualTo("departed");
        assertThat(read(lists, Kit.ROWS).statements()).hasSize(2);
        assertThat(read(lists, "AZR-Nr;Name\n1;2\n").reading().counts()).isFalse();
    }
}
