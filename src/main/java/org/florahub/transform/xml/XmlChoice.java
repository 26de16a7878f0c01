package org.florahub.transform.xml;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import org.codehaus.stax2.XMLStreamReader2;
import org.florahub.transform.template.Content;
import org.florahub.transform.template.Content.Fixed;
import org.florahub.transform.template.Content.Strength;
import org.florahub.transform.template.Discriminator;
import org.florahub.transform.xml.XmlPart.Attribute;
import org.jspecify.annotations.Nullable;

/// Templates whose root elements are alike, told apart by constants that differ at the same path. Immutable.
final class XmlChoice {

    private final Discriminator<XmlTemplate> candidates;

    XmlChoice(List<XmlTemplate> candidates) {
        this.candidates = new Discriminator<>(candidates, XmlChoice::constants);
    }

    /// The template, if there is only one.
    @Nullable
    XmlTemplate only() {
        return candidates.only();
    }

    /// Whether some message fits both.
    static boolean alike(XmlTemplate a, XmlTemplate b) {
        return a.root().name.key().equals(b.root().name.key()) && Discriminator.alike(constants(a), constants(b));
    }

    private static Map<String, String> constants(XmlTemplate template) {
        var constants = new HashMap<String, String>();
        collect(template.root(), "/" + template.root().name.key(), constants);
        return constants;
    }

    private static void collect(XmlPart part, String path, Map<String, String> constants) {
        if (part.each || !part.demanded) {
            return;
        }
        for (Attribute attribute : part.attributes) {
            put(attribute.content(), path + "/@" + attribute.name().key(), constants);
        }
        put(part.content, path, constants);
        for (XmlPart child : part.children) {
            boolean unique = part.children.stream()
                    .noneMatch(other -> other != child && other.name.key().equals(child.name.key()));
            if (unique) {
                collect(child, path + "/" + child.name.key(), constants);
            }
        }
    }

    private static void put(@Nullable Content content, String path, Map<String, String> constants) {
        if (content instanceof Fixed(String text, Strength strength) && strength == Strength.DEMANDED) {
            constants.put(path, text);
        }
    }

    /// Looks ahead from the root element until one candidate is left. The caller bounds the bytes.
    Discriminator.Choice<XmlTemplate> choose(XMLStreamReader2 in) throws XMLStreamException {
        var left = candidates.start();
        var path = new StringBuilder();
        var text = new StringBuilder();
        int event = in.getEventType();
        var lengths = new ArrayDeque<Integer>();
        while (left.undecided() && event != XMLStreamConstants.END_DOCUMENT) {
            switch (event) {
                case XMLStreamConstants.START_ELEMENT -> {
                    lengths.push(path.length());
                    text.setLength(0);
                    path.append('/').append(key(in.getNamespaceURI(), in.getLocalName()));
                    attributes(in, path, left);
                }
                case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> append(in, text);
                case XMLStreamConstants.END_ELEMENT -> {
                    left.see(path.toString(), text.toString().strip());
                    text.setLength(0);
                    path.setLength(lengths.pop());
                }
                default -> {}
            }
            if (lengths.isEmpty()) {
                break;
            }
            event = in.next();
        }
        return left.choice();
    }

    private static void append(XMLStreamReader2 in, StringBuilder text) {
        if (text.length() < Content.CHARACTERS_MAX) {
            text.append(in.getTextCharacters(), in.getTextStart(), in.getTextLength());
        }
    }

    private static void attributes(XMLStreamReader2 in, StringBuilder path, Discriminator<XmlTemplate>.Left left) {
        for (int i = 0; i < in.getAttributeCount(); i++) {
            String at = path + "/@" + key(in.getAttributeNamespace(i), in.getAttributeLocalName(i));
            left.see(at, in.getAttributeValue(i).strip());
        }
    }

    private static String key(@Nullable String namespace, String local) {
        return "{" + (namespace == null ? "" : namespace) + "}" + local;
    }
}
