package org.florahub.transform.row;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// How the standard writes names, numbers, dates and texts of cells.
final class SheetCell {

    /// The day before the first, as if 1900 had been a leap year: right from March 1900 on.
    private static final LocalDate EPOCH = LocalDate.of(1899, 12, 30);

    /// Earlier days have other numbers in different programs: they are written as texts.
    private static final LocalDate FIRST = LocalDate.of(1900, 3, 1);

    private static final LocalDate EPOCH_1904 = LocalDate.of(1904, 1, 1);
    private static final int DIGITS_MAX = 15;
    private static final int NUMBER_LENGTH_MAX = 40;
    private static final Pattern ESCAPED = Pattern.compile("_x([0-9A-Fa-f]{4})_");

    /// How an attribute says yes.
    static final Set<String> TRUE = Set.of("1", "true");

    private SheetCell() {}

    /// `B7`.
    ///
    /// @param column 0-based
    /// @param row    1-based
    static String name(int column, int row) {
        return letters(column) + row;
    }

    static String letters(int column) {
        var letters = new StringBuilder();
        for (int i = column; i >= 0; i = i / 26 - 1) {
            letters.append((char) ('A' + i % 26));
        }
        return letters.reverse().toString();
    }

    /// 0-based column of a cell's name, -1 if it is none.
    static int column(String name) {
        int column = 0;
        int at = 0;
        while (at < name.length() && at < 4 && name.charAt(at) >= 'A' && name.charAt(at) <= 'Z') {
            column = column * 26 + name.charAt(at++) - 'A' + 1;
        }
        return column - 1;
    }

    /// 1-based number of the last row of a range such as `A1:D2`; beyond all rows if it names none.
    static int lastRow(String range) {
        String digits = range.replaceFirst("^.*?([0-9]{0,7})$", "$1");
        return digits.isEmpty() ? Integer.MAX_VALUE : Integer.parseInt(digits);
    }

    /// The number of a day, -1 if it should be a text.
    static long serial(LocalDate day) {
        return day.isBefore(FIRST) ? -1 : day.toEpochDay() - EPOCH.toEpochDay();
    }

    /// The day of a number, or one before 1900 if there is none that all programs agree on.
    static LocalDate day(long serial, boolean from1904) {
        return (from1904 ? EPOCH_1904 : EPOCH).plusDays(serial);
    }

    static boolean agreed(LocalDate day) {
        return !day.isBefore(FIRST) && day.getYear() <= 9999;
    }

    /// The text that a file means: `_x000D_` is one character.
    static String unescaped(String text) {
        return text.contains("_x")
                ? ESCAPED.matcher(text)
                        .replaceAll(found -> java.util.regex.Matcher.quoteReplacement(
                                String.valueOf((char) Integer.parseInt(found.group(1), 16))))
                : text;
    }

    static String escaped(String text) {
        return text.contains("_x") ? ESCAPED.matcher(text).replaceAll("_x005F_x$1_") : text;
    }

    /// Without exponent and without zeros behind the point, `null` if it is no number that Excel can hold exactly.
    static @Nullable BigDecimal number(String digits) {
        if (digits.length() > NUMBER_LENGTH_MAX) {
            return null;
        }
        try {
            BigDecimal number = new BigDecimal(digits);
            if (number.signum() == 0) {
                return BigDecimal.ZERO;
            }
            BigDecimal stripped = number.stripTrailingZeros();
            boolean plain = Math.abs((long) stripped.scale()) <= 2L * NUMBER_LENGTH_MAX;
            // Excel itself writes up to 17 digits of a fraction
            boolean whole = stripped.scale() <= 0;
            return plain && (!whole || stripped.precision() <= DIGITS_MAX) ? stripped : null;
        } catch (NumberFormatException _) {
            return null;
        }
    }
}
