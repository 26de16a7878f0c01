package org.florahub.transform.convert;

import java.time.OffsetDateTime;
import java.util.List;
import org.florahub.event.Field;
import org.jspecify.annotations.Nullable;

/// A point in time as the clock of a declared zone shows it, without an offset: `2026-11-23T14:05:00`.
record ZonedInstantText(Field field, ZoneClock clock, Mismatch mismatch) implements Converter {

    ZonedInstantText(Field field, ZoneClock clock) {
        this(field, clock, Misfits.of(clock.expectation()));
    }

    @Override
    public List<Field> fields() {
        return List.of(field);
    }

    @Override
    public @Nullable Mismatch read(char[] text, int from, int to, Values into) {
        OffsetDateTime time = clock.read(text, from, to);
        if (time == null) {
            return mismatch;
        }
        into.set(field, time.toInstant().toString());
        return null;
    }

    @Override
    public String write(Values from, Losses losses) {
        String iso = Misfits.require(from, field);
        OffsetDateTime time = OffsetDateTime.parse(iso);
        String written = ZoneClock.text(clock.show(time));
        if (!clock.tells(time)) {
            losses.add(field, Loss.Kind.PRECISION, iso, written);
        }
        return written;
    }

    @Override
    public @Nullable String obstacle(Values from) {
        boolean told = clock.overlap() != null || clock.tells(OffsetDateTime.parse(Misfits.require(from, field)));
        return told ? null : clock.obstacle();
    }
}
