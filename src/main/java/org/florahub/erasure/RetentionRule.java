package org.florahub.erasure;

import java.time.LocalDate;
import java.time.YearMonth;
import java.time.temporal.IsoFields;
import org.florahub.event.Field;
import org.jspecify.annotations.Nullable;

/// One row of `retention.csv`: what a status means for how long its case is kept.
///
/// @param status key of the catalogue
/// @param date   the detail that says when it happened, `null` for the date of the event itself
/// @param from   what the period is counted from
/// @param years  how long the case is kept after that; 0 where none is started
/// @param basis  the paragraph, in German
record RetentionRule(String status, @Nullable Field date, From from, int years, String basis) {

    /// What a period is counted from.
    enum From {
        /// The date itself.
        DAY,
        /// The last day of the quarter in which it lies.
        QUARTER,
        /// Nothing: what had ended goes on.
        REOPENS
    }

    RetentionRule {
        if ((from == From.REOPENS) != (years == 0) || years < 0 || (years > 0 && basis.isBlank())) {
            throw new IllegalArgumentException(
                    "retention.csv, %s: expected years and a basis, or none of both if it reopens.".formatted(status));
        }
    }

    /// The first day on which the case may not be kept any longer.
    LocalDate due(LocalDate happened) {
        LocalDate start = from == From.QUARTER ? quarterEnd(happened) : happened;
        LocalDate lastDay = start.plusYears(years); // § 188 BGB: of 29 February it is the 28th
        return lastDay.plusDays(1);
    }

    static LocalDate quarterEnd(LocalDate date) {
        int last = date.get(IsoFields.QUARTER_OF_YEAR) * 3;
        return YearMonth.of(date.getYear(), last).atEndOfMonth();
    }
}
