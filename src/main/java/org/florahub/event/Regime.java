package org.florahub.event;

import java.time.LocalDate;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Which law a case follows. It is fixed by the day the application was lodged, not by the day of a message.
public enum Regime {
    /// Lodged before 12 June 2026: the national procedure.
    OLD,
    /// Lodged from 12 June 2026 on: Regulation (EU) 2024/1348.
    GEAS,
    /// Not lodged yet, as far as the hub has been told.
    UNKNOWN;

    /// The first day on which a lodged application follows the new law: Art. 79(3) of Regulation (EU) 2024/1348.
    public static final LocalDate GEAS_FROM = LocalDate.of(2026, 6, 12);

    /// The regime of a case lodged on that day; unknown while there is none.
    public static Regime of(@Nullable LocalDate lodgedOn) {
        if (lodgedOn == null) {
            return UNKNOWN;
        }
        return lodgedOn.isBefore(GEAS_FROM) ? OLD : GEAS;
    }

    /// The name used in events and templates: `old`, `geas`, `unknown`.
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }
}
