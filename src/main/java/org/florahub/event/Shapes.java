package org.florahub.event;

/// Shapes of identifiers, character by character: every row of every list is checked against some of them, and
/// regular expressions are ten times as slow.
final class Shapes {

    private Shapes() {}

    /// Text that every format can carry: no control characters, no half of a surrogate pair, neither U+FFFE nor
    /// U+FFFF.
    static boolean isPrintable(String value) {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (Character.isHighSurrogate(c)
                    && i + 1 < value.length()
                    && Character.isLowSurrogate(value.charAt(i + 1))) {
                i++;
            } else if (Character.isISOControl(c) || Character.isSurrogate(c) || c >= 0xFFFE) {
                return false;
            }
        }
        return true;
    }

    /// `[a-z0-9]+(-[a-z0-9]+)*`
    static boolean isKey(String value) {
        boolean hyphen = true;
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            boolean letter = (c >= 'a' && c <= 'z') || isDigit(c);
            if (!letter && (c != '-' || hyphen)) {
                return false;
            }
            hyphen = !letter;
        }
        return !hyphen;
    }

    /// Twelve digits `YYMMDDnnnnnn`, month 00 to 12, day 00 to 31.
    static boolean isAzrNumber(String value) {
        if (value.length() != 12 || !areDigits(value, 0, 12)) {
            return false;
        }
        int month = number(value, 2);
        int day = number(value, 4);
        return month <= 12 && day <= 31;
    }

    /// `\d{7,10}(-\d{1,2}){0,10}`
    static boolean isFileNumber(String value) {
        int at = digitsFrom(value, 0);
        if (at < 7 || at > 10) {
            return false;
        }
        for (int group = 0; at < value.length(); group++) {
            int end = value.charAt(at) == '-' ? digitsFrom(value, at + 1) : at;
            if (group == 10 || end - at < 2 || end - at > 3) {
                return false;
            }
            at = end;
        }
        return true;
    }

    /// `[A-Za-z] [0-9]{7}`
    static boolean isArrivalNumber(String value) {
        if (value.length() != 9 || value.charAt(1) != ' ') {
            return false;
        }
        char letter = value.charAt(0);
        return ((letter >= 'A' && letter <= 'Z') || (letter >= 'a' && letter <= 'z')) && areDigits(value, 2, 9);
    }

    private static boolean areDigits(String value, int from, int to) {
        return digitsFrom(value, from) >= to;
    }

    /// Index of the first character that is no digit.
    private static int digitsFrom(String value, int from) {
        int at = from;
        while (at < value.length() && isDigit(value.charAt(at))) {
            at++;
        }
        return at;
    }

    private static int number(String value, int at) {
        return (value.charAt(at) - '0') * 10 + value.charAt(at + 1) - '0';
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
