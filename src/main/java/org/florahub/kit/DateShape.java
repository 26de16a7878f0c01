package org.florahub.kit;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// How dates and times of day are spelled.
final class DateShape {

    private static final List<String> DATES = List.of(
            "yyyy-MM-dd", "dd.MM.yyyy", "yyyyMMdd", "dd/MM/yyyy", "dd-MM-yyyy", "yyyy/MM/dd", "ddMMyyyy", "MM/dd/yyyy");
    private static final Map<String, String> TIMES = Map.of(
            "HH:mm", "([01]\\d|2[0-3]):[0-5]\\d",
            "HH:mm:ss", "([01]\\d|2[0-3]):[0-5]\\d:[0-5]\\d",
            "HHmm", "([01]\\d|2[0-3])[0-5]\\d",
            "HHmmss", "([01]\\d|2[0-3])[0-5]\\d[0-5]\\d",
            "HH.mm", "([01]\\d|2[0-3])\\.[0-5]\\d");
    private static final String INSTANT = "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d(:\\d\\d(\\.\\d+)?)?(Z|[+-]\\d\\d:\\d\\d)";

    private static final String CLOCK = "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d(:\\d\\d)?";

    private DateShape() {}

    /// The pattern that all values follow, each a day that exists, in this or the last hundred and twenty years;
    /// `null` if there is none.
    static @Nullable String date(List<String> values) {
        return values.isEmpty()
                ? null
                : DATES.stream()
                        .filter(pattern -> values.stream().allMatch(value -> is(value, pattern)))
                        .findFirst()
                        .orElse(null);
    }

    private static boolean is(String value, String pattern) {
        if (value.length() != pattern.length()) {
            return false;
        }
        try {
            var format = DateTimeFormatter.ofPattern(pattern.replace("yyyy", "uuuu"), Locale.ROOT)
                    .withResolverStyle(ResolverStyle.STRICT);
            int year = LocalDate.parse(value, format).getYear();
            return year > 1900 && year < 2100;
        } catch (DateTimeException _) {
            return false;
        }
    }

    /// The pattern that all values follow, or `null`.
    static @Nullable String time(List<String> values) {
        return values.isEmpty()
                ? null
                : TIMES.keySet().stream()
                        .sorted()
                        .filter(pattern -> values.stream().allMatch(value -> value.matches(TIMES.get(pattern))))
                        .findFirst()
                        .orElse(null);
    }

    /// Whether all values are days and times of ISO 8601 without an offset: what a clock showed.
    static boolean clocks(List<String> values) {
        return !values.isEmpty() && values.stream().allMatch(value -> value.matches(CLOCK));
    }

    /// Whether all values are points in time of ISO 8601 with their offset.
    static boolean instants(List<String> values) {
        return !values.isEmpty() && values.stream().allMatch(value -> value.matches(INSTANT));
    }
}
