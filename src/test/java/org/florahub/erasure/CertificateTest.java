package org.florahub.erasure;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.LongStream;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.text.PDFTextStripper;
import org.florahub.record.Erasure;
import org.junit.jupiter.api.Test;

/// The PDF is read as its reader reads it.
class CertificateTest {

    private static final Instant THEN = Instant.parse("2026-11-23T08:15:00Z");

    @Test
    void saysWhoDecidedWhatIsGoneWhereTheLogSaysSoAndWhoHasAcknowledged() throws IOException {
        String text = text(certificate("Art. 17 Abs. 1 lit. a DSGVO", 3, 2));

        assertThat(text)
                .contains("Löschbescheinigung Nr. 7", "Seite 1 von 1")
                .contains("00000000-0000-0001-0000-000000000002", "Art. 17 Abs. 1 lit. a DSGVO")
                .contains("operator am 23.11.2026, 09:15:00 MEZ", "operator.meier am 23.11.2026, 09:16:40 MEZ")
                .contains("hub.example/log", "0, 1, 2", "Blatt der Anordnung 99")
                .contains("empfaenger-0 23.11.2026", "noch nicht", "von empfaenger-1")
                .contains("Sicherungen, bis ihre Aufbewahrungsfrist abgelaufen ist");
    }

    @Test
    void goesOnOverAsManyPagesAsItTakes() throws IOException {
        String text = text(certificate("a".repeat(500), 900, 60));

        assertThat(text)
                .contains("Seite 1 von 4", "Seite 4 von 4", "empfaenger-59", "39 und weitere, siehe JSON")
                .contains("a".repeat(50));
    }

    @Test
    void aLetterThatTheFontLacksSpoilsNothing() throws IOException {
        Certificate certificate = certificate("Antrag von \u062f\nund Ş", 1, 0);

        assertThat(text(certificate)).contains("Antrag von ? und ?", "Niemand hatte");
        assertThat(certificate.json()).contains("\u062f");
    }

    private static Certificate certificate(String reason, int events, int recipients) {
        var notices = new ArrayList<Erasure.Notice>();
        for (int i = 0; i < recipients; i++) {
            boolean acknowledged = i % 2 == 1;
            notices.add(new Erasure.Notice(
                    "empfaenger-" + i,
                    List.of(),
                    THEN.plusSeconds(200),
                    0,
                    THEN.plusSeconds(900_000),
                    acknowledged ? THEN.plusSeconds(4_000) : null,
                    acknowledged ? "empfaenger-" + i : null));
        }
        var erasure = new Erasure(
                7,
                Erasure.Scope.CASE,
                new UUID(1, 2),
                reason,
                "operator",
                THEN,
                THEN.plusSeconds(600_000),
                "operator.meier",
                THEN.plusSeconds(100),
                THEN.plusSeconds(101),
                LongStream.range(0, events).boxed().toList(),
                List.of(99L),
                List.of(5L),
                notices);
        return new Certificate(erasure, "hub.example/log", List.of());
    }

    private static String text(Certificate certificate) throws IOException {
        try (var document = Loader.loadPDF(certificate.pdf())) {
            var stripper = new PDFTextStripper();
            stripper.setSortByPosition(true);
            return stripper.getText(document).replaceAll("\\s+", " ");
        }
    }
}
