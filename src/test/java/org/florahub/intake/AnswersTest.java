package org.florahub.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.florahub.event.Problem;
import org.junit.jupiter.api.Test;

final class AnswersTest {

    private static final Problem BROKEN =
            new Problem("X000", "0815.xml", 36, 3, "/a/b", "a broken end", "XML", "Send it whole.");

    private final Answers answers = new Answers(Wording.german());

    @Test
    void acknowledgesWhatWasTaken() {
        Answer answer = answers.xml(new Judgement(12, "0815.xml", "b754-0232", 3, 1, 0, true, false, List.of()));

        assertThat(answer.name()).isEqualTo("0815-quittung-12.xml");
        assertThat(text(answer, StandardCharsets.UTF_8))
                .isEqualTo("<?xml version='1.0' encoding='UTF-8'?>"
                        + "<quittung xmlns=\"urn:florahub:antwort:1\" nummer=\"12\" ergebnis=\"angenommen\">"
                        + "<bezug name=\"0815.xml\" nachrichtenUUID=\"b754-0232\"/>"
                        + "<ereignisse aufgezeichnet=\"3\" bekannt=\"1\" abgewiesen=\"0\"/></quittung>");
    }

    @Test
    void rejectsWithCodePlaceAndSentence() {
        Answer answer = answers.xml(new Judgement(13, "0815.xml", null, 0, 0, 0, false, false, List.of(BROKEN)));

        assertThat(answer.name()).isEqualTo("0815-rueckweisung-13.xml");
        assertThat(text(answer, StandardCharsets.UTF_8))
                .contains("<rueckweisung", "ergebnis=\"abgewiesen\"")
                .contains("<fehler code=\"X000\" zeile=\"36\" spalte=\"3\" feld=\"/a/b\">"
                        + "Die Nachricht ist nicht wohlgeformt.</fehler>");
    }

    @Test
    void writesAListInTheCharsetOfItsReader() {
        Charset windows = Charset.forName("windows-1252");
        Problem header = new Problem("V000", "liste.csv", 1, 0, null, "other columns", "…", "…");

        Answer answer =
                answers.list(new Judgement(14, "liste.csv", null, 0, 0, 0, false, false, List.of(header)), windows);

        assertThat(answer.mediaType()).isEqualTo("text/csv; charset=windows-1252");
        assertThat(text(answer, windows).split("\r\n"))
                .containsExactly(
                        "Nummer;Datei;Ergebnis;Ereignisse;Bereits bekannt;Abgewiesen;Fehlercode;Zeile;Feld;Hinweis",
                        "14;liste.csv;abgewiesen;0;0;0;;;;",
                        "14;liste.csv;;;;;V000;1;;Die Version des Nachrichtenformats wird nicht unterstützt.");
    }

    @Test
    void letsNoFileNameBecomeAFormulaAPathOrMarkup() {
        var judgement = new Judgement(15, "=1+1;\"<ü>/../x.csv", null, 1, 0, 0, true, false, List.of());

        assertThat(text(answers.list(judgement, StandardCharsets.UTF_8), StandardCharsets.UTF_8))
                .contains("15;\"'=1+1;\"\"<ü>/../x.csv\";angenommen");
        assertThat(answers.xml(judgement).name()).matches("[A-Za-z0-9._-]+").doesNotContain("/");
        assertThat(text(answers.xml(judgement), StandardCharsets.UTF_8)).contains("&lt;ü");
    }

    private static String text(Answer answer, Charset charset) {
        return new String(answer.body(), charset);
    }
}
