package org.florahub.erasure;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.florahub.ledger.AnchoredOrder;
import org.florahub.ledger.Checkpoint;
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

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("dd.MM.yyyy, HH:mm:ss z", Locale.GERMANY)
            .withZone(ZoneId.of("Europe/Berlin"));
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

    /// The same for a reader, as PDF.
    public byte[] pdf() {
        var page = new CertificatePages("Löschbescheinigung Nr. %d".formatted(erasure.no()));
        page.paragraph(
                "Bescheinigung über die Löschung personenbezogener Daten nach Art. 17 DSGVO im Vermittlungssystem"
                        + " FLORA Hub. Sie nennt keine betroffene Person.");
        decision(page);
        destroyed(page);
        anchored(page);
        recipients(page);
        limits(page);
        return page.bytes();
    }

    private void decision(CertificatePages page) {
        page.heading("1  Anordnung");
        boolean whole = erasure.scope() == Erasure.Scope.CASE;
        page.row("Gegenstand", whole ? "ein Verfahren mit allen Personen und Ereignissen" : "ein einzelnes Ereignis");
        page.row(whole ? "Pseudonym" : "Kennung", erasure.subject().toString());
        page.row("Grund", erasure.reason());
        page.row("Vorgeschlagen von", "%s am %s".formatted(erasure.proposedBy(), time(erasure.proposedAt())));
        page.row("Gebilligt von", "%s am %s".formatted(erasure.approvedBy(), time(erasure.approvedAt())));
    }

    private void destroyed(CertificatePages page) {
        page.heading("2  Vollzug");
        page.row("Schlüssel vernichtet", time(erasure.approvedAt()) + ", im Augenblick der Billigung");
        page.row("Datenträger bereinigt", time(erasure.clearedAt()));
        page.row("Ereignisse", String.valueOf(erasure.leaves().size()));
        page.row("Originalnachrichten", String.valueOf(erasure.messages().size()));
    }

    private void anchored(CertificatePages page) {
        page.heading("3  Nachweis im Protokoll");
        page.row("Protokoll", log);
        page.row("Gelöschte Blätter", numbers(erasure.leaves()));
        page.row("Blatt der Anordnung", numbers(erasure.orders()));
        for (String order : orders.stream().limit(1).toList()) {
            Checkpoint checkpoint =
                    AnchoredOrder.parse(order.getBytes(StandardCharsets.UTF_8)).checkpoint();
            page.row("Prüfpunkt", "%d Einträge".formatted(checkpoint.size()));
            page.row("Wurzel", checkpoint.root().base64());
        }
        page.row(
                "Prüfung",
                "flora verify DATEI --orders %d-1.order meldet für jede Lieferung, die ein gelöschtes Ereignis enthielt: ERASED"
                        .formatted(erasure.no()));
    }

    private void recipients(CertificatePages page) {
        page.heading("4  Empfänger (Art. 19 DSGVO)");
        if (erasure.notices().isEmpty()) {
            page.paragraph("Niemand hatte die gelöschten Ereignisse erhalten.");
            return;
        }
        page.columns(true, List.of("Empfänger", "Benachrichtigt", "Bestätigt"));
        erasure.notices()
                .forEach(notice -> page.columns(
                        false,
                        List.of(
                                notice.destination(),
                                time(notice.sentAt()),
                                notice.acknowledgedAt() == null
                                        ? "noch nicht"
                                        : "%s, von %s"
                                                .formatted(time(notice.acknowledgedAt()), notice.acknowledgedBy()))));
    }

    private static void limits(CertificatePages page) {
        page.heading("5  Was diese Löschung nicht umfasst");
        page.paragraph("Sicherungen, bis ihre Aufbewahrungsfrist abgelaufen ist, und Datenträger, die überschriebene"
                + " Blöcke behalten (SSD, Snapshots).");
        page.paragraph("Kopien bei Empfängern, die die Löschung noch nicht bestätigt haben. Eine Bestätigung ist die"
                + " Aussage des Empfängers; das System kann sie nicht nachprüfen.");
        page.paragraph("Im Protokoll bleiben kryptographische Prüfwerte ohne Schlüssel und die Nummern der gelöschten"
                + " Blätter, damit es prüfbar bleibt.");
    }

    private static String numbers(List<Long> numbers) {
        String shown =
                numbers.stream().limit(NUMBERS_SHOWN).map(String::valueOf).collect(Collectors.joining(", "));
        return numbers.size() > NUMBERS_SHOWN ? shown + " und weitere, siehe JSON" : shown;
    }

    private static String time(@Nullable Instant instant) {
        return instant == null ? "noch nicht" : TIME.format(instant);
    }
}
