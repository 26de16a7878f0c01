package org.florahub.channel;

import java.util.List;
import org.apache.cxf.binding.soap.SoapFault;
import org.apache.cxf.binding.soap.SoapMessage;
import org.apache.cxf.binding.soap.SoapVersion;
import org.apache.cxf.message.Message;
import org.florahub.event.Problem;
import org.florahub.intake.Wording;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/// The SOAP faults of the hub, in German, with `meldeStatusFehler` as their detail. They name places, never values.
final class Faults {

    static final String NAMESPACE = "urn:florahub:statusdienst:1";

    private static final int LISTED_MAX = 100;
    private static final Wording WORDING = Wording.german();

    private Faults() {}

    /// The message was not taken: the sender has to change it.
    static SoapFault rejected(Message call, long number, List<Problem> problems) {
        SoapFault fault = sender(
                call,
                "Die Nachricht wurde nicht angenommen (Eingangsnummer %d). Die Gründe stehen in den Einzelheiten."
                        .formatted(number));
        Element list = list(fault);
        problems.stream()
                .limit(LISTED_MAX)
                .forEach(problem ->
                        add(list, problem.code(), problem.line(), problem.field(), WORDING.sentence(problem)));
        return fault;
    }

    static SoapFault doctype(Message call) {
        SoapFault fault = sender(call, "Eine SOAP-Nachricht darf keine Dokumenttypdeklaration enthalten.");
        add(list(fault), "X000", 0, null, "Dokumenttypdeklaration entfernen.");
        return fault;
    }

    static SoapFault tooLarge(Message call, long bytesMax) {
        SoapFault fault = sender(call, "Die Nachricht ist zu groß; höchstens %d Bytes.".formatted(bytesMax));
        add(list(fault), "S999", 0, null, "Nachricht teilen oder als Datei abgeben.");
        return fault;
    }

    static SoapFault unreadable(Message call, Exception cause) {
        return new SoapFault(
                "Die Nachricht wurde nicht vollständig übertragen.",
                cause,
                version(call).getSender());
    }

    /// The hub cannot take it now: the sender repeats it unchanged.
    static SoapFault unavailable(Message call) {
        return new SoapFault(
                "Der Dienst ist vorübergehend nicht verfügbar. Die Nachricht bitte unverändert wiederholen.",
                version(call).getReceiver());
    }

    private static SoapFault sender(Message call, String text) {
        return new SoapFault(text, version(call).getSender());
    }

    private static SoapVersion version(Message call) {
        return ((SoapMessage) call).getVersion();
    }

    private static Element list(SoapFault fault) {
        Element detail = fault.getOrCreateDetail();
        Element list = detail.getOwnerDocument().createElementNS(NAMESPACE, "m:meldeStatusFehler");
        detail.appendChild(list);
        return list;
    }

    private static void add(Element list, String code, int line, @Nullable String field, String hint) {
        Element error = child(list, "fehler", null);
        child(error, "code", code);
        if (line > 0) {
            child(error, "zeile", Integer.toString(line));
        }
        if (field != null) {
            child(error, "feld", field);
        }
        child(error, "hinweis", hint);
    }

    private static Element child(Element parent, String name, @Nullable String text) {
        Document document = parent.getOwnerDocument();
        Element child = document.createElementNS(NAMESPACE, "m:" + name);
        if (text != null) {
            child.setTextContent(text);
        }
        parent.appendChild(child);
        return child;
    }
}
