package org.florahub.transform;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import org.codehaus.stax2.XMLStreamReader2;
import org.florahub.transform.Content.Fixed;
import org.florahub.transform.Content.Strength;
import org.florahub.transform.XmlPart.Attribute;
import org.jspecify.annotations.Nullable;

/// Templates whose root elements are alike, told apart by constants that differ at the same path. Immutable.
final class XmlChoice {

    private final List<XmlTemplate> candidates;
    private final List<Map<String, String>> constants;
    private final Set<String> telling = new LinkedHashSet<>();

    XmlChoice(List<XmlTemplate> candidates) {
        this.candidates = List.copyOf(candidates);
        this.constants = candidates.stream().map(XmlChoice::constants).toList();
        for (Map<String, String> one : constants) {
            for (Map<String, String> other : constants) {
                one.forEach((path, text) -> {
                    if (other.containsKey(path) && !text.equals(other.get(path))) {
                        telling.add(path);
                    }
                });
            }
        }
    }

    /// The template, if there is only one.
    @Nullable
    XmlTemplate only() {
        return candidates.size() == 1 ? candidates.getFirst() : null;
    }

    /// Whether some message fits both: no path at which both demand a constant, and different ones.
    static boolean alike(XmlTemplate a, XmlTemplate b) {
        if (!a.root().name.key().equals(b.root().name.key())) {
            return false;
        }
        Map<String, String> others = constants(b);
        return constants(a).entrySet().stream()
                .noneMatch(entry -> others.containsKey(entry.getKey())
                        && !Objects.equals(others.get(entry.getKey()), entry.getValue()));
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

    /// What a look at the beginning of a document gives.
    ///
    /// @param template the one that fits, or `null`
    /// @param none     whether none fits; otherwise what would tell them apart is missing
    record Choice(@Nullable XmlTemplate template, boolean none) {}

    /// Looks ahead from the root element until one candidate is left. The caller bounds the bytes.
    Choice choose(XMLStreamReader2 in) throws XMLStreamException {
        var left = new ArrayList<Integer>();
        for (int i = 0; i < candidates.size(); i++) {
            left.add(i);
        }
        var path = new StringBuilder();
        var text = new StringBuilder();
        int event = in.getEventType();
        var lengths = new ArrayDeque<Integer>();
        while (left.size() > 1 && event != XMLStreamConstants.END_DOCUMENT) {
            switch (event) {
                case XMLStreamConstants.START_ELEMENT -> {
                    lengths.push(path.length());
                    text.setLength(0);
                    path.append('/').append(key(in.getNamespaceURI(), in.getLocalName()));
                    attributes(in, path, left);
                }
                case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> append(in, text);
                case XMLStreamConstants.END_ELEMENT -> {
                    eliminate(path.toString(), text.toString().strip(), left);
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
        return new Choice(left.size() == 1 ? candidates.get(left.getFirst()) : null, left.isEmpty());
    }

    private static void append(XMLStreamReader2 in, StringBuilder text) {
        if (text.length() < XmlText.LENGTH_MAX) {
            text.append(in.getTextCharacters(), in.getTextStart(), in.getTextLength());
        }
    }

    private void attributes(XMLStreamReader2 in, StringBuilder path, List<Integer> left) {
        for (int i = 0; i < in.getAttributeCount(); i++) {
            String at = path + "/@" + key(in.getAttributeNamespace(i), in.getAttributeLocalName(i));
            eliminate(at, in.getAttributeValue(i).strip(), left);
        }
    }

    private void eliminate(String path, String text, List<Integer> left) {
        if (telling.contains(path)) {
            left.removeIf(candidate -> {
                String demanded = constants.get(candidate).get(path);
                return demanded != null && !demanded.equals(text);
            });
        }
    }

    private static String key(@Nullable String namespace, String local) {
        return "{" + (namespace == null ? "" : namespace) + "}" + local;
    }
}
