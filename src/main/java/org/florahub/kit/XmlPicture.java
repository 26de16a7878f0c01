package org.florahub.kit;

import java.util.List;
import java.util.Map;

/// Writes a template in the making, with a comment for each guess that somebody must look at.
final class XmlPicture {

    private final List<Column> columns;
    private final List<Guess> guesses;
    private final StringBuilder text = new StringBuilder();

    XmlPicture(List<Column> columns, List<Guess> guesses) {
        this.columns = columns;
        this.guesses = guesses;
    }

    String of(XmlPart root, Map<String, String> attributes) {
        write(root, attributes, 0);
        return text.toString();
    }

    private void write(XmlPart part, Map<String, String> more, int depth) {
        String indent = "  ".repeat(depth);
        Integer column = part.text();
        if (column != null) {
            comment(column, indent);
        }
        part.slots().values().forEach(slot -> comment(slot, indent));
        text.append(indent).append('<').append(part.name());
        more.forEach(this::attribute);
        part.attributes().forEach(this::attribute);
        part.slots().forEach((name, slot) -> attribute(name, guesses.get(slot).slot(), true));
        text.append('>');
        if (column != null) {
            text.append(guesses.get(column).slot());
        } else {
            text.append('\n');
            part.children().forEach(child -> write(child, Map.of(), depth + 1));
            text.append(indent);
        }
        text.append("</").append(part.name()).append(">\n");
    }

    private void comment(int column, String indent) {
        Guess guess = guesses.get(column);
        if (!guess.sure()) {
            text.append(indent)
                    .append("<!-- guess for %s: %s -->\n"
                            .formatted(columns.get(column).label(), guess.reason()));
        }
    }

    private void attribute(String name, String value) {
        attribute(name, value, false);
    }

    private void attribute(String name, String value, boolean slot) {
        String escaped = value.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;");
        text.append(' ').append(name).append("=\"");
        text.append(slot ? escaped : escaped.replace("{", "{{").replace("}", "}}"))
                .append('"');
    }
}
