package org.florahub.channel;

import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import org.florahub.delivery.Parcel;

/// A call of an authority's own Statusdienst in SOAP 1.1 or 1.2. A repeated call carries the same WS-Addressing
/// message id, `urn:uuid:DELIVERY`, by which the receiver recognises it.
final class SoapForm implements CallForm {

    private final boolean version12;
    private final ProofAddress proofs;

    SoapForm(boolean version12, ProofAddress proofs) {
        this.version12 = version12;
        this.proofs = proofs;
    }

    @Override
    public void fill(HttpRequest.Builder call, Parcel parcel) {
        if (version12) {
            call.header("Content-Type", "application/soap+xml; charset=utf-8; action=\"meldeStatus\"");
        } else {
            call.header("Content-Type", "text/xml; charset=utf-8").header("SOAPAction", "\"meldeStatus\"");
        }
        call.POST(HttpRequest.BodyPublishers.ofByteArray(envelope(parcel)));
    }

    @Override
    public CallbackAnswer read(byte[] body) {
        return CallbackAnswer.read(body);
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
}
