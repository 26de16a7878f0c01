package org.florahub.transform.xml;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.florahub.transform.source.Place;
import org.florahub.transform.template.Content;
import org.florahub.transform.template.Content.Anything;
import org.florahub.transform.template.Content.Fixed;
import org.florahub.transform.template.Content.Slot;
import org.florahub.transform.template.Content.Strength;
import org.jspecify.annotations.Nullable;

/// One element of an XML template with everything in it. Immutable.
final class XmlPart {

    /// A name with its namespace.
    ///
    /// @param prefix as in the template, empty for none
    record Name(String prefix, String namespace, String local) {

        boolean is(@Nullable String otherNamespace, String otherLocal) {
            return local.equals(otherLocal) && namespace.equals(otherNamespace == null ? "" : otherNamespace);
        }

        String written() {
            return prefix.isEmpty() ? local : prefix + ":" + local;
        }

        /// Unambiguous key, `{namespace}local`.
        String key() {
            return "{" + namespace + "}" + local;
        }
    }

    /// An attribute.
    record Attribute(Name name, Content content, String where) {

        boolean demanded() {
            return demandedConstant(content) || demandedSlot(content);
        }

        /// Whether it names the code list of a code: then a deviation is an error of the list.
        boolean namesList() {
            return name.local().equals("listURI") || name.local().equals("listVersionID");
        }
    }

    /// A namespace declared on an element.
    record Declaration(String prefix, String namespace) {}

    /// What surrounds the contents of a part.
    ///
    /// @param before    white space before the start tag
    /// @param beforeEnd white space before the end tag
    record Layout(Place place, List<Declaration> declared, String before, String beforeEnd) {}

    final Name name;
    final String path;
    final Layout layout;
    final boolean each;
    final boolean group;
    final List<Attribute> attributes;
    final @Nullable Content content;
    final List<XmlPart> children;
    /// Must be there when a document is read.
    final boolean demanded;
    /// Bit per child that must be there.
    final long demandedChildren;
    /// All slots in it, at any depth.
    final List<Slot> slots;
    /// Never written: only `{}` in it.
    final boolean silent;
    /// Bit per child whose name no other child has.
    private final long uniquelyNamed;

    XmlPart(
            Name name,
            String path,
            Layout layout,
            boolean each,
            boolean group,
            List<Attribute> attributes,
            @Nullable Content content,
            List<XmlPart> children) {
        this.name = name;
        this.path = path;
        this.layout = layout;
        this.each = each;
        this.group = group;
        this.attributes = List.copyOf(attributes);
        this.content = content;
        this.children = List.copyOf(children);
        this.slots = collectSlots();
        this.silent = slots.isEmpty() && content instanceof Anything;
        this.demanded = !group && isDemanded();
        long bits = 0;
        for (int i = 0; i < children.size(); i++) {
            bits |= children.get(i).demanded ? 1L << i : 0;
        }
        this.demandedChildren = bits;
        this.uniquelyNamed = findUniquelyNamed();
    }

    private long findUniquelyNamed() {
        long unique = 0;
        for (int i = 0; i < children.size(); i++) {
            String key = children.get(i).name.key();
            long sameName = children.stream()
                    .filter(child -> child.name.key().equals(key))
                    .count();
            unique |= sameName == 1 ? 1L << i : 0;
        }
        return unique;
    }

    private List<Slot> collectSlots() {
        var found = new ArrayList<Slot>();
        attributes.forEach(attribute -> addSlot(attribute.content(), found));
        addSlot(content, found);
        children.forEach(child -> found.addAll(child.slots));
        return List.copyOf(found);
    }

    private static void addSlot(@Nullable Content content, List<Slot> found) {
        if (content instanceof Slot slot) {
            found.add(slot);
        }
    }

    /// A part with slots is demanded if one of them is; a part without, if it holds a constant that is.
    private boolean isDemanded() {
        if (each) {
            return true;
        }
        return slots.isEmpty() ? holds(XmlPart::demandedConstant) : holds(XmlPart::demandedSlot);
    }

    private boolean holds(java.util.function.Predicate<Content> what) {
        return (content != null && what.test(content))
                || attributes.stream().anyMatch(attribute -> what.test(attribute.content()))
                || children.stream().anyMatch(child -> !child.group && child.holds(what));
    }

    private static boolean demandedConstant(Content content) {
        return content instanceof Fixed fixed && fixed.strength() == Strength.DEMANDED;
    }

    private static boolean demandedSlot(Content content) {
        return content instanceof Slot slot && !slot.optional() && !slot.writeOnly();
    }

    /// The slots outside the repeated part that every document fills.
    void demandedOutsideEach(Consumer<Slot> found) {
        if (each || group) {
            return;
        }
        attributes.forEach(attribute -> demanded(attribute.content(), found));
        demanded(content, found);
        children.forEach(child -> child.demandedOutsideEach(found));
    }

    private static void demanded(@Nullable Content content, Consumer<Slot> found) {
        if (content instanceof Slot slot && demandedSlot(slot)) {
            found.accept(slot);
        }
    }

    /// Whether it is left out when none of its slots has a value.
    boolean omissible() {
        return group || (!slots.isEmpty() && slots.stream().allMatch(Slot::optional));
    }

    /// Index of the child with that name and, among children of one name, with the constants that tell them apart;
    /// -1 if there is none.
    int child(@Nullable String namespace, String local, XmlAttributes given) {
        for (int i = 0; i < children.size(); i++) {
            XmlPart child = children.get(i);
            if (child.name.is(namespace, local) && ((uniquelyNamed >> i & 1) == 1 || child.constantsMatch(given))) {
                return i;
            }
        }
        return -1;
    }

    private boolean constantsMatch(XmlAttributes given) {
        for (Attribute attribute : attributes) {
            if (attribute.content() instanceof Fixed(String text, Strength strength)
                    && strength == Strength.DEMANDED
                    && !text.equals(given.value(attribute.name()))) {
                return false;
            }
        }
        return true;
    }

    /// The attributes of the element at hand.
    @FunctionalInterface
    interface XmlAttributes {

        @Nullable
        String value(Name name);
    }
}
