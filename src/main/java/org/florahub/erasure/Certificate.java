package org.florahub.erasure;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.pdmodel.font.PDType1Font;
import org.apache.pdfbox.pdmodel.font.Standard14Fonts;
import org.florahub.record.Erasure;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/// What the hub certifies of an erasure that it has carried through: who decided it, what was destroyed, where the log
/// says so, and who has acknowledged. In German, for the file of an authority; it names nobody but operators.
///
/// @param erasure carried through
/// @param log     name of the log
/// @param orders  its anchored orders, as published
public record Certificate(Erasure erasure, String log, List<String> orders) {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("dd.MM.yyyy HH:mm:ss z", Locale.GERMANY).withZone(ZoneId.of("Europe/Berlin"));
    private static final int LINE_LENGTH = 88;
    private static final int LINES_MAX = 46;
    private static final float MARGIN = 60;
    private static final float LEADING = 15;
    private static final int NUMBERS_SHOWN = 40;

    public Certificate {
        orders = List.copyOf(orders);
    }

    private record Document(String certificate, String log, Erasure erasure, List<String> orders) {}

    /// With everything that is known of the order, and its proofs.
    public String json() {
        return JsonMapper.shared()
                .writerWithDefaultPrettyPrinter()
                .writeValueAsString(new Document("flora-hub/erasure-certificate/v1", log, erasure, orders));
    }

    /// The same for a reader.
    public byte[] pdf() {
        try (var document = new PDDocument();
                var bytes = new ByteArrayOutputStream()) {
            document.getDocumentInformation().setTitle("Löschbescheinigung Nr. %d".formatted(erasure.no()));
            List<String> lines = lines();
            for (int from = 0; from < lines.size(); from += LINES_MAX) {
                page(document, lines.subList(from, Math.min(lines.size(), from + LINES_MAX)), from == 0);
            }
            document.save(bytes);
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void page(PDDocument document, List<String> lines, boolean first) throws IOException {
        var page = new PDPage(PDRectangle.A4);
        document.addPage(page);
        var plain = new PDType1Font(Standard14Fonts.FontName.HELVETICA);
        try (var content = new PDPageContentStream(document, page)) {
            content.beginText();
            content.setLeading(LEADING);
            content.newLineAtOffset(MARGIN, page.getMediaBox().getHeight() - MARGIN);
            if (first) {
                content.setFont(new PDType1Font(Standard14Fonts.FontName.HELVETICA_BOLD), 16);
                content.showText("Löschbescheinigung Nr. %d".formatted(erasure.no()));
                content.newLine();
            }
            content.setFont(plain, 10);
            for (String line : lines) {
                content.newLine();
                content.showText(writable(line, plain));
            }
            content.endText();
        }
    }

    /// The standard fonts have the letters of Western Europe; another one in a reason becomes a question mark here and
    /// stands in the JSON as it is.
    private static String writable(String line, PDFont font) {
        return line.codePoints()
                .mapToObj(Character::toString)
                .map(letter -> {
                    try {
                        font.encode(letter);
                        return letter;
                    } catch (IOException | IllegalArgumentException _) {
                        return "?";
                    }
                })
                .collect(Collectors.joining());
    }

    private List<String> lines() {
        var lines = new ArrayList<String>();
        boolean whole = erasure.scope() == Erasure.Scope.CASE;
        add(lines, "%s %s".formatted(whole ? "Verfahren (Pseudonym)" : "Ereignis", erasure.subject()));
        add(lines, "Grund: " + erasure.reason());
        add(lines, "Vorgeschlagen von %s am %s".formatted(erasure.proposedBy(), time(erasure.proposedAt())));
        add(
                lines,
                "Gebilligt von %s am %s; die Schlüssel sind in diesem Augenblick vernichtet worden"
                        .formatted(erasure.approvedBy(), time(erasure.approvedAt())));
        add(lines, "Auf den Datenträgern des Betriebs bereinigt am %s".formatted(time(erasure.clearedAt())));
        lines.add("");
        add(
                lines,
                "Vernichtet: %d Ereignisse, %d Originale"
                        .formatted(erasure.leaves().size(), erasure.messages().size()));
        add(lines, "Blätter im Protokoll %s: %s".formatted(log, numbers(erasure.leaves())));
        add(lines, "Die Anordnung selbst: Blatt %s".formatted(numbers(erasure.orders())));
        lines.add("");
        add(
                lines,
                "Empfänger, die zu benachrichtigen waren: %d"
                        .formatted(erasure.notices().size()));
        for (Erasure.Notice notice : erasure.notices()) {
            add(
                    lines,
                    "- %s: benachrichtigt %s, bestätigt %s"
                            .formatted(notice.destination(), time(notice.sentAt()), time(notice.acknowledgedAt())));
        }
        lines.add("");
        add(
                lines,
                "Nicht erfasst sind Sicherungen, bis ihre Aufbewahrungsfrist abgelaufen ist, und was Empfänger noch "
                        + "nicht bestätigt haben.");
        return lines;
    }

    private static String numbers(List<Long> numbers) {
        String shown =
                numbers.stream().limit(NUMBERS_SHOWN).map(String::valueOf).collect(Collectors.joining(", "));
        return numbers.size() > NUMBERS_SHOWN ? shown + " und weitere, siehe JSON" : shown;
    }

    private static String time(@Nullable Instant instant) {
        return instant == null ? "noch nicht" : TIME.format(instant);
    }

    private static void add(List<String> lines, String text) {
        var line = new StringBuilder();
        for (String word : text.split("\\s+", -1)) {
            if (line.length() + word.length() > LINE_LENGTH) {
                lines.add(line.toString());
                line.setLength(0);
                line.append("  ");
            }
            line.append(line.isEmpty() || line.toString().isBlank() ? "" : " ").append(word);
        }
        lines.add(line.toString());
    }
}
