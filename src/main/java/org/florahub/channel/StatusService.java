package org.florahub.channel;

import jakarta.xml.ws.Provider;
import jakarta.xml.ws.Service;
import jakarta.xml.ws.ServiceMode;
import jakarta.xml.ws.WebServiceProvider;
import java.io.StringReader;
import java.util.List;
import javax.xml.stream.XMLStreamException;
import javax.xml.transform.Source;
import javax.xml.transform.stream.StreamSource;
import org.apache.cxf.interceptor.Fault;
import org.apache.cxf.message.Message;
import org.apache.cxf.phase.PhaseInterceptorChain;
import org.florahub.adapter.Adapter;
import org.florahub.adapter.InChannel;
import org.florahub.intake.Content;
import org.florahub.intake.Incoming;
import org.florahub.intake.Receipt;
import org.jspecify.annotations.Nullable;

/// The service of one adapter: hands the payload of a call to intake and answers when it is recorded.
///
/// Nothing is validated here, so that a refused payload reaches the quarantine and is answered in the hub's words. A
/// body that is not well-formed is handed over with its envelope, and comes back as not well-formed.
@WebServiceProvider
@ServiceMode(Service.Mode.PAYLOAD)
public final class StatusService implements Provider<Source> {

    private final Reception reception;
    private volatile Served served;

    /// Whose calls are taken, in which format. A call keeps to what it began with.
    private record Served(Adapter adapter, InChannel channel) {

        Incoming incoming(String name, byte[] content, @Nullable String id) {
            return new Incoming(adapter, channel, name, Content.of(content), id);
        }
    }

    StatusService(Adapter adapter, InChannel channel, Reception reception) {
        this.served = new Served(adapter, channel);
        this.reception = reception;
    }

    /// Serves another version of the adapter from the next call on.
    void serve(Adapter adapter, InChannel channel) {
        served = new Served(adapter, channel);
    }

    Adapter adapter() {
        return served.adapter();
    }

    @Override
    public Source invoke(@Nullable Source ignored) {
        Message call = PhaseInterceptorChain.getCurrentMessage();
        Served version = served;
        byte[] bytes = EnvelopeBuffer.bytes(call);
        SoapEnvelope envelope;
        try {
            envelope = SoapEnvelope.read(bytes);
        } catch (XMLStreamException e) {
            handOver(call, version.incoming("call", bytes, null));
            throw Faults.unreadable(call, e);
        }
        String id = envelope.messageId() == null ? envelope.documentId() : envelope.messageId();
        String name = id == null ? "call" : Names.clean(id);
        Receipt receipt = handOver(call, version.incoming(name, envelope.payload(), envelope.messageId()));
        return acknowledgement(receipt, envelope.documentId());
    }

    private Receipt handOver(Message call, Incoming incoming) throws Fault {
        return switch (handedOver(incoming)) {
            case Handover.Failed _ -> throw Faults.unavailable(call);
            case Handover.Taken(Receipt.Accepted accepted) -> accepted;
            case Handover.Taken(Receipt.PartlyAccepted partly) -> partly;
            case Handover.Taken(Receipt receipt) -> throw Faults.rejected(call, receipt.message(), receipt.problems());
        };
    }

    private Handover handedOver(Incoming incoming) {
        try {
            return reception.receive(List.of(incoming)).getFirst();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Handover.Failed(e);
        }
    }

    private static Source acknowledgement(Receipt receipt, @Nullable String documentId) {
        long count = switch (receipt) {
            case Receipt.Accepted accepted -> accepted.events() + accepted.alreadyKnown();
            case Receipt.PartlyAccepted partly -> partly.events() + partly.alreadyKnown();
            case Receipt.Rejected _, Receipt.Refused _, Receipt.Unfinished _ -> 0;
        };
        String xml =
                "<m:meldeStatusAntwort xmlns:m=\"%s\">%s<m:eingangsnummer>%d</m:eingangsnummer><m:ergebnis>%s</m:ergebnis><m:anzahl>%d</m:anzahl></m:meldeStatusAntwort>"
                        .formatted(
                                Faults.NAMESPACE,
                                documentId == null ? "" : "<m:nachrichtId>" + escaped(documentId) + "</m:nachrichtId>",
                                receipt.message(),
                                receipt.duplicate() ? "BEREITS_BEKANNT" : "ANGENOMMEN",
                                count);
        return new StreamSource(new StringReader(xml));
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
