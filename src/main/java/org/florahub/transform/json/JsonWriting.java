package org.florahub.transform.json;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.florahub.transform.convert.Losses;
import org.florahub.transform.convert.Values;
import org.florahub.transform.template.Bytes;
import org.florahub.transform.template.Content;
import org.florahub.transform.template.Content.Anything;
import org.florahub.transform.template.Content.Fixed;
import org.florahub.transform.template.Content.Slot;

/// Writes documents of one JSON template: the template's order of names, two spaces for each level, bytes that never
/// change prepared. Immutable.
final class JsonWriting {

    /// What is written for one part.
    private sealed interface Step {

        /// Bytes that are the same in every document.
        final class Raw implements Step {
            final byte[] bytes;

            Raw(String text) {
                this.bytes = text.getBytes(StandardCharsets.UTF_8);
            }
        }

        /// The value of a slot.
        record Value(Slot slot, boolean quoted) implements Step {}

        /// An object.
        record Members(List<Member> members, Raw end) implements Step {}

        /// A list of one element, or of one for each statement.
        record Elements(Step element, boolean each, Raw before, Raw end) implements Step {}
    }

    /// A member of an object.
    ///
    /// @param name     line feed, indentation and name
    /// @param omissible whether it is left out when none of the slots has a value
    private record Member(Step.Raw name, boolean omissible, List<Slot> slots, Step value) {

        boolean omitted(Values values) {
            return omissible && slots.stream().noneMatch(slot -> slot.filled(values));
        }
    }

    private final Step root;

    JsonWriting(JsonPart root) {
        this.root = step(root, "\n");
    }

    private static Step step(JsonPart part, String line) {
        String inner = line + "  ";
        return switch (part.form) {
            case OBJECT ->
                new Step.Members(
                        part.children.stream()
                                .filter(child -> !child.silent)
                                .map(child -> member(child, inner))
                                .toList(),
                        new Step.Raw(line));
            case LIST ->
                new Step.Elements(
                        step(part.children.getFirst(), inner), part.each, new Step.Raw(inner), new Step.Raw(line));
            case TEXT, NUMBER, FLAG -> scalar(part);
        };
    }

    private static Member member(JsonPart part, String line) {
        return new Member(new Step.Raw(line + quoted(part.key) + ": "), part.omissible(), part.slots, step(part, line));
    }

    private static Step scalar(JsonPart part) {
        boolean text = part.form == JsonPart.Form.TEXT;
        return switch (part.content) {
            case Fixed(String constant, Content.Strength _) -> new Step.Raw(text ? quoted(constant) : constant);
            case Slot slot -> new Step.Value(slot, text);
            case Anything() -> new Step.Raw("null");
            case null -> throw new IllegalStateException(part.path);
        };
    }

    private static String quoted(String text) {
        var bytes = new java.io.ByteArrayOutputStream();
        var out = new Bytes(bytes);
        try {
            text(text, out);
            out.flush();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    void write(List<Values> group, Bytes out, Losses losses) throws IOException {
        write(root, group.getFirst(), group, out, losses);
        out.put('\n');
    }

    private static void write(Step step, Values values, List<Values> group, Bytes out, Losses losses)
            throws IOException {
        switch (step) {
            case Step.Raw raw -> out.put(raw.bytes);
            case Step.Value(Slot slot, boolean quoted) -> {
                String text = slot.write(values, losses);
                if (quoted) {
                    text(text, out);
                } else {
                    out.utf8(text);
                }
            }
            case Step.Members members -> members(members, values, group, out, losses);
            case Step.Elements(Step element, boolean each, Step.Raw before, Step.Raw end) -> {
                out.put('[');
                for (int i = 0; i < (each ? group.size() : 1); i++) {
                    if (i > 0) {
                        out.put(',');
                    }
                    losses.of(i);
                    out.put(before.bytes);
                    write(element, each ? group.get(i) : values, group, out, losses);
                    out.flushBlock();
                }
                losses.of(0);
                out.put(end.bytes);
                out.put(']');
            }
        }
    }

    private static void members(Step.Members object, Values values, List<Values> group, Bytes out, Losses losses)
            throws IOException {
        out.put('{');
        boolean first = true;
        for (Member member : object.members) {
            if (!member.omitted(values)) {
                if (!first) {
                    out.put(',');
                }
                first = false;
                out.put(member.name.bytes);
                write(member.value, values, group, out, losses);
            }
        }
        if (!first) {
            out.put(object.end.bytes);
        }
        out.put('}');
    }

    /// RFC 8259: quotation mark, backslash and control characters are escaped, nothing else.
    private static void text(String text, Bytes out) {
        out.put('"');
        int from = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < ' ' || c == '"' || c == '\\') {
                out.utf8(text.substring(from, i));
                out.utf8(c < ' ' ? "\\u%04x".formatted((int) c) : "\\" + c);
                from = i + 1;
            }
        }
        out.utf8(from == 0 ? text : text.substring(from));
        out.put('"');
    }
}
