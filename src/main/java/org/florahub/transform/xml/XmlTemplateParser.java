package org.florahub.transform.xml;

import java.io.ByteArrayInputStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.xml.stream.Location;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import org.codehaus.stax2.XMLStreamReader2;
import org.florahub.transform.schema.DocumentChecks;
import org.florahub.transform.source.Findings;
import org.florahub.transform.source.FormatVersion;
import org.florahub.transform.source.Place;
import org.florahub.transform.source.XmlInput;
import org.florahub.transform.template.Content;
import org.florahub.transform.template.Content.Anything;
import org.florahub.transform.template.Content.Fixed;
import org.florahub.transform.template.Content.Slot;
import org.florahub.transform.template.Content.Strength;
import org.florahub.transform.template.Shape;
import org.florahub.transform.template.SlotParser;
import org.florahub.transform.xml.XmlPart.Attribute;
import org.florahub.transform.xml.XmlPart.Declaration;
import org.florahub.transform.xml.XmlPart.Layout;
import org.florahub.transform.xml.XmlPart.Name;
import org.jspecify.annotations.Nullable;

/// Reads an XML template: the document itself, with slots in its texts and attributes, and directives in the
/// namespace `urn:florahub:template`.
final class XmlTemplateParser {

    static final String DIRECTIVES = "urn:florahub:template";

    static final Set<String> PART_DIRECTIVES = Set.of("each", "optional", "include");
    private static final int CHILDREN_MAX = 64;

    private final Map<String, byte[]> files;
    private final SlotParser slots;
    private final FormatVersion version;
    private final Findings findings;
    private final List<Shape.Bound> bound = new ArrayList<>();
    private final Deque<String> including = new ArrayDeque<>();
    private XmlRoot root = XmlRoot.PLAIN;
    private boolean eachSeen;
    private boolean sharedAfterEach;

    /// @param files contents of the folder's XML files by name
    XmlTemplateParser(Map<String, byte[]> files, SlotParser slots, FormatVersion version, Findings findings) {
        this.files = files;
        this.slots = slots;
        this.version = version;
        this.findings = findings;
    }

    /// The template, or `null` after noting why it is not well-formed.
    ///
    /// @param checks what the folder demands of its messages besides
    @Nullable
    XmlTemplate parse(String file, Place place, DocumentChecks checks) {
        XmlPart part = root(file, place, "", null, "");
        if (part == null) {
            return null;
        }
        String name = file.substring(0, file.length() - ".xml".length());
        var shape = new Shape(name, place, root.set(), root.regime(), root.direction(), bound);
        return new XmlTemplate(shape, part, eachSeen, sharedAfterEach, checks);
    }

    /// What the root says of the template that was parsed.
    XmlRoot root() {
        return root;
    }

    private @Nullable XmlPart root(
            String file, Place place, String parentPath, @Nullable Directive outer, String before) {
        including.push(file);
        try {
            XMLStreamReader2 in = XmlInput.open(new ByteArrayInputStream(files.getOrDefault(file, new byte[0])));
            try {
                while (in.next() != XMLStreamConstants.START_ELEMENT) {
                    if (in.getEventType() == XMLStreamConstants.DTD) {
                        findings.add(place.at(1, 0), "not-well-formed", null, "a DOCTYPE", "none", "Remove it.");
                    }
                }
                return element(in, place, parentPath, before, outer, outer != null && outer.inEach);
            } finally {
                in.close();
            }
        } catch (XMLStreamException e) {
            Location at = e.getLocation();
            findings.add(
                    at == null ? place : place.at(at.getLineNumber(), at.getColumnNumber()),
                    "not-well-formed",
                    null,
                    "XML that is not well-formed",
                    "a well-formed document",
                    "Correct the file; an editor with XML support shows the place.");
            return null;
        } finally {
            including.pop();
        }
    }

    /// What an element passes on to the root of the file that it includes.
    private record Directive(boolean each, boolean group, boolean inEach) {}

    private XmlPart element(
            XMLStreamReader2 in,
            Place file,
            String parentPath,
            String before,
            @Nullable Directive outer,
            boolean inEach)
            throws XMLStreamException {
        Place at = here(in, file);
        var name = new Name(orEmpty(in.getPrefix()), orEmpty(in.getNamespaceURI()), in.getLocalName());
        String path = parentPath + "/" + name.local();
        Map<String, String> directives = directives(in, at, path, parentPath.isEmpty());
        boolean each =
                (outer != null && outer.each) || each(directives.get("each"), at, path, inEach, parentPath.isEmpty());
        boolean group = (outer != null && outer.group) || optional(directives.get("optional"), at, path);
        boolean within = inEach || each;
        String include = directives.get("include");
        if (include != null) {
            skip(in);
            XmlPart part = include(include, name, at, parentPath, before, new Directive(each, group, within));
            return part == null ? anything(name, path, new Layout(at, List.of(), before, "")) : part;
        }
        List<Declaration> declared = declarations(in);
        List<Attribute> attributes = attributes(in, at, path, within);
        var body = new Body();
        body(in, file, path, within, body);
        Content content = content(body, attributes, at, path, within);
        var layout = new Layout(at, declared, before, body.text.toString());
        return new XmlPart(name, path, layout, each, group, attributes, content, body.children);
    }

    /// What stands for a part after a mistake in it was noted.
    private static XmlPart anything(Name name, String path, Layout layout) {
        return new XmlPart(name, path, layout, false, false, List.of(), new Anything(), List.of());
    }

    private @Nullable XmlPart include(
            String file, Name name, Place at, String parentPath, String before, Directive outer) {
        if (!files.containsKey(file) || including.contains(file)) {
            findings.add(
                    at,
                    "include-not-found",
                    name.local(),
                    "include of " + file,
                    "an XML file of this folder that does not include" + " this one",
                    Findings.didYouMean(file, files.keySet()));
            return null;
        }
        XmlPart part = root(
                file,
                new Place(at.file().substring(0, at.file().lastIndexOf('/') + 1) + file, 1, 0),
                parentPath,
                outer,
                before);
        if (part != null && !part.name.is(name.namespace(), name.local())) {
            findings.add(
                    at,
                    "include-differs",
                    name.local(),
                    "another root element in " + file,
                    name.local(),
                    "Give both the same name: the included element takes the place of this one.");
        }
        return part;
    }

    private static final class Body {
        final StringBuilder text = new StringBuilder();
        final List<XmlPart> children = new ArrayList<>();

        @Nullable
        Place textAt;
    }

    private void body(XMLStreamReader2 in, Place file, String path, boolean inEach, Body body)
            throws XMLStreamException {
        while (true) {
            switch (in.next()) {
                case XMLStreamConstants.START_ELEMENT -> {
                    String before = body.text.toString();
                    if (!before.isBlank()) {
                        mixed(body.textAt, path, file);
                        before = "";
                    }
                    body.text.setLength(0);
                    body.children.add(element(in, file, path, before, null, inEach));
                }
                case XMLStreamConstants.END_ELEMENT -> {
                    if (!body.children.isEmpty() && !body.text.toString().isBlank()) {
                        mixed(body.textAt, path, file);
                        body.text.setLength(0);
                    }
                    tooMany(body, path, file);
                    return;
                }
                case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA, XMLStreamConstants.SPACE -> {
                    if (body.textAt == null || body.text.toString().isBlank()) {
                        body.textAt = here(in, file);
                    }
                    body.text.append(in.getText());
                }
                default -> {}
            }
        }
    }

    private void mixed(@Nullable Place at, String path, Place file) {
        findings.add(
                at == null ? file : at,
                "mixed-content",
                path,
                "text beside elements",
                "text or elements",
                "Mixed content cannot be mapped.");
    }

    private void tooMany(Body body, String path, Place file) {
        if (body.children.size() > CHILDREN_MAX) {
            findings.add(
                    file,
                    "too-many-children",
                    path,
                    body.children.size() + " elements in one",
                    "at most " + CHILDREN_MAX,
                    "Leave out what is not mapped.");
            body.children.subList(CHILDREN_MAX, body.children.size()).clear();
        }
    }

    private @Nullable Content content(Body body, List<Attribute> attributes, Place at, String path, boolean inEach) {
        if (!body.children.isEmpty()) {
            return null;
        }
        String text = body.text.toString().strip();
        body.text.setLength(0);
        if (text.isEmpty()) {
            return attributes.isEmpty() ? new Fixed("", Strength.DEMANDED) : null;
        }
        Place place = body.textAt == null ? at : body.textAt;
        Content content = slots.parse(text, place, path);
        bind(content, place, path, inEach);
        return content;
    }

    private List<Attribute> attributes(XMLStreamReader2 in, Place at, String path, boolean inEach) {
        var attributes = new ArrayList<Attribute>();
        for (int i = 0; i < in.getAttributeCount(); i++) {
            if (!DIRECTIVES.equals(in.getAttributeNamespace(i))) {
                var name = new Name(
                        orEmpty(in.getAttributePrefix(i)),
                        orEmpty(in.getAttributeNamespace(i)),
                        in.getAttributeLocalName(i));
                String where = path + "/@" + name.local();
                Content content = slots.parse(in.getAttributeValue(i), at, where);
                bind(content, at, where, inEach);
                attributes.add(new Attribute(name, content, where));
            }
        }
        if (attributes.size() > CHILDREN_MAX) {
            findings.add(
                    at,
                    "too-many-children",
                    path,
                    attributes.size() + " attributes of one element",
                    "at most " + CHILDREN_MAX,
                    "Leave out what is not mapped.");
            return attributes.subList(0, CHILDREN_MAX);
        }
        return attributes;
    }

    private void bind(Content content, Place at, String where, boolean inEach) {
        if (content instanceof Slot slot) {
            bound.add(new Shape.Bound(slot, at, where, !inEach));
            sharedAfterEach |= eachSeen && !inEach && !slot.writeOnly();
        }
    }

    private static List<Declaration> declarations(XMLStreamReader2 in) {
        var declared = new ArrayList<Declaration>();
        for (int i = 0; i < in.getNamespaceCount(); i++) {
            if (!DIRECTIVES.equals(in.getNamespaceURI(i))) {
                declared.add(new Declaration(orEmpty(in.getNamespacePrefix(i)), orEmpty(in.getNamespaceURI(i))));
            }
        }
        return declared;
    }

    private Map<String, String> directives(XMLStreamReader2 in, Place at, String path, boolean atRoot) {
        var directives = new HashMap<String, String>();
        for (int i = 0; i < in.getAttributeCount(); i++) {
            if (DIRECTIVES.equals(in.getAttributeNamespace(i))) {
                String name = in.getAttributeLocalName(i);
                if (PART_DIRECTIVES.contains(name) || (atRoot && XmlRoot.DIRECTIVES.contains(name))) {
                    directives.put(name, in.getAttributeValue(i));
                } else {
                    var known = new HashSet<>(PART_DIRECTIVES);
                    known.addAll(XmlRoot.DIRECTIVES);
                    findings.add(
                            at,
                            "unknown-directive",
                            path,
                            "directive f:" + name,
                            "f:each, f:optional, f:include, and at the root f:set, f:regime, f:direction, f:versions, f:refuse",
                            Findings.didYouMean(name, known));
                }
            }
        }
        if (atRoot && including.size() == 1) {
            root = XmlRoot.of(directives, version, at, findings);
        }
        return directives;
    }

    private boolean each(@Nullable String value, Place at, String path, boolean inEach, boolean root) {
        if (value == null) {
            return false;
        }
        if (root) {
            findings.add(
                    at, "each-at-root", path, "f:each at the root", "an element inside it", "A document has one root.");
            return false;
        }
        if (!value.equals("events")) {
            findings.add(
                    at,
                    "unknown-each",
                    path,
                    "f:each=\"%s\"".formatted(value),
                    "f:each=\"events\"",
                    "One event is one person's status: a list of persons is a list of events.");
        } else if (eachSeen || inEach) {
            findings.add(at, "each-twice", path, "a second f:each", "one for each template", "Remove one of them.");
            return false;
        }
        eachSeen = true;
        return true;
    }

    private boolean optional(@Nullable String value, Place at, String path) {
        if (value != null && !value.equals("true")) {
            findings.add(
                    at, "unknown-directive", path, "another value of f:optional", "f:optional=\"true\"", "Correct it.");
        }
        return value != null;
    }

    private static void skip(XMLStreamReader2 in) throws XMLStreamException {
        int depth = 1;
        while (depth > 0) {
            int event = in.next();
            depth += event == XMLStreamConstants.START_ELEMENT ? 1 : event == XMLStreamConstants.END_ELEMENT ? -1 : 0;
        }
    }

    private static Place here(XMLStreamReader2 in, Place file) {
        Location at = in.getLocationInfo().getStartLocation();
        return file.at(at.getLineNumber(), at.getColumnNumber());
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }
}
