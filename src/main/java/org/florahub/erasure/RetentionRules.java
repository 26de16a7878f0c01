package org.florahub.erasure;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.florahub.event.Field;
import org.florahub.event.StatusCatalogue;
import org.florahub.record.Milestone;
import org.jspecify.annotations.Nullable;

/// How long cases are kept, read from the one reviewable file `retention.csv` beside this class.
public final class RetentionRules {

    private static final RetentionRules STANDARD = load();

    private final Map<String, RetentionRule> byStatus;

    RetentionRules(Collection<RetentionRule> rules) {
        var known = new LinkedHashMap<String, RetentionRule>();
        for (RetentionRule rule : rules) {
            if (StatusCatalogue.standard().get(rule.status()) == null || known.put(rule.status(), rule) != null) {
                throw new IllegalStateException(
                        "retention.csv: %s stands twice, or is no status.".formatted(rule.status()));
            }
        }
        this.byStatus = Map.copyOf(known);
    }

    /// Those that the hub ships.
    public static RetentionRules standard() {
        return STANDARD;
    }

    /// The statuses that say something about how long a case is kept.
    public Set<String> statuses() {
        return byStatus.keySet();
    }

    /// When a case falls due, and by which rule.
    ///
    /// @param due   the first day on which it may not be kept any longer
    /// @param since when what started the period happened
    public record End(LocalDate due, LocalDate since, String status, String basis) {}

    /// When a case falls due; `null` if it is open.
    ///
    /// @param milestones its standing events of [#statuses()]
    public @Nullable End end(Collection<Milestone> milestones) {
        LocalDate reopened = milestones.stream()
                .filter(each -> rule(each).from() == RetentionRule.From.REOPENS)
                .map(this::date)
                .max(LocalDate::compareTo)
                .orElse(LocalDate.MIN);
        End last = null;
        for (Milestone milestone : milestones) {
            RetentionRule rule = rule(milestone);
            LocalDate since = date(milestone);
            if (rule.from() != RetentionRule.From.REOPENS && !since.isBefore(reopened)) {
                LocalDate due = rule.due(since);
                last = last == null || last.due().isBefore(due)
                        ? new End(due, since, rule.status(), rule.basis())
                        : last;
            }
        }
        return last;
    }

    private RetentionRule rule(Milestone milestone) {
        return Objects.requireNonNull(byStatus.get(milestone.status()));
    }

    /// Of an event without any date, the day on which it was recorded: too late rather than too early.
    private LocalDate date(Milestone milestone) {
        Field field = rule(milestone).date();
        String detail = field == null ? null : milestone.statement().get(field);
        String date = detail == null ? milestone.statement().get(Field.OCCURRED_DATE) : detail;
        return date == null ? milestone.recordedOn() : LocalDate.parse(date);
    }

    private static RetentionRules load() {
        try (InputStream in = Objects.requireNonNull(RetentionRules.class.getResourceAsStream("retention.csv"));
                var lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            return new RetentionRules(lines.lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .skip(1)
                    .map(RetentionRules::row)
                    .toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static RetentionRule row(String line) {
        String[] cells = line.split(";", -1);
        Field date = cells.length == 5 && !cells[1].isEmpty() ? Field.of(cells[1]) : null;
        if (cells.length != 5 || (date == null && !cells[1].isEmpty())) {
            throw new IllegalStateException(
                    "retention.csv: the row of %s has not 5 columns, or names no detail.".formatted(cells[0]));
        }
        return new RetentionRule(
                cells[0],
                date,
                RetentionRule.From.valueOf(cells[2].toUpperCase(Locale.ROOT)),
                cells[3].isEmpty() ? 0 : Integer.parseInt(cells[3]),
                cells[4]);
    }
}
