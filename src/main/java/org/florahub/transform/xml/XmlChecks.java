package org.florahub.transform.xml;

import java.util.List;
import java.util.Objects;
import org.florahub.transform.codes.CodeList;
import org.florahub.transform.convert.Converter;
import org.florahub.transform.source.Findings;
import org.florahub.transform.template.Content;
import org.florahub.transform.template.Content.Fixed;
import org.florahub.transform.template.Content.Slot;
import org.florahub.transform.template.Content.Strength;
import org.florahub.transform.xml.XmlPart.Attribute;

/// Checks of XML templates: elements of one name can be told apart, and codes stand in the list that they name.
record XmlChecks(Findings findings) {

    void check(XmlPart part) {
        siblings(part);
        lists(part);
        part.children.forEach(this::check);
    }

    private void siblings(XmlPart part) {
        for (int i = 0; i < part.children.size(); i++) {
            for (int j = 0; j < i; j++) {
                XmlPart one = part.children.get(j);
                XmlPart other = part.children.get(i);
                if (one.name.key().equals(other.name.key()) && !toldApart(one, other)) {
                    findings.add(
                            other.layout.place(),
                            "siblings-alike",
                            other.path,
                            "an element like the one in line "
                                    + one.layout.place().line(),
                            "an attribute with another constant",
                            "Add the attribute that tells them apart, or use f:each.");
                }
            }
        }
    }

    private static boolean toldApart(XmlPart one, XmlPart other) {
        return one.attributes.stream().anyMatch(a -> other.attributes.stream().anyMatch(b -> differ(a, b)));
    }

    private static boolean differ(Attribute a, Attribute b) {
        return a.name().key().equals(b.name().key())
                && a.content() instanceof Fixed(String textA, Strength strengthA)
                && b.content() instanceof Fixed(String textB, Strength strengthB)
                && strengthA == Strength.DEMANDED
                && strengthB == Strength.DEMANDED
                && !Objects.equals(textA, textB);
    }

    private void lists(XmlPart part) {
        for (Attribute attribute : part.attributes) {
            if (attribute.namesList() && attribute.content() instanceof Fixed(String text, Strength _)) {
                nearest(part).forEach(coded -> compare(attribute, text, coded.list(), part));
            }
        }
    }

    /// The codes of the element itself or of its children.
    private static List<Converter.Coded> nearest(XmlPart part) {
        var contents = new java.util.ArrayList<Content>();
        if (part.content != null) {
            contents.add(part.content);
        }
        part.children.forEach(child -> {
            if (child.content != null) {
                contents.add(child.content);
            }
        });
        return contents.stream()
                .filter(Slot.class::isInstance)
                .map(content -> ((Slot) content).converter())
                .filter(Converter.Coded.class::isInstance)
                .map(Converter.Coded.class::cast)
                .toList();
    }

    private void compare(Attribute attribute, String text, CodeList list, XmlPart part) {
        String expected = attribute.name().local().equals("listURI") ? list.uri() : list.version();
        if (!expected.equals(text)) {
            findings.add(
                    part.layout.place(),
                    "list-differs",
                    attribute.where(),
                    "'%s'".formatted(text),
                    "'%s' as in %s.codes".formatted(expected, list.name()),
                    "Correct the template or the list.");
        }
    }
}
