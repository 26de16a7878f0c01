package org.florahub.transform.convert;

import java.time.Instant;
import java.util.List;
import org.florahub.event.Field;
import org.jspecify.annotations.Nullable;

/// A point in time as a number: milliseconds or seconds since 1970 in UTC, in JSON without quotes.
public record EpochText(Field field, Unit unit, Mismatch mismatch) implements Converter {

    /// What is counted.
    enum Unit {
        MS,
        S
    }

    private static final int DIGITS_MAX = 15;
    private static final Instant LAST = Instant.parse("9999-12-31T23:59:59.999Z");

    public EpochText(Field field, Unit unit) {
        this(field, unit, Misfits.of(unit == Unit.MS ? "milliseconds since 1970 in UTC" : "seconds since 1970 in UTC"));
    }

    @Override
    public List<Field> fields() {
        return List.of(field);
    }

    @Override
    public @Nullable Mismatch read(char[] text, int from, int to, Values into) {
        if (to - from > DIGITS_MAX) {
            return mismatch;
        }
        long count = 0;
        for (int i = from; i < to; i++) {
            int digit = Digits.one(text, i);
            if (digit < 0) {
                return mismatch;
            }
            count = count * 10 + digit;
        }
        Instant instant = unit == Unit.MS ? Instant.ofEpochMilli(count) : Instant.ofEpochSecond(count);
        if (instant.isAfter(LAST)) {
            return mismatch;
        }
        into.set(field, instant.toString());
        return null;
    }

    @Override
    public String write(Values from, Losses losses) {
        String iso = Misfits.require(from, field);
        Instant instant = Instant.parse(iso);
        long count = unit == Unit.MS ? instant.toEpochMilli() : instant.getEpochSecond();
        String written = Long.toString(count);
        Instant carried = unit == Unit.MS ? Instant.ofEpochMilli(count) : Instant.ofEpochSecond(count);
        if (!carried.equals(instant)) {
            losses.add(field, Loss.Kind.PRECISION, iso, written);
        }
        return written;
    }

    @Override
    public @Nullable String obstacle(Values from) {
        return Instant.parse(Misfits.require(from, field)).getEpochSecond() < 0 ? "lies before 1970" : null;
    }
}
