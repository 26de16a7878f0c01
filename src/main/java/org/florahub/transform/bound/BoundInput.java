package org.florahub.transform.bound;

import javax.xml.XMLConstants;
import javax.xml.stream.Location;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import org.codehaus.stax2.XMLStreamReader2;
import org.codehaus.stax2.util.StreamReader2Delegate;
import org.florahub.transform.bound.BoundRecord.Part;
import org.florahub.transform.schema.XmlDocument;
import org.florahub.transform.source.XmlInput;
import org.florahub.transform.template.Content;
import org.florahub.transform.template.ProblemLog;
import org.florahub.transform.template.Unmapped;
import org.jspecify.annotations.Nullable;

/// Shows of a document only what bound records have a place for, each element once and with a text of bounded
/// length, so that binding can neither fail nor take much memory. What is left out is counted or noted; checks have
/// seen it before. Used once, by one thread.
final class BoundInput extends StreamReader2Delegate {

    private final XMLStreamReader2 document;
    private final ProblemLog problems;
    private final Unmapped unmapped;
    private final @Nullable BoundRecord[] open = new @Nullable BoundRecord[XmlInput.DEPTH_MAX + 1];
    private final String[] paths = new String[XmlInput.DEPTH_MAX + 1];
    private final long[] seen = new long[XmlInput.DEPTH_MAX + 1];
    private int depth;
    private int textLength;
    private @Nullable XMLStreamException failure;

    /// @param document at the root's start tag
    BoundInput(XMLStreamReader2 document, BoundRecord root, ProblemLog problems, Unmapped unmapped) {
        super(document);
        this.document = document;
        this.problems = problems;
        this.unmapped = unmapped;
        push(root, root.path());
    }

    /// Path of the element at hand.
    @Nullable
    String path() {
        return depth == 0 ? null : paths[depth - 1];
    }

    /// Whether the root has not ended.
    boolean inside() {
        return depth > 0;
    }

    /// Why the document cannot be read further, `null` while it can: binding wraps it in exceptions of its own.
    @Nullable
    XMLStreamException failure() {
        return failure;
    }

    @Override
    public int next() throws XMLStreamException {
        try {
            return nextShown();
        } catch (XMLStreamException e) {
            failure = e;
            throw e;
        }
    }

    private int nextShown() throws XMLStreamException {
        while (true) {
            int event = document.next();
            boolean shown = switch (event) {
                case XMLStreamConstants.START_ELEMENT -> start();
                case XMLStreamConstants.END_ELEMENT -> end();
                case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA, XMLStreamConstants.SPACE -> characters();
                default -> event == XMLStreamConstants.END_DOCUMENT;
            };
            if (shown) {
                return event;
            }
        }
    }

    private boolean start() throws XMLStreamException {
        BoundRecord parent = open[depth - 1];
        if (parent == null) {
            problem(path(), "an element inside a text", "text", "Remove the element.");
            XmlDocument.skip(document);
            return false;
        }
        boolean own = StatusMeldung.NAMESPACE.equals(document.getNamespaceURI());
        int index = own ? parent.indexOf(document.getLocalName()) : -1;
        if (index < 0) {
            unmapped.count(parent.path() + "/" + document.getLocalName());
            XmlDocument.skip(document);
            return false;
        }
        Part part = parent.parts().get(index);
        boolean again = (seen[depth - 1] >> index & 1) == 1;
        if (again && !part.repeated()) {
            problem(part.where(), "the element a second time", "it once", "Remove one of them.");
            XmlDocument.skip(document);
            return false;
        }
        seen[depth - 1] |= 1L << index;
        push(part.record(), part.where());
        countAttributes();
        return true;
    }

    private void push(@Nullable BoundRecord record, String path) {
        open[depth] = record;
        paths[depth] = path;
        seen[depth] = 0;
        depth++;
        textLength = 0;
    }

    private void countAttributes() {
        for (int i = 0; i < document.getAttributeCount(); i++) {
            if (!XMLConstants.W3C_XML_SCHEMA_INSTANCE_NS_URI.equals(document.getAttributeNamespace(i))) {
                unmapped.count(path() + "/@" + document.getAttributeLocalName(i));
            }
        }
    }

    private boolean end() throws XMLStreamException {
        depth--;
        return true;
    }

    private boolean characters() throws XMLStreamException {
        if (open[depth - 1] != null) {
            if (!document.isWhiteSpace()) {
                unmapped.count(path() + "/text()");
            }
            return false;
        }
        int length = Math.min(textLength + document.getTextLength(), Content.CHARACTERS_MAX + 1);
        if (length > Content.CHARACTERS_MAX && textLength <= Content.CHARACTERS_MAX) {
            problem(path(), "a text of more than 10,000 characters", "a shorter one", "Shorten it.");
        }
        textLength = length;
        return length <= Content.CHARACTERS_MAX;
    }

    private void problem(@Nullable String where, String found, String expected, String remedy) {
        Location at = document.getLocation();
        problems.add("X001", at.getLineNumber(), at.getColumnNumber(), where, found, expected, remedy);
    }

    /// No bound element has attributes.
    @Override
    public int getAttributeCount() {
        return 0;
    }

    /// Nothing: the reading that opened the document closes it.
    @Override
    public void close() {}

    @Override
    public void closeCompletely() {}
}
