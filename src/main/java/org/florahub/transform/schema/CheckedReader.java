package org.florahub.transform.schema;

import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import org.codehaus.stax2.XMLStreamReader2;
import org.codehaus.stax2.util.StreamReader2Delegate;
import org.jspecify.annotations.Nullable;

/// A parser that shows the checks of a folder every tag and text before whoever reads sees it, also those that are
/// read over. Used once, by one thread.
public final class CheckedReader extends StreamReader2Delegate {

    private final XMLStreamReader2 document;
    private final SchemaCheck.@Nullable Session schema;
    private final RuleCheck.@Nullable Session rules;

    /// @param document at the root's start tag
    CheckedReader(XMLStreamReader2 document, SchemaCheck.@Nullable Session schema, RuleCheck.@Nullable Session rules)
            throws XMLStreamException {
        super(document);
        this.document = document;
        this.schema = schema;
        this.rules = rules;
        show(XMLStreamConstants.START_ELEMENT);
    }

    @Override
    public int next() throws XMLStreamException {
        int event = document.next();
        show(event);
        return event;
    }

    private void show(int event) throws XMLStreamException {
        if (schema != null) {
            switch (event) {
                case XMLStreamConstants.START_ELEMENT -> schema.start();
                case XMLStreamConstants.END_ELEMENT -> schema.end();
                case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA, XMLStreamConstants.SPACE ->
                    schema.characters();
                default -> {}
            }
        }
        if (rules != null) {
            rules.show(event);
        }
    }

    /// The document has ended: judges what can only be judged as a whole.
    public void finish() {
        if (rules != null) {
            rules.judge();
        }
    }

    /// Gives the checks back. The document belongs to whoever opened it.
    @Override
    public void close() {
        if (schema != null) {
            schema.close();
        }
    }
}
