package org.florahub.transform.row;

import java.io.IOException;
import java.io.InputStream;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.codehaus.stax2.XMLStreamReader2;
import org.florahub.transform.source.XmlInput;
import org.jspecify.annotations.Nullable;

/// Goes through the elements of one part of a workbook. Names are told without namespaces, because the strict and
/// the transitional form of the standard (ISO/IEC 29500) have different ones. Not thread-safe.
final class SheetXml implements AutoCloseable {

    private final XMLStreamReader2 reader;

    SheetXml(InputStream part) throws IOException {
        try {
            reader = XmlInput.open(part);
        } catch (XMLStreamException e) {
            throw fault(e);
        }
    }

    /// Moves to the next start or end of an element.
    ///
    /// @return whether there is one
    boolean next() throws IOException {
        try {
            while (reader.hasNext()) {
                switch (reader.next()) {
                    case XMLStreamReader.START_ELEMENT, XMLStreamReader.END_ELEMENT -> {
                        return true;
                    }
                    case XMLStreamReader.DTD -> throw SheetFault.broken("");
                    default -> {}
                }
            }
            return false;
        } catch (XMLStreamException e) {
            throw fault(e);
        }
    }

    boolean starts(String name) {
        return reader.isStartElement() && reader.getLocalName().equals(name);
    }

    boolean ends(String name) {
        return reader.isEndElement() && reader.getLocalName().equals(name);
    }

    /// The attribute of that local name, `null` if there is none.
    @Nullable
    String attribute(String name) {
        for (int i = 0; i < reader.getAttributeCount(); i++) {
            if (reader.getAttributeLocalName(i).equals(name)) {
                return reader.getAttributeValue(i);
            }
        }
        return null;
    }

    String attribute(String name, String otherwise) {
        String value = attribute(name);
        return value == null ? otherwise : value;
    }

    /// Adds the text of the element at hand, up to its end.
    ///
    /// @param max at most so many characters
    /// @return whether it is not longer
    boolean text(StringBuilder into, int max) throws IOException {
        int start = into.length();
        boolean fits = true;
        try {
            int depth = 1;
            while (depth > 0) {
                switch (reader.next()) {
                    case XMLStreamReader.START_ELEMENT -> depth++;
                    case XMLStreamReader.END_ELEMENT -> depth--;
                    case XMLStreamReader.CHARACTERS, XMLStreamReader.CDATA, XMLStreamReader.SPACE -> {
                        fits &= into.length() - start + reader.getTextLength() <= max;
                        if (fits) {
                            into.append(reader.getTextCharacters(), reader.getTextStart(), reader.getTextLength());
                        }
                    }
                    default -> {}
                }
            }
            return fits;
        } catch (XMLStreamException e) {
            throw fault(e);
        }
    }

    /// Reads over the element at hand with all that is in it.
    void skip() throws IOException {
        try {
            reader.skipElement();
        } catch (XMLStreamException e) {
            throw fault(e);
        }
    }

    private static IOException fault(XMLStreamException e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof SheetFault fault) {
                return fault;
            }
        }
        return SheetFault.broken("");
    }

    @Override
    public void close() {
        try {
            reader.close();
        } catch (XMLStreamException _) {
            // everything that matters has been read
        }
    }
}
