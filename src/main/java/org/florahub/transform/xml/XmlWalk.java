package org.florahub.transform.xml;

import java.util.List;
import javax.xml.XMLConstants;
import javax.xml.stream.Location;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import org.codehaus.stax2.XMLStreamReader2;
import org.florahub.transform.convert.Mismatch;
import org.florahub.transform.schema.XmlDocument;
import org.florahub.transform.source.XmlInput;
import org.florahub.transform.template.Content;
import org.florahub.transform.template.Content.Anything;
import org.florahub.transform.template.Given;
import org.florahub.transform.template.HeldBack;
import org.florahub.transform.template.ProblemLog;
import org.florahub.transform.template.Scopes;
import org.florahub.transform.template.Unmapped;
import org.florahub.transform.xml.XmlPart.Attribute;
import org.florahub.transform.xml.XmlPart.Name;
import org.jspecify.annotations.Nullable;

/// Walks a document along its template from the root's start tag to its end tag. Used once, by one thread.
final class XmlWalk {

    private static final Mismatch TOO_LONG =
            new Mismatch("X001", "a text of more than 10,000 characters", "a shorter one", "Shorten it.");

    private final XMLStreamReader2 in;
    private final XmlTemplate template;
    private final Unmapped unmapped;
    private final XmlText text = new XmlText();
    private final XmlPart[] open = new XmlPart[XmlInput.DEPTH_MAX + 1];
    private final long[] seen = new long[XmlInput.DEPTH_MAX + 1];
    private final Scopes scopes;
    private int depth;

    XmlWalk(
            XMLStreamReader2 in,
            XmlTemplate template,
            Given given,
            ProblemLog problems,
            Unmapped unmapped,
            HeldBack held) {
        this.in = in;
        this.template = template;
        this.unmapped = unmapped;
        this.scopes = new Scopes(template.completion(), template.repeats(), given, problems, held);
    }

    XmlTemplate template() {
        return template;
    }

    Scopes scopes() {
        return scopes;
    }

    /// The template's path of the element at hand.
    @Nullable
    String path() {
        return depth == 0 ? null : open[depth - 1].path;
    }

    void run() throws XMLStreamException {
        int line = in.getLocation().getLineNumber();
        push(template.root());
        while (depth > 0) {
            switch (in.next()) {
                case XMLStreamConstants.START_ELEMENT -> start();
                case XMLStreamConstants.END_ELEMENT -> end();
                case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA, XMLStreamConstants.SPACE -> characters();
                default -> {}
            }
        }
        scopes.end(line);
    }

    private void start() throws XMLStreamException {
        XmlPart parent = open[depth - 1];
        if (parent.content != null) {
            problem("X001", parent.path, "an element inside a text", "text", "Remove the element.");
            XmlDocument.skip(in);
            return;
        }
        int index = parent.child(in.getNamespaceURI(), in.getLocalName(), this::attribute);
        if (index < 0) {
            unmapped.count(parent.path + "/" + in.getLocalName());
            XmlDocument.skip(in);
            return;
        }
        XmlPart part = parent.children.get(index);
        boolean again = (seen[depth - 1] >> index & 1) == 1;
        seen[depth - 1] |= 1L << index;
        if (again && !part.each) {
            problem("X001", part.path, "the element a second time", "it once", "Remove one of them.");
            XmlDocument.skip(in);
            return;
        }
        push(part);
        if (part.content instanceof Anything) {
            XmlDocument.skip(in);
            leave(part);
        }
    }

    private @Nullable String attribute(Name name) {
        return in.getAttributeValue(name.namespace().isEmpty() ? null : name.namespace(), name.local());
    }

    private void push(XmlPart part) {
        if (part.each) {
            scopes.beginEach(in.getLocation().getLineNumber());
        }
        open[depth] = part;
        seen[depth] = 0;
        depth++;
        attributes(part);
        text.clear();
    }

    private void attributes(XmlPart part) {
        long found = 0;
        for (int i = 0; i < in.getAttributeCount(); i++) {
            int index = indexOf(part.attributes, in.getAttributeNamespace(i), in.getAttributeLocalName(i));
            if (index >= 0) {
                found |= 1L << index;
                text.set(in.getAttributeValue(i));
                Attribute attribute = part.attributes.get(index);
                read(attribute.content(), attribute.where(), constantCode(part, attribute));
            } else if (!XMLConstants.W3C_XML_SCHEMA_INSTANCE_NS_URI.equals(in.getAttributeNamespace(i))) {
                unmapped.count(part.path + "/@" + in.getAttributeLocalName(i));
            }
        }
        for (int i = 0; i < part.attributes.size(); i++) {
            Attribute attribute = part.attributes.get(i);
            if ((found >> i & 1) == 0 && attribute.demanded()) {
                problem(
                        attribute.namesList() ? "S011" : "S020",
                        attribute.where(),
                        "no such attribute",
                        attribute.namesList() ? "the code list that the code belongs to" : "the attribute",
                        "Add it.");
            }
        }
    }

    private static int indexOf(List<Attribute> attributes, @Nullable String namespace, String local) {
        for (int i = 0; i < attributes.size(); i++) {
            if (attributes.get(i).name().is(namespace, local)) {
                return i;
            }
        }
        return -1;
    }

    private String constantCode(XmlPart part, Attribute attribute) {
        return attribute.namesList() ? "S011" : part == template.root() ? "V000" : "X001";
    }

    private void characters() throws XMLStreamException {
        if (open[depth - 1].content != null) {
            text.append(in);
        } else if (!in.isWhiteSpace()) {
            unmapped.count(open[depth - 1].path + "/text()");
        }
    }

    private void end() throws XMLStreamException {
        XmlPart part = open[depth - 1];
        if (part.content != null) {
            read(part.content, part.path, "X001");
            text.clear();
        }
        long missing = part.demandedChildren & ~seen[depth - 1];
        while (missing != 0) {
            XmlPart child = part.children.get(Long.numberOfTrailingZeros(missing));
            problem(
                    "S020",
                    child.path,
                    "no such element",
                    "the element before </%s>".formatted(part.name.local()),
                    "Add it.");
            missing &= missing - 1;
        }
        leave(part);
    }

    private void leave(XmlPart part) {
        depth--;
        if (part.each) {
            Location at = in.getLocation();
            scopes.endEach(at.getLineNumber(), at.getColumnNumber(), path());
        }
    }

    private void read(Content content, String where, String constantCode) {
        Mismatch mismatch =
                text.overflown() ? TOO_LONG : scopes.read(content, text.chars(), text.from(), text.to(), constantCode);
        if (mismatch != null && !(text.overflown() && isIgnored(content))) {
            problem(where, mismatch);
        }
    }

    private static boolean isIgnored(Content content) {
        return switch (content) {
            case Anything() -> true;
            case Content.Fixed(String _, Content.Strength strength) -> strength == Content.Strength.WRITTEN_ONLY;
            case Content.Slot slot -> slot.writeOnly();
        };
    }

    private void problem(String code, @Nullable String where, String found, String expected, String remedy) {
        problem(where, new Mismatch(code, found, expected, remedy));
    }

    private void problem(@Nullable String where, Mismatch mismatch) {
        Location at = in.getLocation();
        scopes.problem(at.getLineNumber(), at.getColumnNumber(), where, mismatch);
    }
}
