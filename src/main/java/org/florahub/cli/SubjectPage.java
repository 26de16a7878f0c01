package org.florahub.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.florahub.event.Status;
import org.florahub.event.StatusCatalogue;
import tools.jackson.databind.JsonNode;

/// What is held about one person as a German page, for the controller to check and to hand out.
final class SubjectPage {

    private static final String TITLE = "Auskunft nach Art. 15 DSGVO: gespeicherte Daten";

    private final List<Section> sections = new ArrayList<>();

    private record Section(String title, List<String> lines) {}

    SubjectPage(JsonNode held) {
        add(
                "Stand",
                List.of(text(held, "at"), "Diese Abfrage ist im Protokoll verankert: Einträge " + held.path("leaves")));
        add(
                "Zweck und Rechtsgrundlage",
                List.of(
                        "Unterrichtung der am Asylverfahren beteiligten Behörden über den Stand des Verfahrens: Art. 6 Abs. 1"
                                + " Buchst. e DSGVO, §§ 7 und 8 AsylG. Vom Verantwortlichen zu prüfen und zu ergänzen."));
        files(held);
        events(held);
        originals(held);
        orders(held);
        add(
                "Speicherdauer",
                List.of(
                        "Nach § 7 Abs. 3 AsylG und den Fristen der Ausländerbehörden; der Hub löscht auf Anordnung zweier"
                                + " Bediensteter. Die Frist des Einzelfalls trägt der Verantwortliche ein."));
        add(
                "Rechte",
                List.of("Berichtigung (Art. 16), Löschung (Art. 17), Einschränkung (Art. 18), Beschwerde bei einer"
                        + " Aufsichtsbehörde (Art. 77 DSGVO)."));
    }

    private void files(JsonNode held) {
        var lines = new ArrayList<String>();
        for (JsonNode file : held.path("files")) {
            lines.add("Verfahren " + text(file, "caseRef") + ", Person " + text(file, "personRef"));
            file.path("identifiers")
                    .properties()
                    .forEach(known -> lines.add("  %s: %s"
                            .formatted(
                                    german(known.getKey()),
                                    known.getValue().asString().replace("\n", ", "))));
        }
        add("Kennungen", lines);
    }

    private void events(JsonNode held) {
        int number = 0;
        for (JsonNode event : held.path("events")) {
            var lines = new ArrayList<String>();
            lines.add("gemeldet von %s über %s, erfasst am %s (Nachricht %d, Protokolleintrag %d)"
                    .formatted(
                            text(event, "source"),
                            text(event, "adapter"),
                            text(event, "recordedAt"),
                            event.path("message").asLong(),
                            event.path("leaf").asLong()));
            if (!text(event, "refers").isEmpty()) {
                lines.add("berichtigt oder widerruft die Meldung " + text(event, "refers"));
            }
            event.path("values")
                    .properties()
                    .forEach(value -> lines.add("  %s: %s"
                            .formatted(german(value.getKey()), value.getValue().asString())));
            for (JsonNode delivery : event.path("deliveries")) {
                lines.add("übermittelt an %s am %s (Sendung %s)"
                        .formatted(text(delivery, "destination"), text(delivery, "at"), text(delivery, "id")));
            }
            event.path("waiting").forEach(to -> lines.add("noch zu übermitteln an " + to.asString()));
            if (event.path("deliveries").isEmpty() && event.path("waiting").isEmpty()) {
                lines.add("an niemanden übermittelt");
            }
            add(
                    "Meldung %d: %s"
                            .formatted(
                                    ++number,
                                    status(event.path("values").path("status").asString(""))),
                    lines);
        }
    }

    private void originals(JsonNode held) {
        var lines = new ArrayList<String>();
        for (JsonNode message : held.path("originals")) {
            lines.add("Nachricht %d von %s, eingegangen am %s: %s, %s"
                    .formatted(
                            message.path("message").asLong(),
                            text(message, "source"),
                            text(message, "receivedAt"),
                            switch (text(message, "disposition")) {
                                case "accepted" -> "angenommen";
                                case "partly" -> "zum Teil angenommen";
                                case "rejected" -> "zurückgewiesen (Quarantäne)";
                                default -> "in Bearbeitung";
                            },
                            message.path("kept").asBoolean() ? "verschlüsselt aufbewahrt" : "gelöscht"));
        }
        lines.add("Nachrichten können auch andere Personen nennen und werden deshalb hier nicht wiedergegeben.");
        add("Nachrichten, in denen die Person vorkommt", lines);
    }

    private void orders(JsonNode held) {
        var lines = new ArrayList<String>();
        for (JsonNode order : held.path("orders")) {
            String approved = text(order, "approvedAt");
            lines.add("Löschung %d vorgeschlagen am %s, %s"
                    .formatted(
                            order.path("no").asLong(),
                            text(order, "proposedAt"),
                            approved.isEmpty() ? "noch nicht freigegeben" : "freigegeben am " + approved));
        }
        if (lines.isEmpty()) {
            lines.add("keine. Was gelöscht wurde, ist der Person nicht mehr zuzuordnen.");
        }
        add("Löschungen", lines);
    }

    private void add(String title, List<String> lines) {
        sections.add(new Section(title, lines));
    }

    String text() {
        return TITLE + "\n"
                + sections.stream()
                        .map(section -> "\n" + section.title + "\n"
                                + section.lines.stream()
                                        .map(line -> "  " + line + "\n")
                                        .collect(Collectors.joining()))
                        .collect(Collectors.joining());
    }

    String html() {
        return "<!DOCTYPE html><html lang=\"de\"><head><meta charset=\"utf-8\"><title>%s</title></head><body><h1>%s</h1>%s</body></html>"
                .formatted(
                        TITLE, TITLE, sections.stream().map(SubjectPage::html).collect(Collectors.joining()));
    }

    private static String html(Section section) {
        return section.lines.stream()
                .map(line -> "<li>" + escaped(line.strip()) + "</li>")
                .collect(Collectors.joining("", "<h2>" + escaped(section.title) + "</h2><ul>", "</ul>"));
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }

    private static String status(String key) {
        Status status = StatusCatalogue.standard().get(key);
        return status == null ? key : status.german();
    }

    private static String german(String path) {
        return switch (path) {
            case "case.bamfFileNumber" -> "BAMF-Aktenzeichen";
            case "person.azrNumber" -> "AZR-Nummer";
            case "person.arrivalNumber" -> "Nummer des Ankunftsnachweises";
            case "person.familyName" -> "Familienname";
            case "person.givenName" -> "Vornamen";
            case "person.birthDate" -> "Geburtsdatum";
            case "person.nationality" -> "Staatsangehörigkeit";
            case "status" -> "Status";
            case "occurred.date" -> "Datum des Ereignisses";
            case "case.lodgedOn" -> "Tag der Antragstellung";
            default -> path;
        };
    }

    private static String text(JsonNode node, String field) {
        return node.path(field).asString("");
    }
}
