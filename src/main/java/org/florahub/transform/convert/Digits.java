package org.florahub.transform.convert;

/// Dates and times as characters, without the detour through `java.time`: every row of a long file has some.
///
/// A position that holds no digit makes the number negative, which no range accepts.
final class Digits {

    private static final int NONE = -100_000;
    private static final int[] DAYS = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};

    private Digits() {}

    static int one(char[] text, int at) {
        int digit = text[at] - '0';
        return digit >= 0 && digit <= 9 ? digit : NONE;
    }

    static int two(char[] text, int at) {
        return one(text, at) * 10 + one(text, at + 1);
    }

    static int four(char[] text, int at) {
        return two(text, at) * 100 + two(text, at + 2);
    }

    /// Whether it is a day of the proleptic Gregorian calendar in the years 1 to 9999.
    static boolean isDate(int year, int month, int day) {
        if (year < 1 || month < 1 || month > 12 || day < 1) {
            return false;
        }
        boolean leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
        return day <= DAYS[month - 1] + (month == 2 && leap ? 1 : 0);
    }

    /// Puts `yyyy-MM-dd` at the beginning.
    static void putDate(char[] into, int year, int month, int day) {
        putTwo(into, 0, year / 100);
        putTwo(into, 2, year % 100);
        into[4] = '-';
        putTwo(into, 5, month);
        into[7] = '-';
        putTwo(into, 8, day);
    }

    static void putTwo(char[] into, int at, int number) {
        into[at] = (char) ('0' + number / 10);
        into[at + 1] = (char) ('0' + number % 10);
    }
}
