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
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What a partner's own software looks for in a delivery: of which people it tells.
final class Delivered {

    private Delivered() {}

    /// The AZR numbers in a delivered document, one for each event, in its order.
    ///
    /// @throws IllegalArgumentException if it is neither XML nor JSON nor a list with a column `AZR-Nr`
    static List<String> azrNumbers(byte[] document) {
        String start =
                new String(document, 0, Math.min(document.length, 64), StandardCharsets.ISO_8859_1).stripLeading();
        if (start.startsWith("<") || start.startsWith("\u00ef\u00bb\u00bf<")) {
            return inXml(document);
        }
        if (start.startsWith("{") || start.startsWith("[")) {
            var numbers = new ArrayList<String>();
            inJson(JsonMapper.shared().readTree(document), numbers);
            return numbers;
        }
        return inList(document);
    }

    private static List<String> inXml(byte[] document) {
        var numbers = new ArrayList<String>();
        try {
            var factory = new com.ctc.wstx.stax.WstxInputFactory();
            factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
            XMLStreamReader xml = factory.createXMLStreamReader(new ByteArrayInputStream(document));
            while (xml.hasNext()) {
                if (xml.next() == XMLStreamConstants.START_ELEMENT && holdsAzrNumber(xml)) {
                    numbers.add(xml.getElementText().strip());
                }
            }
        } catch (XMLStreamException e) {
            throw new IllegalArgumentException("a delivery is not well-formed XML", e);
        }
        return numbers;
    }

    private static boolean holdsAzrNumber(XMLStreamReader xml) {
        return xml.getLocalName().equals("azrNummer")
                || (xml.getLocalName().equals("kennnummer") && "AZR".equals(xml.getAttributeValue(null, "art")));
    }

    private static void inJson(JsonNode node, List<String> numbers) {
        for (String name : List.of("azrNumber", "person.azrNumber")) {
            if (node.path(name).isString()) {
                numbers.add(node.path(name).asString());
            }
        }
        node.forEach(child -> inJson(child, numbers));
    }

    private static List<String> inList(byte[] document) {
        List<String> lines =
                new String(document, Charset.forName("windows-1252")).lines().toList();
        int column = lines.isEmpty() ? -1 : List.of(lines.getFirst().split(";")).indexOf("AZR-Nr");
        if (column < 0) {
            throw new IllegalArgumentException("a delivery is of no format that a partner reads");
        }
        return lines.stream()
                .skip(1)
                .map(line -> line.split(";", -1)[column].replace("\"", ""))
                .toList();
    }
}
