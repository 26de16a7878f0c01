package org.florahub.transform.schema;

import com.ctc.wstx.exc.WstxEOFException;
import com.ctc.wstx.exc.WstxIOException;
import javax.xml.stream.Location;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import org.codehaus.stax2.XMLStreamReader2;
import org.florahub.transform.template.ProblemLog;
import org.jspecify.annotations.Nullable;

/// What is the same for every XML document, whatever stands in its root element: how it begins and ends, and what
/// parsers say of one that cannot be read. Used once, by one thread.
public record XmlDocument(ProblemLog problems) {

    /// Moves to the root element. A document type declaration is refused, whatever it declares.
    public boolean toRoot(XMLStreamReader2 reader) throws XMLStreamException {
        while (reader.next() != XMLStreamConstants.START_ELEMENT) {
            if (reader.getEventType() == XMLStreamConstants.DTD) {
                problems.add(
                        "X000",
                        reader.getLocation().getLineNumber(),
                        reader.getLocation().getColumnNumber(),
                        null,
                        "a document type declaration",
                        "none",
                        "Remove the DOCTYPE.");
                return false;
            }
        }
        return true;
    }

    public boolean inUtf8(XMLStreamReader2 reader) {
        String declared = reader.getCharacterEncodingScheme();
        String used = reader.getEncoding();
        if (isUtf8(declared) && isUtf8(used)) {
            return true;
        }
        problems.add("S001", 1, 0, null, "another encoding than UTF-8", "UTF-8", "Write the document in UTF-8.");
        return false;
    }

    private static boolean isUtf8(@Nullable String encoding) {
        return encoding == null || encoding.equalsIgnoreCase("UTF-8") || encoding.equalsIgnoreCase("US-ASCII");
    }

    /// A root that no message type of the transform has.
    ///
    /// @param otherVersion whether one has it in another namespace
    public void unknownRoot(XMLStreamReader2 reader, boolean otherVersion) {
        problems.add(
                "V000",
                reader.getLocation().getLineNumber(),
                reader.getLocation().getColumnNumber(),
                "/",
                otherVersion ? "a root element in another namespace" : "a root element that is not known",
                "the root element of one of the message types of this transform",
                otherVersion ? "Use a version that is configured." : "Send it where this message type is read.");
    }

    /// Whatever follows the root element and is no comment is refused by the parser.
    public static void toEnd(XMLStreamReader2 reader) throws XMLStreamException {
        while (reader.hasNext()) {
            reader.next();
        }
    }

    /// Reads over the element whose start tag is at hand.
    public static void skip(XMLStreamReader2 reader) throws XMLStreamException {
        int levels = 1;
        while (levels > 0) {
            int event = reader.next();
            if (event == XMLStreamConstants.START_ELEMENT) {
                levels++;
            } else if (event == XMLStreamConstants.END_ELEMENT) {
                levels--;
            }
        }
    }

    /// Notes why the parser gave up.
    ///
    /// @param where path of the element at hand
    /// @return whether the document stops in the middle
    public boolean unreadable(XMLStreamException e, @Nullable String where) {
        Location at = e.getLocation();
        int line = at == null ? 0 : at.getLineNumber();
        int column = at == null ? 0 : at.getColumnNumber();
        if (e instanceof WstxEOFException) {
            problems.add(
                    "X000",
                    line,
                    column,
                    where,
                    "the end of the document in the middle of it",
                    "the rest of it",
                    "Send the whole document.");
            return true;
        }
        if (e instanceof WstxIOException) {
            // the source itself has not failed: its bytes cannot be decoded
            problems.add(
                    "S001",
                    line,
                    column,
                    where,
                    "bytes that are no UTF-8, or another encoding",
                    "UTF-8",
                    "Write the document in UTF-8.");
        } else {
            problems.add(
                    "X000",
                    line,
                    column,
                    where,
                    "XML that is not well-formed, too deep or too long",
                    "a well-formed document",
                    "Check the document with an XML parser.");
        }
        return false;
    }
}
