package org.florahub.transform.schema;

import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import net.sf.saxon.s9api.BuildingContentHandler;
import net.sf.saxon.s9api.DocumentBuilder;
import net.sf.saxon.s9api.SaxonApiException;
import net.sf.saxon.s9api.XdmNode;
import org.codehaus.stax2.XMLStreamReader2;
import org.florahub.transform.convert.Mismatch;
import org.jspecify.annotations.Nullable;
import org.xml.sax.Locator;
import org.xml.sax.SAXException;

/// A document as a tree with line numbers, built of the events of the one parser. Used once, by one thread.
public final class XmlTree {

    /// Of a document: a tree takes some ten times as much memory.
    static final int CHARACTERS_MAX = 2 * 1024 * 1024;

    public static final Mismatch TOO_LONG = new Mismatch(
            "S999", "a document of more than 2 million characters", "a shorter one", "Send several documents.");

    private final XMLStreamReader2 in;
    private final CurrentAttributes attributes;
    private final BuildingContentHandler handler;
    private int depth;

    public XmlTree(XMLStreamReader2 in) {
        this.in = in;
        this.attributes = new CurrentAttributes(in);
        DocumentBuilder builder = Saxon.PROCESSOR.newDocumentBuilder();
        builder.setLineNumbering(true);
        try {
            this.handler = builder.newBuildingContentHandler();
        } catch (SaxonApiException e) {
            throw new IllegalStateException(e);
        }
        handler.setDocumentLocator(new Here(in));
    }

    /// Whether the document is short enough so far.
    static boolean fits(XMLStreamReader2 in) {
        return in.getLocation().getCharacterOffset() <= CHARACTERS_MAX;
    }

    /// The event at hand.
    void show(int event) throws XMLStreamException {
        try {
            switch (event) {
                case XMLStreamConstants.START_ELEMENT -> start();
                case XMLStreamConstants.END_ELEMENT -> end();
                case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA ->
                    handler.characters(in.getTextCharacters(), in.getTextStart(), in.getTextLength());
                default -> {}
            }
        } catch (SAXException e) {
            throw new XMLStreamException(e);
        }
    }

    /// From the root's start tag at hand to its end.
    ///
    /// @return whether the document is short enough
    public boolean showAll() throws XMLStreamException {
        show(XMLStreamConstants.START_ELEMENT);
        while (depth > 0) {
            show(in.next());
            if (!fits(in)) {
                return false;
            }
        }
        return true;
    }

    private void start() throws SAXException {
        if (depth++ == 0) {
            handler.startDocument();
        }
        for (int i = 0; i < in.getNamespaceCount(); i++) {
            handler.startPrefixMapping(orEmpty(in.getNamespacePrefix(i)), orEmpty(in.getNamespaceURI(i)));
        }
        handler.startElement(orEmpty(in.getNamespaceURI()), in.getLocalName(), in.getPrefixedName(), attributes);
    }

    private void end() throws SAXException {
        handler.endElement(orEmpty(in.getNamespaceURI()), in.getLocalName(), in.getPrefixedName());
        for (int i = 0; i < in.getNamespaceCount(); i++) {
            handler.endPrefixMapping(orEmpty(in.getNamespacePrefix(i)));
        }
        if (--depth == 0) {
            handler.endDocument();
        }
    }

    /// The document; its root has ended.
    public XdmNode document() {
        try {
            return handler.getDocumentNode();
        } catch (SaxonApiException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }

    /// Where the parser stands.
    private record Here(XMLStreamReader2 in) implements Locator {

        @Override
        public @Nullable String getPublicId() {
            return null;
        }

        @Override
        public @Nullable String getSystemId() {
            return null;
        }

        @Override
        public int getLineNumber() {
            return in.getLocation().getLineNumber();
        }

        @Override
        public int getColumnNumber() {
            return in.getLocation().getColumnNumber();
        }
    }
}
