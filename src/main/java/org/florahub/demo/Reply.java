package org.florahub.demo;

import java.io.ByteArrayInputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/// What the hub answered to a message.
///
/// @param verdict what became of it
/// @param reasons each reason given: its code and where, for example `S010 line 12 entscheidung/sachverhalt`
/// @param events  how many events the hub says it recorded
record Reply(Verdict verdict, List<String> reasons, int events) {

    private static final Charset LIST = Charset.forName("windows-1252");

    enum Verdict {
        TAKEN,
        PARTLY,
        REJECTED
    }

    Reply {
        reasons = List.copyOf(reasons);
    }

    /// The codes alone, in the order given.
    List<String> codes() {
        return reasons.stream().map(reason -> reason.substring(0, 4)).toList();
    }

    /// Reads an answer document: `<quittung>`, `<rueckweisung>`, a SOAP answer or fault, or a list.
    ///
    /// @throws IllegalArgumentException if it is none of them
    static Reply read(byte[] answer) {
        return answer.length > 0
                        && new String(answer, StandardCharsets.UTF_8)
                                .stripLeading()
                                .startsWith("<")
                ? xml(answer)
                : list(answer);
    }

    /// This reply with the reasons of the rows that came back beside it.
    ///
    /// @param rows a list as the partner sent it, with the columns `Fehlercode` and `Fehlerfeld` added
    Reply withRows(byte[] rows) {
        List<String> lines = new String(rows, LIST).lines().toList();
        List<String> columns = List.of(lines.getFirst().split(";"));
        int code = columns.indexOf("Fehlercode");
        int field = columns.indexOf("Fehlerfeld");
        var all = new ArrayList<>(reasons);
        for (String line : lines.subList(1, lines.size())) {
            String[] cells = line.split(";", -1);
            all.add(cells[code] + " row " + lines.indexOf(line) + " of those returned, " + cells[field]);
        }
        return new Reply(verdict, all, events);
    }

    private static Reply xml(byte[] answer) {
        var reading = new Reading();
        try {
            XMLStreamReader xml = factory().createXMLStreamReader(new ByteArrayInputStream(answer));
            while (xml.hasNext()) {
                if (xml.next() == XMLStreamConstants.START_ELEMENT) {
                    reading.element(xml);
                }
            }
        } catch (XMLStreamException e) {
            throw new IllegalArgumentException("An answer is not well-formed XML", e);
        }
        return reading.reply();
    }

    private static XMLInputFactory factory() {
        var factory = new com.ctc.wstx.stax.WstxInputFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        return factory;
    }

    /// Lists come in the charset of the sender's own format; codes and numbers are ASCII in each.
    private static Reply list(byte[] answer) {
        var reading = new Reading();
        new String(answer, LIST).lines().skip(1).forEach(line -> reading.row(line.split(";", -1)));
        return reading.reply();
    }

    /// Gathers the parts of an answer.
    private static final class Reading {

        private final List<String> reasons = new ArrayList<>();
        private boolean answered;
        private boolean taken;
        private int events;
        private int rejected;

        /// Answer documents say it in attributes, SOAP answers and faults in elements.
        void element(XMLStreamReader xml) throws XMLStreamException {
            switch (xml.getLocalName()) {
                case "quittung", "meldeStatusAntwort" -> {
                    answered = true;
                    taken = true;
                }
                case "rueckweisung", "Fault" -> answered = true;
                case "ereignisse" -> {
                    events = number(xml.getAttributeValue(null, "aufgezeichnet"));
                    rejected = number(xml.getAttributeValue(null, "abgewiesen"));
                }
                case "anzahl" -> events = number(xml.getElementText());
                case "fehler" -> {
                    if (xml.getAttributeValue(null, "code") != null) {
                        reason(
                                xml.getAttributeValue(null, "code"),
                                xml.getAttributeValue(null, "zeile"),
                                xml.getAttributeValue(null, "feld"));
                    }
                }
                case "code" -> reasons.add(xml.getElementText());
                case "zeile" -> extend(" line " + xml.getElementText());
                case "feld" -> extend(" " + xml.getElementText());
                default -> {
                    // wording for people
                }
            }
        }

        void row(String[] cells) {
            answered = true;
            if (cells.length > 8 && cells[2].isEmpty()) {
                reason(cells[6], cells[7], cells[8]);
            } else if (cells.length > 5) {
                events = number(cells[3]);
                rejected = number(cells[5]);
                taken = events + number(cells[4]) > 0;
            }
        }

        Reply reply() {
            if (!answered) {
                throw new IllegalArgumentException(
                        "An answer says neither that the message was taken nor that it was not");
            }
            Verdict verdict = !taken ? Verdict.REJECTED : rejected > 0 ? Verdict.PARTLY : Verdict.TAKEN;
            return new Reply(verdict, reasons, events);
        }

        private void reason(String code, String line, String field) {
            var reason = new StringBuilder(code);
            if (line != null && !line.isEmpty()) {
                reason.append(" line ").append(line);
            }
            if (field != null && !field.isEmpty()) {
                reason.append(' ').append(field);
            }
            reasons.add(reason.toString());
        }

        private void extend(String where) {
            reasons.add(reasons.removeLast() + where);
        }

        private static int number(String digits) {
            return digits == null || digits.isEmpty() ? 0 : Integer.parseInt(digits);
        }
    }
}
