package org.florahub.transform.convert;

import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.List;
import org.florahub.event.Field;
import org.jspecify.annotations.Nullable;

/// A point in time in ISO 8601: read with any offset, kept and written in UTC.
record InstantText(Field field, Mismatch mismatch) implements Converter {

    private static final int LENGTH_MIN = 17;
    private static final int LENGTH_MAX = 35;

    InstantText(Field field) {
        this(field, Misfits.of("a date and time with its offset (ISO 8601)"));
    }

    @Override
    public List<Field> fields() {
        return List.of(field);
    }

    @Override
    public @Nullable Mismatch read(char[] text, int from, int to, Values into) {
        if (to - from < LENGTH_MIN || to - from > LENGTH_MAX || IsoText.date(text, from, to) == null) {
            return mismatch;
        }
        if (text[to - 1] == 'Z' && text[from + 10] == 'T' && isCanonicalTime(text, from + 11, to - 1)) {
            into.set(field, new String(text, from, to - from));
            return null;
        }
        try {
            into.set(
                    field,
                    OffsetDateTime.parse(new String(text, from, to - from))
                            .toInstant()
                            .toString());
            return null;
        } catch (DateTimeException _) {
            return mismatch;
        }
    }

    private static boolean isCanonicalTime(char[] text, int from, int to) {
        String time = from < to ? IsoText.time(text, from, to) : null;
        return time != null && time.length() == to - from;
    }

    @Override
    public String write(Values from, Losses losses) {
        return Misfits.require(from, field);
    }

    @Override
    public @Nullable String obstacle(Values from) {
        return null;
    }
}
