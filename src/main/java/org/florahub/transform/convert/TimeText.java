package org.florahub.transform.convert;

import java.util.List;
import java.util.Set;
import org.florahub.event.Field;
import org.jspecify.annotations.Nullable;

/// A time of day as digits in a fixed pattern of `HH`, `mm`, `ss` and literal characters: `HH:mm`.
///
/// Seconds that the pattern does not have, fractions, and seconds that the value does not have are a loss of
/// precision, which is counted.
final class TimeText implements Converter {

    static final Set<String> PATTERNS = Set.of("HH:mm", "HH:mm:ss", "HHmm", "HHmmss", "HH.mm");

    private final Field field;
    private final String pattern;
    private final int hour;
    private final int minute;
    private final int second;
    private final Mismatch mismatch;

    private TimeText(Field field, String pattern) {
        this.field = field;
        this.pattern = pattern;
        this.hour = pattern.indexOf("HH");
        this.minute = pattern.indexOf("mm");
        this.second = pattern.indexOf("ss");
        this.mismatch = Misfits.of("a time of day, as " + pattern);
    }

    /// A converter for that pattern, or `null` if the pattern is not hours, minutes and perhaps seconds.
    static @Nullable TimeText of(Field field, String pattern) {
        return PATTERNS.contains(pattern) ? new TimeText(field, pattern) : null;
    }

    @Override
    public List<Field> fields() {
        return List.of(field);
    }

    @Override
    public @Nullable Mismatch read(char[] text, int from, int to, Values into) {
        if (to - from != pattern.length()) {
            return mismatch;
        }
        for (int i = 0; i < pattern.length(); i++) {
            char c = pattern.charAt(i);
            if ((c == ':' || c == '.') && text[from + i] != c) {
                return mismatch;
            }
        }
        int h = Digits.two(text, from + hour);
        int m = Digits.two(text, from + minute);
        int s = second < 0 ? 0 : Digits.two(text, from + second);
        if (h < 0 || h > 23 || m < 0 || m > 59 || s < 0 || s > 59) {
            return mismatch;
        }
        into.set(field, canonical(h, m, s));
        return null;
    }

    private String canonical(int h, int m, int s) {
        char[] time = new char[second < 0 ? 5 : 8];
        Digits.putTwo(time, 0, h);
        time[2] = ':';
        Digits.putTwo(time, 3, m);
        if (second >= 0) {
            time[5] = ':';
            Digits.putTwo(time, 6, s);
        }
        return new String(time);
    }

    @Override
    public String write(Values from, Losses losses) {
        String time = Misfits.require(from, field);
        char[] text = pattern.toCharArray();
        time.getChars(0, 2, text, hour);
        time.getChars(3, 5, text, minute);
        if (second >= 0) {
            (time.length() < 8 ? "00" : time.substring(6, 8)).getChars(0, 2, text, second);
        }
        String written = new String(text);
        if (time.length() != (second < 0 ? 5 : 8)) {
            losses.add(field, Loss.Kind.PRECISION, time, written);
        }
        return written;
    }

    @Override
    public @Nullable String obstacle(Values from) {
        return null;
    }
}
