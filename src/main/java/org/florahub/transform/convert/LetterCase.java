package org.florahub.transform.convert;

import java.util.List;
import java.util.Locale;
import org.florahub.event.Field;
import org.florahub.event.FieldType;
import org.jspecify.annotations.Nullable;

/// Written in capitals. A key is read in any case; text is read as it stands, so that its case is lost when written.
record LetterCase(Converter.AsIs value) implements Converter {

    @Override
    public List<Field> fields() {
        return value.fields();
    }

    private boolean isKey() {
        return value.field().type() == FieldType.KEY;
    }

    @Override
    public @Nullable Mismatch read(char[] text, int from, int to, Values into) {
        if (!isKey()) {
            return value.read(text, from, to, into);
        }
        char[] lower =
                new String(text, from, to - from).toLowerCase(Locale.ROOT).toCharArray();
        return value.read(lower, 0, lower.length, into);
    }

    @Override
    public String write(Values from, Losses losses) {
        String text = value.write(from, losses);
        String upper = Characters.composed(text.toUpperCase(Locale.ROOT));
        if (!isKey() && !upper.equals(text)) {
            losses.add(value.field(), Loss.Kind.CHARACTERS, text, upper);
        }
        return upper;
    }

    @Override
    public @Nullable String obstacle(Values from) {
        return null;
    }
}
