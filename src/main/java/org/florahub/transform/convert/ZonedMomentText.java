package org.florahub.transform.convert;

import java.time.OffsetDateTime;
import java.util.List;
import org.florahub.event.Field;
import org.jspecify.annotations.Nullable;

/// When something happened, as the clock of a declared zone shows it, without an offset: `2026-11-23T14:05:00`. A
/// time with the offset of another zone is written as what the clock shows then.
record ZonedMomentText(ZoneClock clock, Mismatch mismatch) implements Converter {

    ZonedMomentText(ZoneClock clock) {
        this(clock, Misfits.of(clock.expectation()));
    }

    @Override
    public List<Field> fields() {
        return List.of(Field.OCCURRED_DATE, Field.OCCURRED_TIME, Field.OCCURRED_ZONE);
    }

    @Override
    public @Nullable Mismatch read(char[] text, int from, int to, Values into) {
        OffsetDateTime time = clock.read(text, from, to);
        if (time == null) {
            return mismatch;
        }
        set(time, into);
        return null;
    }

    private static void set(OffsetDateTime time, Values into) {
        String local = ZoneClock.text(time.toLocalDateTime());
        into.set(Field.OCCURRED_DATE, local.substring(0, 10));
        into.set(Field.OCCURRED_TIME, local.substring(11));
        into.set(Field.OCCURRED_ZONE, time.getOffset().getId());
    }

    private static OffsetDateTime time(Values from) {
        return OffsetDateTime.parse(Misfits.require(from, Field.OCCURRED_DATE)
                + "T"
                + Misfits.require(from, Field.OCCURRED_TIME)
                + Misfits.require(from, Field.OCCURRED_ZONE));
    }

    @Override
    public String write(Values from, Losses losses) {
        OffsetDateTime time = time(from);
        String written = ZoneClock.text(clock.show(time));
        var again = new Values();
        OffsetDateTime read = clock.read(clock.show(time));
        if (read != null) {
            set(read, again);
        }
        for (Field field : fields()) {
            String was = Misfits.require(from, field);
            if (!was.equals(again.get(field))) {
                losses.add(field, Loss.Kind.PRECISION, was, written);
            }
        }
        return written;
    }

    @Override
    public @Nullable String obstacle(Values from) {
        if (!from.has(Field.OCCURRED_TIME)) {
            return "has no time of day, and the format would invent one";
        }
        if (!from.has(Field.OCCURRED_ZONE)) {
            return "has no offset from UTC, and the format would invent one";
        }
        return clock.overlap() != null || clock.tells(time(from)) ? null : clock.obstacle();
    }
}
