package org.florahub.transform.json;

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

/// One value of a JSON template with everything in it. Immutable.
final class JsonPart {

    /// What a document must have in its place.
    enum Form {
        OBJECT("an object"),
        LIST("a list"),
        TEXT("text in quotes"),
        NUMBER("a whole number without quotes"),
        FLAG("true or false without quotes");

        private final String expectation;

        Form(String expectation) {
            this.expectation = expectation;
        }

        String expectation() {
            return expectation;
        }
    }

    final String key;
    final String path;
    final Place place;
    final Form form;
    /// A list whose element stands once for each statement.
    final boolean each;
    final boolean group;
    /// What a text, number or flag carries.
    final @Nullable Content content;
    /// Members of an object; the one element of a list.
    final List<JsonPart> children;
    /// Must be there when a document is read.
    final boolean demanded;
    /// Bit per child that must be there.
    final long demandedChildren;
    /// All slots in it, at any depth.
    final List<Slot> slots;
    /// Never written.
    final boolean silent;

    JsonPart(
            String key,
            String path,
            Place place,
            Form form,
            boolean each,
            boolean group,
            @Nullable Content content,
            List<JsonPart> children) {
        this.key = key;
        this.path = path;
        this.place = place;
        this.form = form;
        this.each = each;
        this.group = group;
        this.content = content;
        this.children = List.copyOf(children);
        this.slots = collectSlots();
        this.silent = slots.isEmpty() && (group || content instanceof Anything);
        this.demanded = !group && (slots.isEmpty() ? demandsConstant() : demandsSlot());
        long bits = 0;
        for (int i = 0; i < children.size(); i++) {
            bits |= children.get(i).demanded ? 1L << i : 0;
        }
        this.demandedChildren = bits;
    }

    private List<Slot> collectSlots() {
        var found = new ArrayList<Slot>();
        if (content instanceof Slot slot) {
            found.add(slot);
        }
        children.forEach(child -> found.addAll(child.slots));
        return List.copyOf(found);
    }

    private boolean demandsConstant() {
        return (content instanceof Fixed fixed && fixed.strength() == Strength.DEMANDED)
                || children.stream().anyMatch(child -> !child.group && child.demandsConstant());
    }

    private boolean demandsSlot() {
        return each
                || (content instanceof Slot slot && isDemanded(slot))
                || children.stream().anyMatch(child -> !child.group && child.demandsSlot());
    }

    private static boolean isDemanded(Slot slot) {
        return !slot.optional() && !slot.writeOnly();
    }

    /// The slots outside the repeated part that every document fills.
    void demandedOutsideEach(Consumer<Slot> found) {
        if (each || group) {
            return;
        }
        if (content instanceof Slot slot && isDemanded(slot)) {
            found.accept(slot);
        }
        children.forEach(child -> child.demandedOutsideEach(found));
    }

    /// Whether it is left out when none of its slots has a value.
    boolean omissible() {
        return !each && (group || (!slots.isEmpty() && slots.stream().allMatch(Slot::optional)));
    }

    /// Whether whatever stands there is passed over.
    boolean ignored() {
        return switch (content) {
            case null -> false;
            case Anything() -> true;
            case Fixed(String _, Strength strength) -> strength == Strength.WRITTEN_ONLY;
            case Slot slot -> slot.writeOnly();
        };
    }

    /// Whether it names the code list of a code: then a deviation is an error of the list.
    boolean namesList() {
        return key.equals("listURI") || key.equals("listVersionID");
    }

    /// Index of the member of that name, -1 if there is none.
    int child(String name) {
        for (int i = 0; i < children.size(); i++) {
            if (children.get(i).key.equals(name)) {
                return i;
            }
        }
        return -1;
    }
}
