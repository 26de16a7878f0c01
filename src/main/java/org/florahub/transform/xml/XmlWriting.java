package org.florahub.transform.xml;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.florahub.transform.convert.Loss;
import org.florahub.transform.convert.Losses;
import org.florahub.transform.convert.Values;
import org.florahub.transform.template.Bytes;
import org.florahub.transform.template.Content;
import org.florahub.transform.template.Content.Anything;
import org.florahub.transform.template.Content.Fixed;
import org.florahub.transform.template.Content.Slot;
import org.florahub.transform.xml.XmlPart.Attribute;
import org.florahub.transform.xml.XmlPart.Declaration;
import org.florahub.transform.xml.XmlPart.Name;

/// Writes documents of one XML template: a prepared sequence of byte chunks with slots between them. Immutable.
final class XmlWriting {

    private static final String PROLOG = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";

    /// One step of writing.
    private sealed interface Step {

        /// Bytes that are the same in every document.
        final class Raw implements Step {
            final byte[] bytes;

            Raw(byte[] bytes) {
                this.bytes = bytes;
            }
        }

        /// The value of a slot.
        record Value(Slot slot, boolean inAttribute) implements Step {}

        /// Steps that are left out when none of the slots has a value.
        record Maybe(List<Slot> slots, List<Step> steps) implements Step {}

        /// Steps repeated for each statement.
        record Each(List<Step> steps) implements Step {}
    }

    private final List<Step> steps;

    XmlWriting(XmlPart root) {
        var builder = new Builder();
        builder.raw(PROLOG);
        builder.part(root, Map.of("xml", "http://www.w3.org/XML/1998/namespace"));
        builder.raw("\n");
        this.steps = builder.steps();
    }

    void write(List<Values> group, Bytes out, Losses losses) throws IOException {
        run(steps, group.getFirst(), group, out, losses);
    }

    private static void run(List<Step> steps, Values values, List<Values> group, Bytes out, Losses losses)
            throws IOException {
        for (Step step : steps) {
            switch (step) {
                case Step.Raw raw -> out.put(raw.bytes);
                case Step.Value(Slot slot, boolean inAttribute) -> {
                    if (slot.filled(values)) {
                        String text = slot.write(values, losses);
                        if (!escape(text, inAttribute, out)) {
                            losses.add(slot.converter().fields().getFirst(), Loss.Kind.CHARACTERS, text, "\uFFFD");
                        }
                    }
                }
                case Step.Maybe(List<Slot> slots, List<Step> inner) -> {
                    if (anyFilled(slots, values)) {
                        run(inner, values, group, out, losses);
                    }
                }
                case Step.Each(List<Step> inner) -> {
                    for (int i = 0; i < group.size(); i++) {
                        losses.of(i);
                        run(inner, group.get(i), group, out, losses);
                        out.flushBlock();
                    }
                    losses.of(0);
                }
            }
        }
    }

    private static boolean anyFilled(List<Slot> slots, Values values) {
        for (Slot slot : slots) {
            if (slot.filled(values)) {
                return true;
            }
        }
        return false;
    }

    /// @return whether XML can carry every character; the others stand as U+FFFD
    private static boolean escape(String text, boolean inAttribute, Bytes out) {
        boolean whole = true;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            byte[] entity = entity(c, inAttribute);
            if (entity != null) {
                out.put(entity);
            } else if (Character.isHighSurrogate(c)
                    && i + 1 < text.length()
                    && Character.isLowSurrogate(text.charAt(i + 1))) {
                out.codePoint(Character.toCodePoint(c, text.charAt(++i)));
            } else if ((c < ' ' && c != '\t' && c != '\n') || Character.isSurrogate(c) || c >= 0xFFFE) {
                whole = false;
                out.codePoint(0xFFFD);
            } else {
                out.codePoint(c);
            }
        }
        return whole;
    }

    private static final byte[] AMP = ascii("&amp;");
    private static final byte[] LT = ascii("&lt;");
    private static final byte[] GT = ascii("&gt;");
    private static final byte[] QUOT = ascii("&quot;");
    private static final byte[] TAB = ascii("&#9;");
    private static final byte[] NEWLINE = ascii("&#10;");
    private static final byte[] RETURN = ascii("&#13;");

    private static byte @org.jspecify.annotations.Nullable [] entity(char c, boolean inAttribute) {
        if (c > '>') {
            return null;
        }
        return switch (c) {
            case '&' -> AMP;
            case '<' -> LT;
            case '>' -> GT;
            case '\r' -> RETURN;
            case '"' -> inAttribute ? QUOT : null;
            case '\t' -> inAttribute ? TAB : null;
            case '\n' -> inAttribute ? NEWLINE : null;
            default -> null;
        };
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /// Turns the parts of a template into steps.
    private static final class Builder {

        private final List<Step> steps = new ArrayList<>();
        private final StringBuilder pending = new StringBuilder();

        void raw(String text) {
            pending.append(text);
        }

        private void step(Step step) {
            flush();
            steps.add(step);
        }

        private void flush() {
            if (!pending.isEmpty()) {
                steps.add(new Step.Raw(pending.toString().getBytes(StandardCharsets.UTF_8)));
                pending.setLength(0);
            }
        }

        List<Step> steps() {
            flush();
            return List.copyOf(steps);
        }

        void part(XmlPart part, Map<String, String> scope) {
            if (part.silent || (part.group && part.slots.isEmpty())) {
                return;
            }
            var inner = new Builder();
            inner.element(part, scope);
            if (part.each) {
                step(new Step.Each(inner.steps()));
            } else if (part.omissible()) {
                step(new Step.Maybe(part.slots, inner.steps()));
            } else {
                append(inner);
            }
        }

        private void append(Builder inner) {
            for (Step step : inner.steps()) {
                if (step instanceof Step.Raw raw) {
                    raw(new String(raw.bytes, StandardCharsets.UTF_8));
                } else {
                    step(step);
                }
            }
        }

        private void element(XmlPart part, Map<String, String> outerScope) {
            raw(part.layout.before());
            raw("<" + part.name.written());
            var scope = new HashMap<>(outerScope);
            for (Declaration declared : part.layout.declared()) {
                declare(declared, scope);
            }
            declareIfUnbound(part.name, scope);
            part.attributes.forEach(attribute -> attribute(attribute, scope));
            raw(">");
            if (part.content != null) {
                content(part.content, false);
            }
            part.children.forEach(child -> part(child, scope));
            raw(part.layout.beforeEnd());
            raw("</" + part.name.written() + ">");
        }

        /// An included file may use other prefixes than the file that includes it.
        private void declareIfUnbound(Name name, Map<String, String> scope) {
            if (!name.namespace().equals(scope.getOrDefault(name.prefix(), ""))) {
                declare(new Declaration(name.prefix(), name.namespace()), scope);
            }
        }

        private void declare(Declaration declared, Map<String, String> scope) {
            if (!declared.namespace().equals(scope.put(declared.prefix(), declared.namespace()))) {
                raw(declared.prefix().isEmpty() ? " xmlns=\"" : " xmlns:" + declared.prefix() + "=\"");
                constant(declared.namespace(), true);
                raw("\"");
            }
        }

        private void attribute(Attribute attribute, Map<String, String> scope) {
            if (attribute.content() instanceof Anything) {
                return;
            }
            var inner = new Builder();
            if (!attribute.name().prefix().isEmpty()) {
                inner.declareIfUnbound(attribute.name(), scope);
            }
            inner.raw(" " + attribute.name().written() + "=\"");
            inner.content(attribute.content(), true);
            inner.raw("\"");
            if (attribute.content() instanceof Slot slot && slot.optional()) {
                step(new Step.Maybe(List.of(slot), inner.steps()));
            } else {
                append(inner);
            }
        }

        private void content(Content content, boolean inAttribute) {
            switch (content) {
                case Fixed(String text, Content.Strength _) -> constant(text, inAttribute);
                case Slot slot -> step(new Step.Value(slot, inAttribute));
                case Anything() -> {}
            }
        }

        private void constant(String text, boolean inAttribute) {
            for (int i = 0; i < text.length(); i++) {
                byte[] entity = entity(text.charAt(i), inAttribute);
                raw(entity == null ? text.substring(i, i + 1) : new String(entity, StandardCharsets.US_ASCII));
            }
        }
    }
}
