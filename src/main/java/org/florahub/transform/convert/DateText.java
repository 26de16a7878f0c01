package org.florahub.transform.convert;

import java.util.List;
import org.florahub.event.Field;
import org.jspecify.annotations.Nullable;

/// A date as digits in a fixed pattern of `dd`, `MM`, `yyyy` and literal characters: `dd.MM.yyyy`. With `yy`, years
/// are those of the hundred that begin with a declared one.
public final class DateText implements Converter {

    private final Field field;
    private final String pattern;
    private final int day;
    private final int month;
    private final int year;
    /// The first year that two digits can mean; 0 where years have four.
    private final int first;
    private final Mismatch mismatch;

    private DateText(Field field, String pattern, int first) {
        this.field = field;
        this.pattern = pattern;
        this.day = pattern.indexOf("dd");
        this.month = pattern.indexOf("MM");
        this.year = pattern.indexOf("yy");
        this.first = first;
        this.mismatch = Misfits.of("a date that exists, as " + pattern);
    }

    /// A converter for that pattern, or `null` if the pattern is not one day, month and year of four digits.
    static @Nullable DateText of(Field field, String pattern) {
        return isPattern(pattern, "yyyy") ? new DateText(field, pattern, 0) : null;
    }

    /// A converter for a pattern with two digits of the year, which mean the hundred years from the first one on, or
    /// `null`.
    static @Nullable DateText of(Field field, String pattern, String first) {
        return isPattern(pattern, "yy") && first.matches("[12][0-9]{3}")
                ? new DateText(field, pattern, Integer.parseInt(first))
                : null;
    }

    private static boolean isPattern(String pattern, String year) {
        String rest = pattern.replaceFirst("dd", "").replaceFirst("MM", "").replaceFirst(year, "");
        return rest.length() == pattern.length() - 4 - year.length()
                && rest.chars().noneMatch(c -> Character.isLetterOrDigit(c));
    }

    @Override
    public List<Field> fields() {
        return List.of(field);
    }

    @Override
    public @Nullable Mismatch read(char[] text, int from, int to, Values into) {
        if (to - from != pattern.length() || !literalsMatch(text, from)) {
            return mismatch;
        }
        int d = Digits.two(text, from + day);
        int m = Digits.two(text, from + month);
        int y = first == 0 ? Digits.four(text, from + year) : full(Digits.two(text, from + year));
        if (!Digits.isDate(y, m, d)) {
            return mismatch;
        }
        char[] iso = new char[10];
        Digits.putDate(iso, y, m, d);
        into.set(field, new String(iso));
        return null;
    }

    private int full(int twoDigits) {
        return twoDigits < 0 ? twoDigits : first + Math.floorMod(twoDigits - first, 100);
    }

    private boolean literalsMatch(char[] text, int from) {
        for (int i = 0; i < pattern.length(); i++) {
            char c = pattern.charAt(i);
            if (c != 'd' && c != 'M' && c != 'y' && text[from + i] != c) {
                return false;
            }
        }
        return true;
    }

    @Override
    public String write(Values from, Losses losses) {
        String iso = Misfits.require(from, field);
        char[] text = pattern.toCharArray();
        iso.getChars(8, 10, text, day);
        iso.getChars(5, 7, text, month);
        iso.getChars(first == 0 ? 0 : 2, 4, text, year);
        return new String(text);
    }

    @Override
    public @Nullable String obstacle(Values from) {
        String iso = Misfits.require(from, field);
        if (iso.length() != 10) {
            return "is not a date of four-digit years";
        }
        int known = first == 0 ? 0 : Integer.parseInt(iso.substring(0, 4));
        return first == 0 || (known >= first && known < first + 100)
                ? null
                : "is not in the hundred years from %d on".formatted(first);
    }
}
