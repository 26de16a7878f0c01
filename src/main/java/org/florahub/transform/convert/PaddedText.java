package org.florahub.transform.convert;

import java.util.List;
import org.florahub.event.Field;
import org.jspecify.annotations.Nullable;

/// Text filled up to a width, before it or behind it, and read without its filling.
record PaddedText(Converter.AsIs value, int width, char filler, boolean before) implements Converter {

    @Override
    public List<Field> fields() {
        return value.fields();
    }

    @Override
    public @Nullable Mismatch read(char[] text, int from, int to, Values into) {
        int start = from;
        int end = to;
        while (before && start < end - 1 && text[start] == filler) {
            start++;
        }
        while (!before && end > start + 1 && text[end - 1] == filler) {
            end--;
        }
        return value.read(text, start, end, into);
    }

    @Override
    public String write(Values from, Losses losses) {
        String text = value.write(from, losses);
        String filling = String.valueOf(filler).repeat(Math.max(0, width - text.codePointCount(0, text.length())));
        return before ? filling + text : text + filling;
    }

    @Override
    public @Nullable String obstacle(Values from) {
        String text = Misfits.require(from, value.field());
        char edge = before ? text.charAt(0) : text.charAt(text.length() - 1);
        if (edge == filler && text.length() > 1) {
            return "begins or ends with what it would be filled up with";
        }
        return text.codePointCount(0, text.length()) > width ? "is longer than %d characters".formatted(width) : null;
    }
}
