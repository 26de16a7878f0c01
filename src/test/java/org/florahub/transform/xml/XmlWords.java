package org.florahub.transform.xml;

import java.util.Collection;

/// Directives of XML templates and what XStream calls its attributes, for the test of the page that names them all.
public final class XmlWords {

    private XmlWords() {}

    public static Iterable<String> ofRoots() {
        return XmlRoot.DIRECTIVES;
    }

    public static Iterable<String> ofParts() {
        return XmlTemplateParser.PART_DIRECTIVES;
    }

    public static Collection<String> ofXStream() {
        return XStreamGraph.NAMES;
    }
}
