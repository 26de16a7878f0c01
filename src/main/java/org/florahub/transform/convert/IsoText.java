package org.florahub.transform.convert;

import java.time.DateTimeException;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/// Parts of ISO 8601 texts.
final class IsoText {

    private IsoText() {}

    /// The date at the beginning, or `null`.
    static @Nullable String date(char[] text, int from, int to) {
        if (to - from < 10 || text[from + 4] != '-' || text[from + 7] != '-') {
            return null;
        }
        boolean exists = Digits.isDate(Digits.four(text, from), Digits.two(text, from + 5), Digits.two(text, from + 8));
        return exists ? new String(text, from, 10) : null;
    }

    /// Where the time ends: at the offset, or at the end.
    static int endOfTime(char[] text, int from, int to) {
        int end = Math.min(from, to);
        while (end < to && text[end] != 'Z' && text[end] != '+' && text[end] != '-') {
            end++;
        }
        return end;
    }

    /// The time in its canonical spelling, or `null`. Fractions are kept, without trailing groups of zeros.
    static @Nullable String time(char[] text, int from, int to) {
        if (to - from < 8 || text[from + 2] != ':' || text[from + 5] != ':') {
            return null;
        }
        int h = Digits.two(text, from);
        int m = Digits.two(text, from + 3);
        int s = Digits.two(text, from + 6);
        if (h < 0 || h > 23 || m < 0 || m > 59 || s < 0 || s > 59) {
            return null;
        }
        String time = new String(text, from, 8);
        return to == from + 8 ? time : withFraction(time, text, from + 8, to);
    }

    private static @Nullable String withFraction(String time, char[] text, int from, int to) {
        if (text[from] != '.' || to - from < 2 || to - from > 10) {
            return null;
        }
        var fraction = new StringBuilder(9);
        for (int i = from + 1; i < to; i++) {
            if (Digits.one(text, i) < 0) {
                return null;
            }
            fraction.append(text[i]);
        }
        while (fraction.length() % 3 != 0) {
            fraction.append('0');
        }
        while (!fraction.isEmpty() && fraction.substring(fraction.length() - 3).equals("000")) {
            fraction.setLength(fraction.length() - 3);
        }
        return fraction.isEmpty() ? time : time + "." + fraction;
    }

    /// The offset in its canonical spelling, or `null`.
    static @Nullable String zone(String offset) {
        if (!offset.equals("Z") && (offset.length() != 6 || offset.charAt(3) != ':')) {
            return null;
        }
        try {
            return ZoneOffset.of(offset).getId();
        } catch (DateTimeException _) {
            return null;
        }
    }
}
