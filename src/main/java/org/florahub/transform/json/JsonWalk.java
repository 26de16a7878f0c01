package org.florahub.transform.json;

import org.florahub.transform.convert.Mismatch;
import org.florahub.transform.json.JsonPart.Form;
import org.florahub.transform.template.Content;
import org.florahub.transform.template.Content.Fixed;
import org.florahub.transform.template.Given;
import org.florahub.transform.template.HeldBack;
import org.florahub.transform.template.ProblemLog;
import org.florahub.transform.template.Scopes;
import org.florahub.transform.template.Unmapped;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonToken;

/// Walks a document along its template from its first token to the last one of its value. Used once, by one thread.
final class JsonWalk {

    private final JsonTokens in;
    private final JsonTemplate template;
    private final Unmapped unmapped;
    private final Scopes scopes;
    private @Nullable String path;

    JsonWalk(JsonTokens in, JsonTemplate template, Given given, ProblemLog problems, Unmapped unmapped, HeldBack held) {
        this.in = in;
        this.template = template;
        this.unmapped = unmapped;
        this.scopes = new Scopes(template.completion(), template.repeats(), given, problems, held);
    }

    JsonTemplate template() {
        return template;
    }

    Scopes scopes() {
        return scopes;
    }

    /// The template's path of the value at hand.
    @Nullable
    String path() {
        return path;
    }

    /// From the first token on.
    void run() {
        int line = in.line();
        path = template.root().path;
        value(template.root());
        scopes.end(line);
    }

    private void value(JsonPart part) {
        if (part.ignored()) {
            in.skip();
        } else if (!fits(part.form, in.current())) {
            problem(part.path, "X001", "another kind of value", part.form.expectation(), "Correct the value.");
            in.skip();
        } else {
            switch (part.form) {
                case OBJECT -> object(part);
                case LIST -> list(part);
                case TEXT, NUMBER, FLAG -> text(part);
            }
        }
    }

    private static boolean fits(Form form, @Nullable JsonToken token) {
        return switch (form) {
            case OBJECT -> token == JsonToken.START_OBJECT;
            case LIST -> token == JsonToken.START_ARRAY;
            case TEXT -> token == JsonToken.VALUE_STRING;
            case NUMBER -> token == JsonToken.VALUE_NUMBER_INT;
            case FLAG -> token == JsonToken.VALUE_TRUE || token == JsonToken.VALUE_FALSE;
        };
    }

    /// A name that stands twice was told of already: its second value is passed over.
    private void object(JsonPart part) {
        long seen = 0;
        long there = 0;
        while (in.next() == JsonToken.PROPERTY_NAME) {
            int index = part.child(in.name());
            if (index < 0) {
                unmapped.count(join(part.path, in.name()));
            }
            path = index < 0 ? part.path : part.children.get(index).path;
            boolean absent = in.next() == JsonToken.VALUE_NULL;
            boolean known = index >= 0 && (seen >> index & 1) == 0;
            seen |= index < 0 ? 0 : 1L << index;
            if (known && !absent) {
                there |= 1L << index;
                value(part.children.get(index));
            } else {
                in.skip();
            }
            path = part.path;
        }
        missing(part, part.demandedChildren & ~there);
    }

    private void missing(JsonPart part, long bits) {
        for (long left = bits; left != 0; left &= left - 1) {
            JsonPart child = part.children.get(Long.numberOfTrailingZeros(left));
            problem(
                    child.path,
                    child.namesList() ? "S011" : "S020",
                    "nothing",
                    child.namesList() ? "the code list that the code belongs to" : child.form.expectation(),
                    "Add it.");
        }
    }

    private void list(JsonPart part) {
        JsonPart element = part.children.getFirst();
        int count = 0;
        while (in.next() != JsonToken.END_ARRAY) {
            count++;
            if (part.each) {
                scopes.beginEach(in.line());
                value(element);
                scopes.endEach(in.line(), in.column(), part.path);
            } else if (count == 1) {
                value(element);
            } else {
                in.skip();
            }
            path = part.path;
        }
        if (count == 0 && part.demanded) {
            problem(part.path, "S020", "an empty list", "at least one element", "Add it.");
        } else if (count > 1 && !part.each) {
            problem(part.path, "X001", "a list of several elements", "one element", "Send several documents.");
        }
    }

    private void text(JsonPart part) {
        Content content = part.content;
        char[] chars = in.chars();
        Mismatch mismatch = content == null ? null : scopes.read(content, chars, in.from(), in.to(), code(part));
        if (mismatch != null) {
            scopes.problem(in.line(), in.column(), part.path, mismatch);
        }
    }

    private String code(JsonPart part) {
        boolean ofRoot =
                part.content instanceof Fixed && template.root().children.contains(part);
        return part.namesList() ? "S011" : ofRoot ? "V000" : "X001";
    }

    /// The path of a member.
    static String join(String path, String name) {
        return path.endsWith("/") ? path + name : path + "/" + name;
    }

    private void problem(String where, String code, String found, String expected, String remedy) {
        scopes.problem(in.line(), in.column(), where, new Mismatch(code, found, expected, remedy));
    }
}
