package org.florahub.kit;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// An element of a template in the making.
final class XmlPart {

    private final String name;
    private final Map<String, String> attributes = new LinkedHashMap<>();
    private final Map<String, Integer> slots = new LinkedHashMap<>();
    private final List<XmlPart> children = new ArrayList<>();
    private @Nullable Integer text;

    /// @param name with its prefix
    XmlPart(String name) {
        this.name = name;
    }

    String name() {
        return name;
    }

    /// Those that are constants.
    Map<String, String> attributes() {
        return attributes;
    }

    /// Index of the column of each other attribute.
    Map<String, Integer> slots() {
        return slots;
    }

    List<XmlPart> children() {
        return children;
    }

    /// Index of the column of its text, `null` if it has parts.
    @Nullable
    Integer text() {
        return text;
    }

    void text(int column) {
        text = column;
    }

    /// Not every parent has it: so its values may be missing.
    void optional(List<Column> columns) {
        slots.values().forEach(column -> missing(columns, column));
        if (text != null) {
            missing(columns, text);
        }
        children.forEach(child -> child.optional(columns));
    }

    private static void missing(List<Column> columns, int index) {
        Column column = columns.get(index);
        var values = new ArrayList<>(column.values());
        values.add("");
        columns.set(index, new Column(column.place(), column.label(), values, column.list()));
    }
}
