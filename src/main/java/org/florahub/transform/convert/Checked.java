package org.florahub.transform.convert;

import java.util.List;
import org.florahub.event.Field;
import org.jspecify.annotations.Nullable;

/// A converter whose text, both ways, must have a form.
public record Checked(Converter inner, TextPattern pattern, Mismatch mismatch) implements Converter {

    public Checked(Converter inner, TextPattern pattern) {
        this(inner, pattern, Misfits.of("a text of the form " + pattern));
    }

    @Override
    public List<Field> fields() {
        return inner.fields();
    }

    @Override
    public boolean filled(Values from) {
        return inner.filled(from);
    }

    @Override
    public @Nullable Mismatch read(char[] text, int from, int to, Values into) {
        return pattern.matches(text, from, to) ? inner.read(text, from, to, into) : mismatch;
    }

    @Override
    public String write(Values from, Losses losses) {
        return inner.write(from, losses);
    }

    @Override
    public @Nullable String obstacle(Values from) {
        String obstacle = inner.obstacle(from);
        if (obstacle != null) {
            return obstacle;
        }
        char[] text = inner.write(from, Losses.ignored()).toCharArray();
        return pattern.matches(text, 0, text.length) ? null : "has not the form " + pattern;
    }
}
