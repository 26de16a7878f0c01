package org.florahub.erasure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.florahub.erasure.RetentionRule.From;
import org.florahub.event.Field;
import org.florahub.event.Statement;
import org.florahub.record.Milestone;
import org.junit.jupiter.api.Test;

class RetentionRulesTest {

    private static final LocalDate FIRST = LocalDate.of(1999, 1, 1);
    private static final int DAYS = 366 * 60;

    @Test
    void everyDayLiesInTheQuarterWhoseEndItHas() {
        for (int day = 0; day < DAYS; day++) {
            LocalDate date = FIRST.plusDays(day);
            LocalDate end = RetentionRule.quarterEnd(date);

            assertThat(end).isAfterOrEqualTo(date).isBefore(date.plusDays(92));
            assertThat(end.plusDays(1).getDayOfMonth()).isEqualTo(1);
            assertThat(end.getMonthValue()).isIn(3, 6, 9, 12);
            assertThat(RetentionRule.quarterEnd(end)).isEqualTo(end);
            assertThat(RetentionRule.quarterEnd(end.plusDays(1))).isAfter(end.plusDays(89));
        }
    }

    @Test
    void aPeriodOfAQuarterFallsDueOnTheFirstDayOfOneNeverEarlyAndLessThanAQuarterLate() {
        var random = new Random(42);
        for (int i = 0; i < 10_000; i++) {
            LocalDate date = FIRST.plusDays(random.nextInt(DAYS));
            int years = 1 + random.nextInt(30);

            LocalDate due = new RetentionRule("departed", null, From.QUARTER, years, "§").due(date);

            assertThat(due.getDayOfMonth()).isEqualTo(1);
            assertThat(due.getMonthValue()).isIn(1, 4, 7, 10);
            assertThat(due)
                    .isAfter(date.plusYears(years))
                    .isBefore(date.plusYears(years).plusDays(94));
        }
    }

    @Test
    void aLaterDateIsNeverDueEarlier() {
        for (From from : List.of(From.DAY, From.QUARTER)) {
            var rule = new RetentionRule("departed", null, from, 10, "§");
            for (int day = 1; day < DAYS; day++) {
                LocalDate date = FIRST.plusDays(day);
                assertThat(rule.due(date)).isAfterOrEqualTo(rule.due(date.minusDays(1)));
            }
        }
    }

    @Test
    void aPeriodThatBeginsOnALeapDayEndsOnTheTwentyEighth() {
        var rule = new RetentionRule("decision-final", null, From.DAY, 10, "§");

        assertThat(rule.due(LocalDate.of(2024, 2, 29))).isEqualTo(LocalDate.of(2034, 3, 1));
        assertThat(rule.due(LocalDate.of(2024, 2, 28))).isEqualTo(LocalDate.of(2034, 3, 1));
        assertThat(rule.due(LocalDate.of(2024, 12, 31)).getDayOfWeek()).isEqualTo(DayOfWeek.MONDAY);
    }

    @Test
    void aCaseIsDueWhenTheLastOfItsPeriodsHasEnded() {
        RetentionRules.End end = RetentionRules.standard()
                .end(List.of(milestone("decision-final", "2026-07-01"), milestone("departed", "2026-08-15")));

        assertThat(end)
                .isEqualTo(new RetentionRules.End(
                        LocalDate.of(2036, 10, 1), LocalDate.of(2026, 8, 15), "departed", "§ 18 AZRG-DV"));
    }

    @Test
    void anOpenCaseIsNotDue() {
        RetentionRules rules = RetentionRules.standard();

        assertThat(rules.end(List.of(milestone("application-lodged", "2026-06-13"))))
                .isNull();
        assertThat(rules.end(List.of(
                        milestone("application-lodged", "2026-06-13"),
                        milestone("decision-final", "2026-09-01"),
                        milestone("application-lodged", "2026-09-02"))))
                .isNull();
    }

    @Test
    void theDetailCountsBeforeTheDateOfTheEvent() {
        var statement =
                Statement.builder().set(Field.OCCURRED_DATE, "2026-09-20").set(Field.FINAL_ON, "2026-09-01");
        var served = new Milestone(new UUID(1, 1), "decision-final", statement.build(), LocalDate.of(2026, 9, 21));

        assertThat(RetentionRules.standard().end(List.of(served)))
                .extracting(RetentionRules.End::due)
                .isEqualTo(LocalDate.of(2036, 9, 2));
    }

    @Test
    void aRowThatIsWrongIsRefused() {
        assertThatThrownBy(() -> RetentionRules.row("departed;;quarter;10")).hasMessageContaining("5 columns");
        assertThatThrownBy(() -> RetentionRules.row("departed;never;quarter;10;§"))
                .hasMessageContaining("no detail");
        assertThatThrownBy(() -> RetentionRules.row("departed;;quarter;;")).hasMessageContaining("years");
        assertThatThrownBy(() -> new RetentionRules(List.of(RetentionRules.row("gone;;day;1;§"))))
                .hasMessageContaining("no status");
    }

    private static Milestone milestone(String status, String date) {
        return new Milestone(
                new UUID(1, 1),
                status,
                Statement.builder().set(Field.OCCURRED_DATE, date).build(),
                LocalDate.parse(date));
    }
}
