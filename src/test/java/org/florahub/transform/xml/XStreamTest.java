package org.florahub.transform.xml;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.thoughtworks.xstream.XStream;
import com.thoughtworks.xstream.io.xml.StaxDriver;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import org.florahub.event.Field;
import org.florahub.event.Statement;
import org.florahub.transform.Collected;
import org.florahub.transform.Kit;
import org.florahub.transform.Transform;
import org.florahub.transform.template.Given;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The other side is XStream itself with plain Java classes, as a legacy system has them.
@Timeout(60)
class XStreamTest {

    private static final Transform TRANSFORM = Kit.load(Path.of("transforms/fachverfahren-xstream"));

    interface Beteiligter {}

    static final class Person implements Beteiligter {
        String azrNummer = "";
        String nachname = "";
        LocalDate geboren = LocalDate.EPOCH;
    }

    static final class Behoerde {
        String kennung = "";
    }

    static final class Akte {
        String aktenzeichen = "";
    }

    static final class Vorgang {
        Beteiligter beteiligter = new Person();
        Akte akte = new Akte();
        String ereignis = "";
        String aktion = "MELDUNG";
        LocalDate tag = LocalDate.EPOCH;
    }

    static final class Sendung {
        int version = 3;
        String nummer = "";
        LocalDateTime erzeugt = LocalDateTime.MIN;
        Behoerde absender = new Behoerde();
        boolean probe;
        List<Vorgang> vorgaenge = new ArrayList<>();
    }

    private static XStream legacySystem(int mode) {
        var xstream = new XStream(new StaxDriver());
        xstream.allowTypes(new Class<?>[] {Sendung.class, Behoerde.class, Vorgang.class, Akte.class, Person.class});
        xstream.alias("sendung", Sendung.class);
        xstream.alias("vorgang", Vorgang.class);
        xstream.alias("person", Person.class);
        xstream.useAttributeFor(Sendung.class, "version");
        xstream.addImplicitCollection(Sendung.class, "vorgaenge", "vorgang", Vorgang.class);
        xstream.ignoreUnknownElements();
        xstream.setMode(mode);
        return xstream;
    }

    /// Two events of one person in one case: person and file are the same objects.
    private static Sendung sendung() {
        var person = new Person();
        person.azrNummer = "910005000041";
        person.nachname = "Müller & <Söhne>";
        person.geboren = LocalDate.of(1990, 12, 31);
        var akte = new Akte();
        akte.aktenzeichen = "9900004-31";
        var sendung = new Sendung();
        sendung.nummer = "S-1";
        sendung.erzeugt = LocalDateTime.of(2026, 11, 23, 14, 5);
        sendung.absender.kennung = "dbs:990001";
        sendung.probe = true;
        for (String ereignis : List.of("AKTE_ANGELEGT", "ANHOERUNG_DURCHGEFUEHRT")) {
            var vorgang = new Vorgang();
            vorgang.beteiligter = person;
            vorgang.akte = akte;
            vorgang.ereignis = ereignis;
            vorgang.tag = LocalDate.of(2026, 11, 20);
            sendung.vorgaenge.add(vorgang);
        }
        return sendung;
    }

    private static Collected read(String document) {
        return Collected.read(TRANSFORM, document.getBytes(UTF_8), Given.NOTHING);
    }

    @ParameterizedTest
    @ValueSource(
            ints = {
                XStream.NO_REFERENCES,
                XStream.ID_REFERENCES,
                XStream.XPATH_RELATIVE_REFERENCES,
                XStream.XPATH_ABSOLUTE_REFERENCES,
                XStream.SINGLE_NODE_XPATH_RELATIVE_REFERENCES,
                XStream.SINGLE_NODE_XPATH_ABSOLUTE_REFERENCES
            })
    void readsWhatXStreamWrites(int mode) {
        String document = legacySystem(mode).toXML(sendung());
        assertThat(document.contains("reference=")).isEqualTo(mode != XStream.NO_REFERENCES);
        Collected read = read(document);

        assertThat(read.problems()).as(document).isEmpty();
        assertThat(read.reading().unmapped()).isEmpty();
        assertThat(read.statements()).hasSize(2).allSatisfy(statement -> {
            assertThat(statement.get(Field.PERSON_AZR_NUMBER)).isEqualTo("910005000041");
            assertThat(statement.get(Field.PERSON_FAMILY_NAME)).isEqualTo("Müller & <Söhne>");
            assertThat(statement.get(Field.CASE_BAMF_FILE_NUMBER)).isEqualTo("9900004-31");
            assertThat(statement.get(Field.MESSAGE_SENT_AT)).isEqualTo("2026-11-23T13:05:00Z");
        });
        assertThat(read.statements())
                .extracting(statement -> statement.get(Field.STATUS))
                .containsExactly("file-opened", "hearing-held");
    }

    @ParameterizedTest
    @ValueSource(ints = {XStream.NO_REFERENCES, XStream.ID_REFERENCES, XStream.XPATH_RELATIVE_REFERENCES})
    void writesWhatXStreamReads(int mode) {
        List<Statement> statements =
                read(legacySystem(XStream.NO_REFERENCES).toXML(sendung())).statements();
        String written = Kit.written(TRANSFORM, statements, Given.NOTHING);

        Sendung sendung = (Sendung) legacySystem(mode).fromXML(written);

        assertThat(sendung.version).isEqualTo(3);
        assertThat(sendung.erzeugt).isEqualTo(LocalDateTime.of(2026, 11, 23, 14, 5));
        assertThat(sendung.absender.kennung).isEqualTo("dbs:990001");
        assertThat(sendung.probe).isTrue();
        assertThat(sendung.vorgaenge)
                .extracting(vorgang -> vorgang.ereignis)
                .containsExactly("AKTE_ANGELEGT", "ANHOERUNG_DURCHGEFUEHRT");
        assertThat(sendung.vorgaenge.getLast().beteiligter).isInstanceOfSatisfying(Person.class, person -> {
            assertThat(person.nachname).isEqualTo("Müller & <Söhne>");
            assertThat(person.geboren).isEqualTo("1990-12-31");
        });
    }

    private static final String DOCUMENT = """
            <?xml version="1.0"?>
            <!-- remark -->
            <sendung version="3">
              <nummer>S-1</nummer><erzeugt>2026-11-23T14:05:00</erzeugt>
              <absender>
                <kennung>dbs:990001</kennung>
              </absender>
              <vorgang>
                <beteiligter class="person"><azrNummer>910005000041</azrNummer>
                  <nachname>Muster
            genannt</nachname></beteiligter>
                <ereignis>AKTE_ANGELEGT</ereignis>
                <aktion>MELDUNG</aktion>
                <tag>2026-11-20</tag>
              </vorgang>
              <vorgang>
                <beteiligter class="person" reference="../../vorgang/beteiligter"/>
                <ereignis>XYZ</ereignis>   <aktion>MELDUNG</aktion>
                <tag>2026-02-30</tag>
              </vorgang>
            </sendung>
            """;

    @Test
    void namesTheLinesOfTheDocument() {
        assertThat(read(DOCUMENT).places())
                .containsExactly(
                        "X001 10 /sendung/vorgang/beteiligter/nachname",
                        "X001 17 /sendung/vorgang/beteiligter/nachname",
                        "S010 18 /sendung/vorgang/ereignis",
                        "X001 19 /sendung/vorgang/tag");
    }

    private static final String GOOD = DOCUMENT.replace("Muster\ngenannt", "Muster")
            .replace("XYZ", "ANHOERUNG_DURCHGEFUEHRT")
            .replace("2026-02-30", "2026-11-20");

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            <sendung version="3">     | <sendung version="4">                                  | V000 3 /sendung/@version
            <sendung version="3">     | <sendung class="java.util.ArrayList" version="3">      | X001 3 null
            sendung                   | java.util.PriorityQueue                                | X001 3 null
            sendung                   | dynamic-proxy                                          | X001 3 null
            <nummer>                  | <x><java.lang.ProcessBuilder/></x><nummer>             | X001 4 null
            <nummer>                  | <x class="java.lang.ProcessBuilder"/><nummer>          | X001 4 null
            <nummer>                  | <x resolves-to="java.lang.Runtime"/><nummer>           | X001 4 null
            <nummer>                  | <x><y defined-in="java.lang.Object">a</y></x><nummer>  | X001 4 null
            <nummer>                  | <dynamic-proxy><interface>a</interface></dynamic-proxy><nummer> | X001 4 null
            <nummer>                  | <x><tree-map/></x><nummer>                             | X001 4 null
            <nummer>                  | <x><java-class>java.lang.Runtime</java-class></x><nummer> | X001 4 null
            ../../vorgang/beteiligter | ../../vorgang[3]/beteiligter                           | X001 16 null
            ../../vorgang/beteiligter | ../..                                                  | X001 16 null
            ../../vorgang/beteiligter | ..                                                     | X001 16 null
            ../../vorgang/beteiligter | /sendung                                               | X001 16 null
            ../../vorgang/beteiligter | ../../../../../..                                      | X001 16 null
            ../../vorgang/beteiligter | 7                                                      | X001 16 null
            ../../vorgang/beteiligter | ../../nummer                                           | S020 16 /sendung/vorgang/beteiligter/azrNummer
            <sendung version="3">     | <sendung version="3" reference="..">                   | X001 3 null
            <sendung version="3">     | <sendung version="3" id="1">                           | X001 16 null
            <!-- remark -->           | <!DOCTYPE sendung>                                     | X000 2 null
            <!-- remark -->           | <!DOCTYPE sendung [<!ENTITY a "b">]>                   | X000 2 null
            </sendung>                | </sendung><sendung/>                                   | X000 20 null
            </sendung>                |                                                        | X000 21 null
            version="1.0"             | version="1.0" encoding="iso-8859-1"                    | S001 1 null
            """)
    void refusesWhatDoesNotFit(String from, String to, String place) {
        assertThat(read(GOOD).problems()).isEmpty();
        String document = GOOD.replace(from, to == null ? "" : to);
        assertThat(document).isNotEqualTo(GOOD);
        Collected read = read(document);

        assertThat(read.places()).contains(place);
        assertThat(read.statements()).isEmpty();
    }

    @Test
    void readsOverFieldsThatItDoesNotKnow() {
        Collected read = read(GOOD.replace("<nummer>", "<neu><feld>1</feld></neu><nummer>"));

        assertThat(read.problems()).isEmpty();
        assertThat(read.reading().unmapped()).containsKey("/sendung/neu");
    }

    /// Each level refers to the one before twice: 2 to the power of 40 elements.
    @Test
    void refusesADocumentThatGrowsWithoutEnd() {
        var levels = new StringBuilder("<x0><a>text</a></x0>");
        for (int i = 1; i < 40; i++) {
            levels.append("<x%d><l reference=\"../../x%d\"/><r reference=\"../../x%d\"/></x%d>"
                    .formatted(i, i - 1, i - 1, i));
        }
        assertThat(read(GOOD.replace("<nummer>", levels + "<nummer>")).places()).containsExactly("X000 1 null");
    }

    @Test
    void refusesAChainOfReferencesThatIsTooDeep() {
        var chain = new StringBuilder("<x0><a>text</a></x0>");
        for (int i = 1; i < 300; i++) {
            chain.append("<x%d><l reference=\"../../x%d\"/></x%d>".formatted(i, i - 1, i));
        }
        assertThat(read(GOOD.replace("<nummer>", chain + "<nummer>")).places()).containsExactly("X000 1 null");
    }

    @Test
    void isStrictInBoundedTime() {
        var attributes = new StringWriter();
        for (int i = 0; i < 100_000; i++) {
            attributes.append(" a").append(String.valueOf(i)).append("='1'");
        }
        for (String hostile : List.of(
                "<x>".repeat(100_000),
                "<x>".repeat(100_000) + "</x>".repeat(100_000),
                "<x/>".repeat(100_001),
                "<x>" + "y".repeat(10_000_000) + "</x>",
                "<x a='" + "y".repeat(10_000_000) + "'/>",
                "<x" + attributes + "/>")) {
            Collected read = read(GOOD.replace("<nummer>", hostile + "<nummer>"));
            assertThat(read.places()).singleElement().asString().startsWith("X000 ");
            assertThat(read.problems().toString()).doesNotContain("yyy");
        }
    }
}
