package org.florahub.transform;

import java.util.List;
import org.florahub.event.Field;
import org.jspecify.annotations.Nullable;

/// A date as digits in a fixed pattern of `dd`, `MM`, `yyyy` and literal characters: `dd.MM.yyyy`.
final class DateText implements Converter {

    private final Field field;
    private final String pattern;
    private final int day;
    private final int month;
    private final int year;
    private final Mismatch mismatch;

    private DateText(Field field, String pattern) {
        this.field = field;
        this.pattern = pattern;
        this.day = pattern.indexOf("dd");
        this.month = pattern.indexOf("MM");
        this.year = pattern.indexOf("yyyy");
        this.mismatch = Misfits.of("a date that exists, as " + pattern);
    }

    /// A converter for that pattern, or `null` if the pattern is not one day, month and year of four digits.
    static @Nullable DateText of(Field field, String pattern) {
        String rest = pattern.replaceFirst("dd", "").replaceFirst("MM", "").replaceFirst("yyyy", "");
        boolean complete = rest.length() == pattern.length() - 8;
        return complete && rest.chars().noneMatch(c -> Character.isLetterOrDigit(c))
                ? new DateText(field, pattern)
                : null;
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
        int y = Digits.four(text, from + year);
        if (!Digits.isDate(y, m, d)) {
            return mismatch;
        }
        char[] iso = new char[10];
        Digits.putDate(iso, y, m, d);
        into.set(field, new String(iso));
        return null;
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
        iso.getChars(0, 4, text, year);
        return new String(text);
    }

    @Override
    public @Nullable String obstacle(Values from) {
        return Misfits.require(from, field).length() == 10 ? null : "is not a date of four-digit years";
    }
}
