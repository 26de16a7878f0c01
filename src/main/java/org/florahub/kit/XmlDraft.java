package org.florahub.kit;

import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.florahub.event.Field;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Attr;
import org.w3c.dom.Element;
import org.w3c.dom.NamedNodeMap;
import org.w3c.dom.Node;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/// XML documents: the first element that is repeated and has parts of its own holds the events.
final class XmlDraft {

    private static final String TEMPLATE_NAMESPACE = "urn:florahub:template";

    /// Attributes in which XStream names classes.
    private static final Set<String> OF_XSTREAM = Set.of("class", "resolves-to", "defined-in");

    private final Guesses guesses;
    private final List<Column> columns = new ArrayList<>();
    private final Map<String, String> namespaces = new LinkedHashMap<>();
    private boolean repeated;

    XmlDraft(String folder) {
        this.guesses = new Guesses(folder);
    }

    Draft of(List<SampleFile> samples) {
        List<Element> roots = samples.stream().map(XmlDraft::parse).toList();
        String name = roots.getFirst().getTagName();
        if (roots.stream().anyMatch(root -> !root.getTagName().equals(name))) {
            throw new KitException(
                    "found samples with different root elements, expected one kind of message. Start with one of them.");
        }
        XmlPart root = part(roots, "/" + roots.getFirst().getLocalName(), "");
        List<Guess> slots = guesses.of(columns);
        var files = new LinkedHashMap<String, String>();
        files.put("message.xml", new XmlPicture(columns, slots).of(root, rootAttributes()));
        guesses.codes().forEach(list -> files.put(list.name() + ".codes", list.text()));
        return new Draft("xml", "xml", files, guesses.given(), slots);
    }

    private Map<String, String> rootAttributes() {
        var attributes = new LinkedHashMap<>(namespaces);
        attributes.put("xmlns:f", TEMPLATE_NAMESPACE);
        if (!guesses.has(Field.STATUS)) {
            attributes.put("f:set", "status=" + Scaffold.OPEN);
        }
        return attributes;
    }

    private static Element parse(SampleFile sample) {
        try {
            var factory = DocumentBuilderFactory.newInstance();
            factory.setNamespaceAware(true);
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            DocumentBuilder builder = factory.newDocumentBuilder();
            builder.setErrorHandler(null);
            return builder.parse(new InputSource(new StringReader(sample.text())))
                    .getDocumentElement();
        } catch (ParserConfigurationException | SAXException | IOException e) {
            throw new KitException(
                    "%s: found no well-formed XML, expected it, without DOCTYPE. Take a sample that is."
                            .formatted(sample.path().getFileName()),
                    e);
        }
    }

    /// What all elements at one place have in common.
    ///
    /// @param key the attribute that tells them from their siblings, or empty
    private XmlPart part(List<Element> elements, String path, String key) {
        Element first = elements.getFirst();
        var part = new XmlPart(first.getTagName());
        attributes(elements, path, key, part);
        Map<String, List<List<Element>>> children = new LinkedHashMap<>();
        for (int i = 0; i < elements.size(); i++) {
            for (Element child : children(elements.get(i))) {
                List<List<Element>> byParent = children.computeIfAbsent(child.getTagName(), _ -> new ArrayList<>());
                while (byParent.size() <= i) {
                    byParent.add(new ArrayList<>());
                }
                byParent.get(i).add(child);
            }
        }
        if (children.isEmpty()) {
            text(elements, path, part);
        }
        children.values().forEach(byParent -> child(byParent, elements.size(), path, part));
        return part;
    }

    private void child(List<List<Element>> byParent, int parents, String path, XmlPart parent) {
        while (byParent.size() < parents) {
            byParent.add(new ArrayList<>());
        }
        List<Element> all = byParent.stream().flatMap(List::stream).toList();
        String place = path + "/" + all.getFirst().getLocalName();
        boolean several = byParent.stream().anyMatch(siblings -> siblings.size() > 1);
        String key = several ? distinguishing(byParent) : null;
        if (!several) {
            add(parent, byParent, place, "");
        } else if (key != null) {
            all.stream()
                    .map(element -> element.getAttribute(key))
                    .distinct()
                    .sorted()
                    .forEach(value -> {
                        XmlPart one = add(
                                parent,
                                byParent.stream()
                                        .map(siblings -> siblings.stream()
                                                .filter(element -> element.getAttribute(key)
                                                        .equals(value))
                                                .toList())
                                        .toList(),
                                "%s[@%s='%s']".formatted(place, key, value),
                                key);
                        one.attributes().put(key, value);
                    });
        } else if (!repeated
                && all.stream().anyMatch(element -> !children(element).isEmpty())) {
            repeated = true;
            XmlPart each = part(all, place, "");
            each.attributes().put("f:each", "events");
            parent.children().add(each);
        }
    }

    /// The parts at one place, at most one in each parent; a leaf that is missing somewhere has an empty value
    /// there.
    private XmlPart add(XmlPart parent, List<List<Element>> byParent, String place, String key) {
        List<Element> all = byParent.stream().flatMap(List::stream).toList();
        XmlPart part = part(all, place, key);
        if (byParent.stream().anyMatch(List::isEmpty)) {
            part.optional(columns);
        }
        parent.children().add(part);
        return part;
    }

    /// The attribute by which siblings of one name are told apart, if they have no parts of their own.
    private static @Nullable String distinguishing(List<List<Element>> byParent) {
        Element first = byParent.stream().flatMap(List::stream).findFirst().orElseThrow();
        NamedNodeMap attributes = first.getAttributes();
        for (int i = 0; i < attributes.getLength(); i++) {
            String name = attributes.item(i).getNodeName();
            boolean differ = byParent.stream()
                    .allMatch(siblings -> siblings.stream()
                                    .map(element -> element.getAttribute(name))
                                    .distinct()
                                    .count()
                            == siblings.size());
            boolean leaves = byParent.stream()
                    .flatMap(List::stream)
                    .allMatch(element -> children(element).isEmpty());
            if (differ && leaves) {
                return name;
            }
        }
        return null;
    }

    private void attributes(List<Element> elements, String path, String key, XmlPart part) {
        var values = new LinkedHashMap<String, List<String>>();
        for (Element element : elements) {
            NamedNodeMap attributes = element.getAttributes();
            for (int i = 0; i < attributes.getLength(); i++) {
                Attr attribute = (Attr) attributes.item(i);
                if (attribute.getName().startsWith("xmlns")) {
                    namespaces.putIfAbsent(attribute.getName(), attribute.getValue());
                } else if (!attribute.getName().equals(key)
                        && !XMLConstants.W3C_XML_SCHEMA_INSTANCE_NS_URI.equals(attribute.getNamespaceURI())) {
                    values.computeIfAbsent(attribute.getName(), _ -> new ArrayList<>());
                }
            }
        }
        values.replaceAll((name, _) ->
                elements.stream().map(element -> element.getAttribute(name)).toList());
        values.forEach((name, texts) -> {
            boolean constant = texts.stream().distinct().count() == 1 && isConstant(name);
            if (constant) {
                part.attributes().put(name, texts.getFirst());
            } else {
                part.slots().put(name, columns.size());
                columns.add(new Column(path + "/@" + name, name, texts));
            }
        });
    }

    private static boolean isConstant(String attribute) {
        return attribute.startsWith("list")
                || OF_XSTREAM.contains(attribute)
                || attribute.toLowerCase(java.util.Locale.ROOT).contains("version");
    }

    private void text(List<Element> elements, String path, XmlPart part) {
        List<String> values = elements.stream()
                .map(element -> element.getTextContent().strip())
                .toList();
        Element first = elements.getFirst();
        Element parent = first.getParentNode() instanceof Element element ? element : first;
        boolean code = first.getLocalName().equals("code");
        Element named = code ? parent : first;
        String uri = named.getAttribute("listURI");
        String version = named.getAttribute("listVersionID");
        part.text(columns.size());
        columns.add(new Column(
                path, named.getLocalName(), values, uri.isEmpty() || version.isEmpty() ? "" : uri + " " + version));
    }

    private static List<Element> children(Element element) {
        var children = new ArrayList<Element>();
        for (Node child = element.getFirstChild(); child != null; child = child.getNextSibling()) {
            if (child instanceof Element part) {
                children.add(part);
            }
        }
        return children;
    }
}
