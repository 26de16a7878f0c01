package org.florahub.channel;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.florahub.event.Problem;
import org.florahub.intake.Receipt;
import org.florahub.intake.Wording;
import org.jspecify.annotations.Nullable;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// The answer to a posted document, in German: JSON, or plain text for those who ask for it. Names places, never
/// values.
final class PostReply {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Wording WORDING = Wording.german();
    private static final int LISTED_MAX = 100;

    private final HttpServletResponse answer;
    private final boolean text;

    /// How many events of a message became what.
    private record Counts(long recorded, long known, long rejected) {

        static Counts of(Receipt receipt) {
            return switch (receipt) {
                case Receipt.Accepted taken -> new Counts(taken.events(), taken.alreadyKnown(), 0);
                case Receipt.PartlyAccepted taken -> new Counts(taken.events(), taken.alreadyKnown(), taken.rejected());
                case Receipt.Rejected rejected -> new Counts(0, 0, rejected.rejected());
                case Receipt.Refused _, Receipt.Unfinished _ -> new Counts(0, 0, 0);
            };
        }
    }

    /// @param accept what the caller reads, as its `Accept` says
    PostReply(@Nullable String accept, HttpServletResponse answer) {
        this.answer = answer;
        this.text = wantsText(accept);
    }

    /// What became of the document: 200 if anything of it was taken, 422 if not, 413 if it was too large.
    void receipt(Receipt receipt) throws IOException {
        int status = switch (receipt) {
            case Receipt.Accepted _, Receipt.PartlyAccepted _ -> 200;
            case Receipt.Refused _ -> 413;
            case Receipt.Rejected _, Receipt.Unfinished _ -> 422;
        };
        String result = switch (receipt) {
            case Receipt.Accepted _ -> "angenommen";
            case Receipt.PartlyAccepted _ -> "teilweise angenommen";
            case Receipt.Rejected _, Receipt.Refused _, Receipt.Unfinished _ -> "abgewiesen";
        };
        write(status, text ? asText(receipt, result) : asJson(receipt, result));
    }

    /// The call itself is wrong; nothing is recorded.
    void problem(int status, String sentence) throws IOException {
        ObjectNode json = JSON.createObjectNode()
                .put("ergebnis", "nicht entgegengenommen")
                .put("hinweis", sentence);
        write(status, text ? sentence + "\n" : json + "\n");
    }

    /// Nothing is recorded; the same call may succeed later.
    void repeatLater(int seconds) throws IOException {
        answer.setHeader("Retry-After", Integer.toString(seconds));
        problem(503, "Der Dienst ist vorübergehend nicht verfügbar. Das Dokument bitte unverändert wiederholen.");
    }

    private static String asJson(Receipt receipt, String result) {
        Counts counts = Counts.of(receipt);
        ObjectNode json = JSON.createObjectNode()
                .put("nummer", receipt.message())
                .put("ergebnis", result)
                .put("wiederholung", receipt.duplicate());
        json.putObject("ereignisse")
                .put("aufgezeichnet", counts.recorded())
                .put("bekannt", counts.known())
                .put("abgewiesen", counts.rejected());
        ArrayNode errors = json.putArray("fehler");
        for (Problem problem : listed(receipt)) {
            ObjectNode error = errors.addObject().put("code", problem.code());
            if (problem.line() > 0) {
                error.put("zeile", problem.line());
            }
            if (problem.column() > 0) {
                error.put("spalte", problem.column());
            }
            if (problem.field() != null) {
                error.put("feld", problem.field());
            }
            error.put("hinweis", WORDING.sentence(problem));
        }
        return json + "\n";
    }

    private static String asText(Receipt receipt, String result) {
        Counts counts = Counts.of(receipt);
        var text =
                new StringBuilder("Eingangsnummer %d: %s%s. Ereignisse: %d aufgezeichnet, %d bekannt, %d abgewiesen.\n"
                        .formatted(
                                receipt.message(),
                                result,
                                receipt.duplicate() ? " (Wiederholung)" : "",
                                counts.recorded(),
                                counts.known(),
                                counts.rejected()));
        for (Problem problem : listed(receipt)) {
            text.append(problem.code());
            if (problem.line() > 0) {
                text.append(", Zeile ").append(problem.line());
            }
            if (problem.field() != null) {
                text.append(", Feld ").append(problem.field());
            }
            text.append(": ").append(WORDING.sentence(problem)).append('\n');
        }
        return text.toString();
    }

    private static List<Problem> listed(Receipt receipt) {
        return receipt.problems().stream().limit(LISTED_MAX).toList();
    }

    private void write(int status, String body) throws IOException {
        answer.setStatus(status);
        answer.setContentType(text ? "text/plain; charset=utf-8" : "application/json; charset=utf-8");
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        answer.setContentLength(bytes.length);
        answer.getOutputStream().write(bytes);
    }

    /// Whether text is named, and JSON is not preferred to it.
    private static boolean wantsText(@Nullable String accept) {
        if (accept == null) {
            return false;
        }
        try {
            List<MediaType> wanted = MediaType.parseMediaTypes(accept);
            return quality(wanted, MediaType.TEXT_PLAIN) > quality(wanted, MediaType.APPLICATION_JSON);
        } catch (InvalidMediaTypeException _) {
            return false;
        }
    }

    private static double quality(List<MediaType> wanted, MediaType type) {
        return wanted.stream()
                .filter(range -> range.includes(type))
                .mapToDouble(range -> range.getQualityValue() + (range.isConcrete() ? 0.0001 : 0))
                .max()
                .orElse(0);
    }
}
