package org.florahub;

import java.time.Duration;
import java.util.Optional;
import org.springframework.boot.convert.DurationStyle;

/// How often the hub looks whether folders have changed: a duration, or `off`.
public final class ReloadInterval {

    private final Optional<Duration> interval;

    private ReloadInterval(Optional<Duration> interval) {
        this.interval = interval;
    }

    /// Reads the setting.
    ///
    /// @throws IllegalArgumentException if it is neither `off` nor a duration of at least one second
    public static ReloadInterval valueOf(String text) {
        if (text.equals("off") || text.equals("false")) {
            return new ReloadInterval(Optional.empty());
        }
        Duration interval = DurationStyle.detectAndParse(text);
        if (interval.compareTo(Duration.ofSeconds(1)) < 0) {
            throw new IllegalArgumentException(
                    "flora.reload: found less than a second, expected a duration such as 5s, or off. Change it.");
        }
        return new ReloadInterval(Optional.of(interval));
    }

    /// YAML reads an unquoted `off` as a truth value.
    public static ReloadInterval valueOf(Boolean on) {
        return valueOf(on ? "5s" : "off");
    }

    /// Empty for `off`.
    Optional<Duration> interval() {
        return interval;
    }
}
