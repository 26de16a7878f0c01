package org.florahub.transform.bound;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import org.florahub.event.Field;
import org.florahub.event.Statement;
import org.florahub.transform.Collected;
import org.florahub.transform.Kit;
import org.florahub.transform.Transform;
import org.florahub.transform.template.Given;
import org.florahub.transform.template.Reading;
import org.florahub.transform.template.RejectedRecord;
import org.florahub.transform.template.Sink;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The standard interface without its schema: nothing that binding cannot take gets as far as binding.
class BoundReadingTest {

    private static final String HEAD = """
            <s:statusMeldung xmlns:s="urn:florahub:status:1" fassung="1.0">
              <s:nachrichtenkopf>
                <s:nachrichtenId>m-1</s:nachrichtenId>
                <s:erstellungszeitpunkt>2026-10-05T08:00:00+02:00</s:erstellungszeitpunkt>
                <s:autor><s:kennung>dbs:000001</s:kennung></s:autor>
              </s:nachrichtenkopf>
            """;
    private static final String STATUS = """
              <s:status>
                <s:schluessel>instructed</s:schluessel>
                <s:zeitpunkt><s:datum>2026-10-05</s:datum></s:zeitpunkt>
                <s:person>
                  <s:azrNummer>910005000041</s:azrNummer>
                  <s:familienname>Muster &amp; <![CDATA[Söhne]]><!-- two --> </s:familienname>
                </s:person>
              </s:status>
            """;
    private static final String END = "</s:statusMeldung>";

    @TempDir
    Path folders;

    private Transform transform = Kit.load(Path.of("transforms/status-1-xml"));

    @BeforeEach
    void leaveTheSchemaOut() throws IOException {
        Path folder = Files.createDirectory(folders.resolve("bound"));
        Files.writeString(folder.resolve("transform.yaml"), "engine: bound\nversion: \"1\"\nloses: []\n");
        transform = Kit.load(folder);
    }

    private Collected read(String document) {
        return Collected.read(transform, document.getBytes(UTF_8), Given.NOTHING);
    }

    private Collected changed(String from, String to) {
        assertThat(HEAD + STATUS).contains(from);
        return read((HEAD + STATUS + END).replace(from, to));
    }

    @Test
    void readsTextInAnyPiecesWithAnyPrefix() {
        Statement statement = read(HEAD + STATUS + END).statements().getFirst();

        assertThat(statement.get(Field.PERSON_FAMILY_NAME)).isEqualTo("Muster & Söhne");
        assertThat(statement.get(Field.MESSAGE_SENT_AT)).isEqualTo("2026-10-05T06:00:00Z");
        assertThat(statement.get(Field.KIND)).isEqualTo("report");
    }

    @Test
    void countsWhatHasNoPlace() {
        Collected read = read((HEAD + STATUS + END)
                .replace("<s:person>", "<s:person art='x'>lose <s:alter jahre='3'>30</s:alter>")
                .replace("<s:datum>", "<s:datum kalender='g'>")
                .replace("</s:status>", "<datum>1</datum></s:status>"));

        assertThat(read.problems()).isEmpty();
        assertThat(read.statements()).hasSize(1);
        assertThat(read.reading().unmapped())
                .containsOnlyKeys(
                        "/statusMeldung/status/zeitpunkt/datum/@kalender",
                        "/statusMeldung/status/person/@art",
                        "/statusMeldung/status/person/text()",
                        "/statusMeldung/status/person/alter",
                        "/statusMeldung/status/datum");
    }

    @Test
    void namesThePlaceOfAWrongValue() {
        assertThat(changed("2026-10-05<", "2026-02-30<").problems())
                .singleElement()
                .satisfies(problem -> {
                    assertThat(problem.code()).isEqualTo("X001");
                    assertThat(problem.line()).isEqualTo(9);
                    assertThat(problem.column()).isBetween(25, 60);
                    assertThat(problem.field()).isEqualTo("/statusMeldung/status/zeitpunkt/datum");
                });
    }

    @Test
    void refusesWhatRecordsWouldTakeSilently() {
        assertThat(changed("<s:azrNummer>", "<s:azrNummer>910005000042</s:azrNummer><s:azrNummer>")
                        .places())
                .containsExactly("X001 11 /statusMeldung/status/person/azrNummer");
        assertThat(changed("<s:azrNummer>", "<s:azrNummer><s:teil/>").places())
                .containsExactly("X001 11 /statusMeldung/status/person/azrNummer");
        assertThat(changed("m-1", "").places()).containsExactly("S030 3 /statusMeldung/nachrichtenkopf/nachrichtenId");
        assertThat(changed("<s:autor><s:kennung>dbs:000001</s:kennung></s:autor>", "")
                        .places())
                .containsExactly("S020 2 /statusMeldung/nachrichtenkopf/autor/kennung");
        assertThat(changed("Muster", "x".repeat(20_000)).places())
                .containsOnly("X001 12 /statusMeldung/status/person/familienname");
    }

    @Test
    void refusesAMessageWithoutStatusOrWithTheHeadBehindThem() {
        assertThat(read(HEAD + END).places()).containsExactly("S020 7 /statusMeldung/status");
        String head = HEAD.substring(HEAD.indexOf("  <s:nach"));
        String root = HEAD.substring(0, HEAD.indexOf("  <s:nach"));
        Collected read = read(root + STATUS + head + END);
        assertThat(read.places()).containsExactly("S020 2 /statusMeldung/nachrichtenkopf");
        assertThat(read.statements()).isEmpty();
    }

    /// 200,000 statuses are some 70 MB: a reader of the whole message would hold more than all of them.
    @Test
    void readsAndForgetsOneStatusAfterTheOther() throws IOException {
        int count = 200_000;
        byte[] thousand = STATUS.repeat(1000).getBytes(UTF_8);
        var parts = new ArrayList<InputStream>();
        parts.add(new ByteArrayInputStream(HEAD.getBytes(UTF_8)));
        for (int i = 0; i < count / 1000; i++) {
            parts.add(new ByteArrayInputStream(thousand));
        }
        parts.add(new ByteArrayInputStream(END.getBytes(UTF_8)));
        var most = new long[2];
        Sink sink = new Sink() {
            @Override
            public void statement(Statement statement, int line) {
                if (++most[0] % 20_000 == 0) {
                    most[1] = Math.max(most[1], used());
                }
            }

            @Override
            public void rejected(RejectedRecord row) {}
        };
        long before = used();
        Reading reading =
                transform.read(new SequenceInputStream(Collections.enumeration(parts)), "long", Given.NOTHING, sink);

        assertThat(reading.problems()).isEmpty();
        assertThat(reading.statements()).isEqualTo(count);
        assertThat(most[1] - before).isLessThan(16L << 20);
    }

    private static long used() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }
}
