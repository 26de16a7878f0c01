package org.florahub.transform.convert;

/// Patterns of times of day, for the test of the page that names them all.
public final class TimePatterns {

    private TimePatterns() {}

    public static Iterable<String> all() {
        return TimeText.PATTERNS;
    }
}
