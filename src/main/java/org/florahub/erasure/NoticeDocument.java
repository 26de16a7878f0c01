package org.florahub.erasure;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.UUID;
import java.util.stream.Collectors;
import org.florahub.record.Erasure;

/// The notice to a recipient (GDPR Article 19): which of its deliveries hold what has been erased, and at which places
/// in them. It names deliveries and nobody.
///
/// @param erasure of which it tells
/// @param notice  to whom
/// @param due     by when it is to be acknowledged
record NoticeDocument(Erasure erasure, Erasure.Notice notice, Instant due) {

    private static final ZoneId HERE = ZoneId.of("Europe/Berlin");

    /// Of this notice and no other: each reminder has its own.
    UUID id() {
        String text = "erasure %d %s %d".formatted(erasure.no(), notice.destination(), number());
        return UUID.nameUUIDFromBytes(text.getBytes(StandardCharsets.UTF_8));
    }

    String name() {
        return number() == 0
                ? "loeschmitteilung-%06d.xml".formatted(erasure.no())
                : "loeschmitteilung-%06d-erinnerung-%d.xml".formatted(erasure.no(), number());
    }

    /// How many reminders this one makes.
    private int number() {
        return notice.sentAt() == null ? 0 : notice.reminders() + 1;
    }

    byte[] xml() {
        String deliveries = notice.deliveries().stream()
                .map(copy -> """
                          <lieferung id="%s" name="%s" am="%s" stellen="%s" umfang="%s"/>
                        """.formatted(
                                copy.id(),
                                copy.name(),
                                copy.at(),
                                copy.positions().stream().map(String::valueOf).collect(Collectors.joining(" ")),
                                copy.only() ? "ganz" : "teilweise"))
                .collect(Collectors.joining());
        return """
                <?xml version="1.0" encoding="UTF-8"?>
                <loeschmitteilung xmlns="urn:florahub:loeschmitteilung:1" nummer="%d" erinnerung="%d" bestaetigen-bis="%s">
                  <hinweis>Die an den genannten Stellen übermittelten Angaben sind gelöscht worden und von Ihnen zu \
                löschen (Art. 17 und 19 DSGVO). Bestätigen Sie die Löschung dem Betreiber unter der Nummer dieser \
                Mitteilung. Ist keine Lieferung genannt, kann Ihnen eine Angabe unmittelbar vor der Löschung zugegangen \
                sein.</hinweis>
                %s</loeschmitteilung>
                """.formatted(erasure.no(), number(), LocalDate.ofInstant(due, HERE), deliveries)
                .getBytes(StandardCharsets.UTF_8);
    }
}
