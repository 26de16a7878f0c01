package org.florahub.channel;

import com.ctc.wstx.stax.WstxInputFactory;
import java.io.ByteArrayInputStream;
import java.util.Set;
import java.util.TreeSet;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/// What a called service answered, as far as the hub needs it: whether it is a fault, whose, and which codes it
/// lists. Texts are not kept, because they may quote values.
///
/// @param isFault      whether it is a SOAP fault
/// @param blamesSender whether the fault's code is `Client` (1.1) or `Sender` (1.2)
/// @param codes        error codes in its detail, one letter and three digits each
record CallbackAnswer(boolean isFault, boolean blamesSender, Set<String> codes) {

    private static final XMLInputFactory READERS = readers();

    /// Reads an answer. What is not XML, or none at all, is no fault.
    static CallbackAnswer read(byte[] body) {
        boolean fault = false;
        boolean sender = false;
        var codes = new TreeSet<String>();
        try {
            XMLStreamReader in = READERS.createXMLStreamReader(new ByteArrayInputStream(body));
            while (in.hasNext()) {
                if (in.next() != XMLStreamConstants.START_ELEMENT) {
                    continue;
                }
                String name = in.getLocalName();
                if (name.equals("Fault")) {
                    fault = true;
                } else if (fault && (name.equals("faultcode") || name.equals("Value"))) {
                    String code = in.getElementText().strip();
                    sender |= code.endsWith(":Client") || code.endsWith(":Sender") || code.equals("Client");
                } else if (fault && name.equals("code")) {
                    String code = in.getElementText().strip();
                    if (code.matches("[A-Z]\\d{3}") && codes.size() < 10) {
                        codes.add(code);
                    }
                }
            }
        } catch (XMLStreamException _) {
            return new CallbackAnswer(fault, sender, codes); // what was read up to here decides
        }
        return new CallbackAnswer(fault, sender, codes);
    }

    private static XMLInputFactory readers() {
        var factory = new WstxInputFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        return factory;
    }
}
