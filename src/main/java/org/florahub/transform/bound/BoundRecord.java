package org.florahub.transform.bound;

import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import org.florahub.transform.convert.Losses;
import org.florahub.transform.convert.Values;
import org.florahub.transform.source.Place;
import org.florahub.transform.template.Content.Slot;
import org.florahub.transform.template.Shape;
import org.florahub.transform.template.SlotParser;
import org.jspecify.annotations.Nullable;

/// A record class whose components are [Bound] to slots, or are such records themselves: read into values, and made
/// of values. Immutable and thread-safe.
final class BoundRecord {

    private static final int PARTS_MAX = Long.SIZE;

    /// Where the elements of a record stand, `/root/element`.
    private final String path;

    private final List<Part> parts;
    private final Constructor<?> constructor;

    private BoundRecord(String path, List<Part> parts, Constructor<?> constructor) {
        this.path = path;
        this.parts = List.copyOf(parts);
        this.constructor = constructor;
    }

    /// One component.
    ///
    /// @param slot     `null` for a record
    /// @param record   `null` for a slot
    /// @param repeated whether it stands as often as there are statements
    record Part(
            String name,
            String where,
            Method accessor,
            @Nullable Slot slot,
            @Nullable BoundRecord record,
            boolean repeated) {}

    /// Compiles a record class.
    static BoundRecord of(Class<?> type, String path, SlotParser slots, Place place) {
        RecordComponent[] components = type.getRecordComponents();
        if (components.length > PARTS_MAX) {
            throw new IllegalStateException("%s has too many components".formatted(type));
        }
        var parts = new ArrayList<Part>();
        var types = new Class<?>[components.length];
        for (int i = 0; i < components.length; i++) {
            types[i] = components[i].getType();
            parts.add(part(components[i], path + "/" + components[i].getName(), slots, place));
        }
        try {
            return new BoundRecord(path, parts, type.getDeclaredConstructor(types));
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Part part(RecordComponent component, String where, SlotParser slots, Place place) {
        Bound bound = component.getAnnotation(Bound.class);
        Method accessor = component.getAccessor();
        if (bound == null) {
            boolean repeated = component.getGenericType() instanceof ParameterizedType;
            Class<?> type = component.getGenericType() instanceof ParameterizedType list
                    ? (Class<?>) list.getActualTypeArguments()[0]
                    : component.getType();
            return new Part(component.getName(), where, accessor, null, of(type, where, slots, place), repeated);
        }
        if (slots.parse("{" + bound.value() + "}", place, where) instanceof Slot slot) {
            return new Part(component.getName(), where, accessor, slot, null, false);
        }
        throw new IllegalStateException("%s is bound to no slot".formatted(where));
    }

    String path() {
        return path;
    }

    List<Part> parts() {
        return parts;
    }

    /// The record of a component.
    BoundRecord record(String name) {
        for (Part part : parts) {
            if (part.record != null && part.name.equals(name)) {
                return part.record;
            }
        }
        throw new IllegalArgumentException("%s has no record %s".formatted(path, name));
    }

    /// Index of the component of that name, -1 if there is none.
    int indexOf(String name) {
        for (int i = 0; i < parts.size(); i++) {
            if (parts.get(i).name.equals(name)) {
                return i;
            }
        }
        return -1;
    }

    /// The slots of all components, in their order.
    List<Shape.Bound> slots(Place place, boolean shared) {
        var slots = new ArrayList<Shape.Bound>();
        for (Part part : parts) {
            if (part.slot != null) {
                slots.add(new Shape.Bound(part.slot, place, part.where, shared));
            } else if (part.record != null) {
                slots.addAll(part.record.slots(place, shared && !part.repeated));
            }
        }
        return slots;
    }

    /// Takes what a record says.
    interface Visitor {

        /// One element that is bound to a slot.
        ///
        /// @param text `null` if the element is missing
        void text(Part part, @Nullable BoundText text);
    }

    /// Shows all texts of a record; those of a missing record are missing.
    void visit(@Nullable Object record, Visitor visitor) {
        for (Part part : parts) {
            Object value = record == null ? null : get(part, record);
            if (part.record != null) {
                part.record.visit(value, visitor);
            } else {
                visitor.text(part, (BoundText) value);
            }
        }
    }

    private static @Nullable Object get(Part part, Object record) {
        try {
            return part.accessor.invoke(record);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    /// The record that says what the values say, `null` if they say nothing of it.
    @Nullable
    Object of(Values values, Losses losses) {
        var arguments = new @Nullable Object[parts.size()];
        boolean empty = true;
        for (int i = 0; i < arguments.length; i++) {
            Part part = parts.get(i);
            if (part.record != null) {
                arguments[i] = part.record.of(values, losses);
            } else if (part.slot != null && part.slot.filled(values)) {
                arguments[i] = new BoundText(part.slot.write(values, losses));
            }
            empty = empty && arguments[i] == null;
        }
        try {
            return empty ? null : constructor.newInstance(arguments);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}
