package org.florahub.transform.convert;

import java.util.List;
import org.florahub.event.Field;
import org.jspecify.annotations.Nullable;

/// When something happened, in ISO 8601: `2026-11-23T14:05:00+01:00`.
///
/// A format that demands the time of day cannot carry a date alone: writing one is refused, because midnight would
/// be invented. One that allows less (`datetime(date)`) writes exactly what is known, `2026-11-23`, and reads it.
public final class MomentText implements Converter {

    private final Field date;
    private final Field time;
    private final @Nullable Field zone;
    private final boolean dateAlone;
    private final Mismatch mismatch;

    /// @param zone      `null` for a local time, which is written and read without an offset
    /// @param dateAlone whether time and zone may be missing
    public MomentText(Field date, Field time, @Nullable Field zone, boolean dateAlone) {
        this.date = date;
        this.time = time;
        this.zone = zone;
        this.dateAlone = dateAlone;
        this.mismatch = Misfits.of("a date%s time of day%s (ISO 8601)"
                .formatted(dateAlone ? ", perhaps a" : " and a", zone == null ? "" : " with its offset"));
    }

    @Override
    public List<Field> fields() {
        return zone == null ? List.of(date, time) : List.of(date, time, zone);
    }

    @Override
    public @Nullable Mismatch read(char[] text, int from, int to, Values into) {
        String isoDate = IsoText.date(text, from, to);
        if (isoDate == null) {
            return mismatch;
        }
        if (to == from + 10) {
            if (dateAlone) {
                into.set(date, isoDate);
            }
            return dateAlone ? null : mismatch;
        }
        int end = IsoText.endOfTime(text, from + 11, to);
        String isoTime = text[from + 10] == 'T' ? IsoText.time(text, from + 11, end) : null;
        return isoTime == null ? mismatch : readZone(isoDate, isoTime, new String(text, end, to - end), into);
    }

    private @Nullable Mismatch readZone(String isoDate, String isoTime, String offset, Values into) {
        if (offset.isEmpty()) {
            if (zone != null && !dateAlone) {
                return mismatch;
            }
        } else {
            String isoZone = zone == null ? null : IsoText.zone(offset);
            if (zone == null || isoZone == null) {
                return mismatch;
            }
            into.set(zone, isoZone);
        }
        into.set(date, isoDate);
        into.set(time, isoTime);
        return null;
    }

    @Override
    public String write(Values from, Losses losses) {
        String known = Misfits.require(from, date);
        String clock = from.get(time);
        if (clock == null) {
            return known;
        }
        String seconds = "";
        if (clock.length() == 5) {
            seconds = ":00";
            losses.add(time, Loss.Kind.PRECISION, clock, clock + seconds);
        }
        String offset = zone == null ? null : from.get(zone);
        return known + "T" + clock + seconds + (offset == null ? "" : offset);
    }

    @Override
    public @Nullable String obstacle(Values from) {
        if (dateAlone) {
            return null;
        }
        if (!from.has(time)) {
            return "has no time of day, and the format would invent one";
        }
        return zone != null && !from.has(zone) ? "has no offset from UTC, and the format would invent one" : null;
    }
}
