package org.florahub.transform.convert;

import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The clock on the wall of a zone. When summer time ends, one hour comes twice: which of the two is meant is
/// refused, or declared. When it begins, one hour is missing: times in it are refused.
///
/// @param overlap which hour a time that comes twice means; `null` to refuse it
record ZoneClock(ZoneId zone, @Nullable Overlap overlap) {

    /// Which of two.
    enum Overlap {
        EARLIER,
        LATER
    }

    /// The clock of a zone, `null` if there is no such zone.
    static @Nullable ZoneClock of(String zone, @Nullable Overlap overlap) {
        try {
            return zone.contains("/") ? new ZoneClock(ZoneId.of(zone), overlap) : null;
        } catch (DateTimeException _) {
            return null;
        }
    }

    /// What that local time is, `null` if it does not exist or could be two.
    @Nullable
    OffsetDateTime read(LocalDateTime local) {
        List<ZoneOffset> offsets = zone.getRules().getValidOffsets(local);
        if (offsets.size() == 2 && overlap != null) {
            return local.atOffset(overlap == Overlap.EARLIER ? offsets.getFirst() : offsets.getLast());
        }
        return offsets.size() == 1 ? local.atOffset(offsets.getFirst()) : null;
    }

    /// Reads `2026-11-23T14:05:00`, with a fraction or without.
    @Nullable
    OffsetDateTime read(char[] text, int from, int to) {
        String date = IsoText.date(text, from, to);
        boolean timed = date != null && to - from > 11 && text[from + 10] == 'T';
        String time = timed ? IsoText.time(text, from + 11, to) : null;
        return time == null ? null : read(LocalDateTime.parse(date + "T" + time));
    }

    /// The time that the clock shows.
    LocalDateTime show(OffsetDateTime time) {
        return time.atZoneSameInstant(zone).toLocalDateTime();
    }

    /// Whether what the clock shows can be read as that time again.
    boolean tells(OffsetDateTime time) {
        OffsetDateTime again = read(show(time));
        return again != null && again.isEqual(time);
    }

    /// The local time as text, with a fraction only if it has one.
    static String text(LocalDateTime local) {
        String time = local.toLocalTime().toString();
        return local.toLocalDate() + "T" + (time.length() == 5 ? time + ":00" : time);
    }

    String expectation() {
        return "a date and time that the clock in %s shows%s, without an offset"
                .formatted(zone.getId(), overlap == null ? " once" : "");
    }

    String obstacle() {
        return "falls into the hour that the clock in %s shows twice".formatted(zone.getId());
    }
}
