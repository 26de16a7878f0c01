package org.florahub.channel;

import com.ctc.wstx.stax.WstxInputFactory;
import com.ctc.wstx.stax.WstxOutputFactory;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import javax.xml.stream.XMLStreamWriter;
import org.jspecify.annotations.Nullable;

/// A received SOAP envelope, 1.1 or 1.2, taken apart: the payload as a document of its own and the ids in it.
///
/// The payload is written again event by event, in UTF-8, with the namespaces that envelope and body declare; so the
/// same envelope always gives the same bytes. Comments and processing instructions are left out.
final class SoapEnvelope {

    private static final String ADDRESSING = "http://www.w3.org/2005/08/addressing";
    static final String NAMESPACE_11 = "http://schemas.xmlsoap.org/soap/envelope/";
    static final String NAMESPACE_12 = "http://www.w3.org/2003/05/soap-envelope";
    private static final XMLInputFactory READERS = readers();
    private static final WstxOutputFactory WRITERS = new WstxOutputFactory();

    private final Map<String, String> namespaces = new LinkedHashMap<>();
    private byte[] payload = new byte[0];
    private @Nullable String messageId;
    private @Nullable String documentId;

    private SoapEnvelope() {}

    /// Takes an envelope apart.
    ///
    /// @throws XMLStreamException if it is not well-formed, no envelope, or its body is empty
    static SoapEnvelope read(byte[] bytes) throws XMLStreamException {
        var envelope = new SoapEnvelope();
        XMLStreamReader in = READERS.createXMLStreamReader(new ByteArrayInputStream(bytes));
        try {
            envelope.toPayload(in);
            var out = new ByteArrayOutputStream(bytes.length);
            envelope.copy(in, WRITERS.createXMLStreamWriter(out, "UTF-8"));
            envelope.payload = out.toByteArray();
            while (in.hasNext()) {
                in.next(); // well-formed to its end
            }
            return envelope;
        } finally {
            in.close();
        }
    }

    /// Whether a document type declaration stands before the root element. What is not XML has none.
    static boolean hasDoctype(byte[] bytes) {
        try {
            XMLStreamReader in = READERS.createXMLStreamReader(new ByteArrayInputStream(bytes));
            int event = in.next();
            while (event != XMLStreamConstants.START_ELEMENT && event != XMLStreamConstants.DTD) {
                event = in.next();
            }
            return event == XMLStreamConstants.DTD;
        } catch (XMLStreamException _) {
            return false;
        }
    }

    /// The first child of the body as a document.
    byte[] payload() {
        return payload.clone();
    }

    /// The WS-Addressing message id, or `null`.
    @Nullable
    String messageId() {
        return messageId;
    }

    /// What the payload itself calls its id (`nachrichtId`), or `null`.
    @Nullable
    String documentId() {
        return documentId;
    }

    private void toPayload(XMLStreamReader in) throws XMLStreamException {
        boolean inBody = false;
        while (in.hasNext()) {
            int event = in.next();
            if (event != XMLStreamConstants.START_ELEMENT) {
                continue;
            }
            if (inBody) {
                return;
            }
            String namespace = in.getNamespaceURI();
            if (NAMESPACE_11.equals(namespace) || NAMESPACE_12.equals(namespace)) {
                inBody = in.getLocalName().equals("Body");
                if (inBody || in.getLocalName().equals("Envelope")) {
                    declared(in);
                }
            } else if (ADDRESSING.equals(namespace) && in.getLocalName().equals("MessageID")) {
                messageId = in.getElementText().strip();
            }
        }
        throw new XMLStreamException("no payload");
    }

    private void declared(XMLStreamReader in) {
        for (int i = 0; i < in.getNamespaceCount(); i++) {
            String prefix = in.getNamespacePrefix(i);
            namespaces.put(prefix == null ? "" : prefix, in.getNamespaceURI(i) == null ? "" : in.getNamespaceURI(i));
        }
    }

    private void copy(XMLStreamReader in, XMLStreamWriter out) throws XMLStreamException {
        declared(in);
        out.writeStartDocument("UTF-8", "1.0");
        start(in, out);
        for (Map.Entry<String, String> namespace : namespaces.entrySet()) {
            namespace(out, namespace.getKey(), namespace.getValue());
        }
        attributes(in, out);
        var text = new StringBuilder();
        for (int depth = 1; depth > 0; ) {
            switch (in.next()) {
                case XMLStreamConstants.START_ELEMENT -> {
                    depth++;
                    text.setLength(0);
                    start(in, out);
                    for (int i = 0; i < in.getNamespaceCount(); i++) {
                        String prefix = in.getNamespacePrefix(i);
                        namespace(out, prefix == null ? "" : prefix, in.getNamespaceURI(i));
                    }
                    attributes(in, out);
                }
                case XMLStreamConstants.END_ELEMENT -> {
                    depth--;
                    if (documentId == null && in.getLocalName().equals("nachrichtId")) {
                        documentId = text.toString().strip();
                    }
                    out.writeEndElement();
                }
                case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA, XMLStreamConstants.SPACE -> {
                    out.writeCharacters(in.getTextCharacters(), in.getTextStart(), in.getTextLength());
                    if (documentId == null && text.length() < 200) {
                        text.append(in.getText());
                    }
                }
                default -> {}
            }
        }
        out.writeEndDocument();
        out.close();
    }

    private static void start(XMLStreamReader in, XMLStreamWriter out) throws XMLStreamException {
        String prefix = in.getPrefix() == null ? "" : in.getPrefix();
        out.writeStartElement(prefix, in.getLocalName(), in.getNamespaceURI() == null ? "" : in.getNamespaceURI());
    }

    private static void namespace(XMLStreamWriter out, String prefix, @Nullable String uri) throws XMLStreamException {
        if (prefix.isEmpty()) {
            out.writeDefaultNamespace(uri == null ? "" : uri);
        } else {
            out.writeNamespace(prefix, uri == null ? "" : uri);
        }
    }

    private static void attributes(XMLStreamReader in, XMLStreamWriter out) throws XMLStreamException {
        for (int i = 0; i < in.getAttributeCount(); i++) {
            String prefix = in.getAttributePrefix(i);
            if (prefix == null || prefix.isEmpty()) {
                out.writeAttribute(in.getAttributeLocalName(i), in.getAttributeValue(i));
            } else {
                out.writeAttribute(
                        prefix, in.getAttributeNamespace(i), in.getAttributeLocalName(i), in.getAttributeValue(i));
            }
        }
    }

    private static XMLInputFactory readers() {
        var factory = new WstxInputFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_COALESCING, false);
        factory.getConfig().setMaxElementDepth(100);
        return factory;
    }
}
