package org.florahub.transform.source;

import com.ctc.wstx.api.WstxInputProperties;
import com.ctc.wstx.stax.WstxInputFactory;
import java.io.InputStream;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import org.codehaus.stax2.XMLInputFactory2;
import org.codehaus.stax2.XMLStreamReader2;

/// The one place that makes XML parsers: no DTD, no external entities, bounded depth, names and attributes.
public final class XmlInput {

    /// Deeper nesting is refused by the parser.
    public static final int DEPTH_MAX = 200;

    private static final int ATTRIBUTE_CHARACTERS_MAX = 64 * 1024;
    private static final int ATTRIBUTES_MAX = 200;
    private static final int TEXT_SEGMENT_MIN = 4096;

    private static final WstxInputFactory FACTORY = factory();

    private XmlInput() {}

    private static WstxInputFactory factory() {
        var factory = new WstxInputFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_COALESCING, false);
        factory.setProperty(XMLInputFactory2.P_LAZY_PARSING, false);
        factory.setProperty(XMLInputFactory2.P_PRESERVE_LOCATION, false);
        factory.setProperty(WstxInputProperties.P_MAX_ELEMENT_DEPTH, DEPTH_MAX);
        factory.setProperty(WstxInputProperties.P_MAX_ATTRIBUTE_SIZE, ATTRIBUTE_CHARACTERS_MAX);
        factory.setProperty(WstxInputProperties.P_MAX_ATTRIBUTES_PER_ELEMENT, ATTRIBUTES_MAX);
        factory.setProperty(WstxInputProperties.P_MIN_TEXT_SEGMENT, TEXT_SEGMENT_MIN);
        factory.setXMLResolver((_, _, _, _) -> {
            throw new XMLStreamException("External entities are refused");
        });
        return factory;
    }

    /// A parser before the first event; close it after use, so that it returns its name table.
    public static XMLStreamReader2 open(InputStream in) throws XMLStreamException {
        return (XMLStreamReader2) FACTORY.createXMLStreamReader(in);
    }
}
