package org.florahub.witness;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.florahub.ledger.Checkpoint;
import org.florahub.ledger.VerifierKey;
import org.florahub.ledger.Witness;

/// The page of a witness: what it has seen, in German or English. Plain HTML without a script; nothing in it is
/// personal.
final class WitnessPage {

    private final Witness witness;
    private final Sightings sightings;
    private final boolean german;

    WitnessPage(Witness witness, Sightings sightings, boolean german) {
        this.witness = witness;
        this.sightings = sightings;
        this.german = german;
    }

    String html() {
        return """
                <!doctype html>
                <html lang="%s">
                <head>
                <meta charset="utf-8">
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <title>%s</title>
                <style>
                :root { color-scheme: light dark; }
                body { font: 1rem/1.5 system-ui, sans-serif; max-width: 62rem; margin: 0 auto; padding: 1rem; }
                table { border-collapse: collapse; width: 100%%; margin: 0 0 2rem; }
                caption { text-align: left; font-weight: bold; padding: .5rem 0; }
                th, td { text-align: left; vertical-align: top; padding: .3rem .8rem .3rem 0; border-bottom: 1px solid; }
                code { overflow-wrap: anywhere; }
                .alarm { border-left: .4rem solid #b00020; padding-left: 1rem; font-weight: bold; }
                </style>
                </head>
                <body>
                <nav><a href="/?lang=de" hreflang="de" lang="de">Deutsch</a> · <a href="/?lang=en" hreflang="en" lang="en">English</a></nav>
                <main>
                <h1>%s</h1>
                <p>%s</p>
                %s%s%s%s</main>
                </body>
                </html>
                """.formatted(
                        say("de", "en"),
                        title(),
                        title(),
                        say(
                                "Dieser Zeuge bestätigt Prüfpunkte von Protokollen, wenn jeder den vorigen fortsetzt. Er kennt keine Vorgänge und keine Personen.",
                                "This witness cosigns checkpoints of logs if each continues the one before. It knows no cases and no persons."),
                        alarm(),
                        logs(),
                        counts(),
                        refusals() + keys());
    }

    private String title() {
        return say("Zeuge ", "Witness ") + escaped(witness.keys().name());
    }

    private String alarm() {
        long contradictions = sightings.counted(Sightings.Kind.CONTRADICTION);
        return contradictions == 0
                ? ""
                : "<p class=\"alarm\" role=\"alert\">%s</p>%n"
                        .formatted(say(
                                "%d-mal wurde ein Prüfpunkt vorgelegt, der dem vorigen widerspricht. Die signierten Anfragen liegen im Ordner evidence."
                                        .formatted(contradictions),
                                "A checkpoint that contradicts the one before was shown %d times. The signed requests are in the folder evidence."
                                        .formatted(contradictions)));
    }

    private String logs() {
        var rows = new StringBuilder();
        for (String origin : witness.origins()) {
            Optional<Checkpoint> last = witness.last(origin);
            Instant at = sightings.cosigned(origin);
            rows.append("<tr><th scope=\"row\">%s</th><td>%s</td><td><code>%s</code></td><td>%s</td></tr>%n"
                    .formatted(
                            last.isEmpty()
                                    ? escaped(origin)
                                    : "<a href=\"/checkpoint?origin=%s\">%s</a>"
                                            .formatted(WitnessServer.encoded(origin), escaped(origin)),
                            last.map(checkpoint -> Long.toString(checkpoint.size()))
                                    .orElse("–"),
                            last.map(checkpoint -> checkpoint.root().base64()).orElse("–"),
                            at == null ? say("vor dem Start", "before the start") : time(at)));
        }
        return table(
                say("Zuletzt bestätigt", "Cosigned last"),
                rows,
                say("Protokoll", "Log"),
                say("Blätter", "Leaves"),
                say("Wurzel", "Root"),
                say("Zeit", "Time"));
    }

    private String counts() {
        return "<p>%s</p>%n"
                .formatted(
                        say("Seit dem Start: %d bestätigt, %d mit anderer Größe, %d abgelehnt, %d Widersprüche.", """
                        Since the start: %d cosigned, %d of another size, %d refused, %d contradictions.""")
                                .formatted(
                                        sightings.counted(Sightings.Kind.COSIGNED),
                                        sightings.counted(Sightings.Kind.OTHER_SIZE),
                                        sightings.counted(Sightings.Kind.REFUSED),
                                        sightings.counted(Sightings.Kind.CONTRADICTION)));
    }

    private String refusals() {
        if (sightings.refusals().isEmpty()) {
            return "";
        }
        var rows = new StringBuilder();
        sightings
                .refusals()
                .forEach(refusal -> rows.append("<tr><td>%s</td><td>%d</td><td lang=\"en\">%s</td></tr>%n"
                        .formatted(time(refusal.at()), refusal.status(), escaped(refusal.reason()))));
        return table(
                say("Abgelehnt", "Refused"),
                rows,
                say("Zeit", "Time"),
                say("Status", "Status"),
                say("Grund", "Reason"));
    }

    private String keys() {
        var rows = new StringBuilder();
        for (VerifierKey key : witness.keys().verifierKeys()) {
            rows.append("<tr><th scope=\"row\">%s</th><td><code>%s</code></td></tr>%n"
                    .formatted(key.algorithm(), escaped(key.toString())));
        }
        return table(say("Öffentliche Schlüssel", "Public keys"), rows, say("Verfahren", "Algorithm"), "vkey");
    }

    private static String table(String caption, StringBuilder rows, String... headings) {
        var head = new StringBuilder();
        for (String heading : headings) {
            head.append("<th scope=\"col\">").append(heading).append("</th>");
        }
        return "<table>%n<caption>%s</caption>%n<thead><tr>%s</tr></thead>%n<tbody>%n%s</tbody>%n</table>%n"
                .formatted(caption, head, rows);
    }

    private static String time(Instant at) {
        String text = at.truncatedTo(ChronoUnit.SECONDS).toString();
        return "<time datetime=\"%s\">%s</time>"
                .formatted(text, text.replace('T', ' ').replace("Z", " UTC"));
    }

    private String say(String inGerman, String inEnglish) {
        return german ? inGerman : inEnglish;
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
