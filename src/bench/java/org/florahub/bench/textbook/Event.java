package org.florahub.bench.textbook;

import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;

/// What the route makes of a message and stores as JSON.
record Event(
        String messageId,
        Instant sentAt,
        String source,
        String status,
        String caseNumber,
        String azrNumber,
        String familyName,
        LocalDate lodgedOn,
        OffsetDateTime occurredAt,
        String outcome,
        LocalDate decidedOn) {

    static Event of(Decision decision) {
        return new Event(
                decision.nachrichtenkopf().identifikation().nachrichtenUUID(),
                OffsetDateTime.parse(decision.nachrichtenkopf().identifikation().erstellungszeitpunkt())
                        .toInstant(),
                decision.nachrichtenkopf().autor().kennung(),
                "decision-issued",
                decision.aktenzeichen(),
                decision.person().azrNummer(),
                decision.person().familienname(),
                LocalDate.parse(decision.asylantrag().gestelltAm()),
                OffsetDateTime.parse(decision.ereignis().zeitpunkt()),
                outcome(decision.sachentscheidung().sachverhalt()),
                LocalDate.parse(decision.sachentscheidung().datum()));
    }

    private static String outcome(Decision.Code code) {
        return switch (code.code()) {
            case "01" -> "asylum-granted";
            case "02" -> "refugee";
            case "03" -> "subsidiary-protection";
            case "05" -> "rejected";
            case "06" -> "manifestly-unfounded";
            default -> throw new IllegalArgumentException("Unknown code in sachverhalt");
        };
    }
}
