package org.florahub.adapter;

import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Amounts with their units, as an adapter.yaml writes them. Every method throws [IllegalArgumentException] for a
/// text of another shape.
public final class Sizes {

    private static final Pattern AMOUNT = Pattern.compile("(\\d{1,9}) ?([A-Za-z]*)");
    private static final Map<String, Integer> BYTES = Map.of("B", 0, "KB", 10, "MB", 20, "GB", 30);
    private static final Map<String, Long> MILLIS =
            Map.of("ms", 1L, "s", 1_000L, "m", 60_000L, "h", 3_600_000L, "d", 86_400_000L);

    private Sizes() {}

    /// `500 B`, `64 KB`, `100 MB`, `2 GB`; 1 KB is 1,024 bytes.
    static long bytes(String text) {
        Matcher amount = amount(text);
        Integer shift = BYTES.get(amount.group(2));
        if (shift == null) {
            throw new IllegalArgumentException("A size has the unit B, KB, MB or GB");
        }
        return positive(Long.parseLong(amount.group(1))) << shift;
    }

    /// `250 ms`, `30 s`, `5 m`, `24 h`, `10 d`.
    public static Duration duration(String text) {
        Matcher amount = amount(text);
        Long millis = MILLIS.get(amount.group(2));
        if (millis == null) {
            throw new IllegalArgumentException("A duration has the unit ms, s, m, h or d");
        }
        return Duration.ofMillis(Math.multiplyExact(Long.parseLong(amount.group(1)), millis));
    }

    /// A number above 0; digits may be grouped with `_`.
    static int count(String text) {
        return Math.toIntExact(positive(Long.parseLong(text.replace("_", ""))));
    }

    private static long positive(long number) {
        if (number < 1) {
            throw new IllegalArgumentException("The number is above 0");
        }
        return number;
    }

    private static Matcher amount(String text) {
        Matcher matcher = AMOUNT.matcher(text.strip());
        if (!matcher.matches()) {
            throw new IllegalArgumentException("An amount is a number and a unit");
        }
        return matcher;
    }
}
