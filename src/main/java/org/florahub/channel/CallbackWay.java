package org.florahub.channel;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.florahub.delivery.Outcome;
import org.florahub.delivery.Parcel;
import org.florahub.event.Problem;

/// Delivery by calling the authority's own Statusdienst, one call for each parcel, in order. A repeated call carries
/// the
/// same WS-Addressing message id, `urn:uuid:DELIVERY`, by which the receiver recognises it.
///
/// 2xx is delivered. A fault that blames the sender (`Client`, `Sender`) and the statuses 400, 413, 415 and 422 are
/// refused.
/// Everything else is tried again: the receiver's own faults, its 5xx, wrong credentials, no connection, no answer in
/// time.
/// Redirections are not followed.
final class CallbackWay implements ParcelWay {

    private final CallbackAddress address;
    private final boolean version12;
    private final SoapProperties settings;
    private final ProofAddress proofs;
    private final HttpClient client;

    CallbackWay(CallbackAddress address, boolean version12, SoapProperties settings, ProofAddress proofs) {
        this.address = address;
        this.version12 = version12;
        this.settings = settings;
        this.proofs = proofs;
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(settings.connectTimeout())
                .build();
    }

    @Override
    public List<Outcome> send(List<Parcel> batch) {
        var outcomes = new ArrayList<Outcome>(batch.size());
        for (Parcel parcel : batch) {
            Outcome outcome = call(parcel);
            outcomes.add(outcome);
            if (!(outcome instanceof Outcome.Delivered)) {
                break;
            }
        }
        return outcomes;
    }

    @Override
    public void close() {
        client.close();
    }

    private Outcome call(Parcel parcel) {
        try {
            HttpResponse<byte[]> response = client.send(request(parcel), HttpResponse.BodyHandlers.ofByteArray());
            return outcome(parcel, response.statusCode(), CallbackAnswer.read(response.body()));
        } catch (IOException e) {
            return new Outcome.Unreachable(
                    "%s cannot be called (%s). Check that it runs and the network lets it through."
                            .formatted(address, e.getClass().getSimpleName()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Outcome.Unreachable("The hub is stopping.");
        }
    }

    private HttpRequest request(Parcel parcel) {
        HttpRequest.Builder request = HttpRequest.newBuilder(address.uri())
                .timeout(settings.answerTimeout())
                .POST(HttpRequest.BodyPublishers.ofByteArray(envelope(parcel)));
        if (version12) {
            request.header("Content-Type", "application/soap+xml; charset=utf-8; action=\"meldeStatus\"");
        } else {
            request.header("Content-Type", "text/xml; charset=utf-8").header("SOAPAction", "\"meldeStatus\"");
        }
        if (address.authorization() != null) {
            request.header("Authorization", address.authorization());
        }
        return request.build();
    }

    /// The parcel's bytes as they are, without their XML declaration, inside an envelope.
    private byte[] envelope(Parcel parcel) {
        String leaves = parcel.leafIndices().stream()
                .limit(20)
                .map(leaf -> "<n:blatt>" + leaf + "</n:blatt>")
                .collect(Collectors.joining());
        String start = """
                <s:Envelope xmlns:s="%s"><s:Header><a:MessageID xmlns:a="http://www.w3.org/2005/08/addressing">urn:uuid:%s</a:MessageID>\
                <a:Action xmlns:a="http://www.w3.org/2005/08/addressing">meldeStatus</a:Action>\
                <n:nachweis xmlns:n="urn:florahub:nachweis:1">%s<n:adresse>%s</n:adresse></n:nachweis></s:Header><s:Body>""".formatted(
                        version12 ? SoapEnvelope.NAMESPACE_12 : SoapEnvelope.NAMESPACE_11,
                        parcel.id(),
                        leaves,
                        proofs.of(parcel));
        String body = new String(parcel.body(), StandardCharsets.UTF_8).replaceFirst("^\\s*<\\?xml[^>]*\\?>", "");
        return (start + body + "</s:Body></s:Envelope>").getBytes(StandardCharsets.UTF_8);
    }

    private Outcome outcome(Parcel parcel, int status, CallbackAnswer answer) {
        if (status / 100 == 2 && !answer.isFault()) {
            return new Outcome.Delivered();
        }
        boolean refused = answer.isFault()
                ? answer.blamesSender()
                : status == 400 || status == 413 || status == 415 || status == 422;
        if (!refused) {
            return new Outcome.Unreachable("%s answered with HTTP status %d%s. Ask whoever runs it."
                    .formatted(address, status, answer.isFault() ? " and a fault of its own" : ""));
        }
        return new Outcome.Refused(new Problem(
                "S999",
                parcel.name(),
                0,
                0,
                null,
                "a refusal by the receiver, HTTP status %d, codes %s".formatted(status, answer.codes()),
                "an acknowledgement",
                "Ask the receiver what it does not take, then replay the delivery."));
    }
}
