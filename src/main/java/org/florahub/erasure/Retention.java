package org.florahub.erasure;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.florahub.erasure.RetentionRules.End;
import org.florahub.record.Erasure;
import org.florahub.record.Erasures;
import org.florahub.record.Milestone;
import org.florahub.record.Milestones;
import org.florahub.record.Store;

/// Which cases may not be kept any longer. Erases and proposes nothing by itself. Thread-safe.
public final class Retention {

    private static final ZoneId HERE = ZoneId.of("Europe/Berlin");

    private final Milestones milestones;
    private final Erasures erasures;
    private final RetentionRules rules;

    public Retention(Store store, RetentionRules rules) {
        this.milestones = store.milestones();
        this.erasures = store.erasures();
        this.rules = rules;
    }

    /// A case that falls due.
    ///
    /// @param caseRef  pseudonym
    /// @param proposed whether its erasure is proposed and awaits approval
    public record Due(UUID caseRef, End end, boolean proposed) {}

    /// Today, where the law is made.
    public LocalDate today() {
        return LocalDate.ofInstant(erasures.now(), HERE);
    }

    /// The cases that are due on a day, the longest overdue first. Reads every event that the rules name.
    public List<Due> due(LocalDate until) {
        var proposed = erasures.all().stream()
                .filter(each -> each.phase(erasures.now()) == Erasure.Phase.PROPOSED)
                .map(Erasure::subject)
                .collect(Collectors.toSet());
        var due = new ArrayList<Due>();
        milestones.of(rules.statuses()).stream()
                .collect(Collectors.groupingBy(Milestone::caseRef))
                .forEach((caseRef, ofCase) -> {
                    End end = rules.end(ofCase);
                    if (end != null && !end.due().isAfter(until)) {
                        due.add(new Due(caseRef, end, proposed.contains(caseRef)));
                    }
                });
        due.sort(Comparator.comparing((Due each) -> each.end().due()).thenComparing(Due::caseRef));
        return due;
    }
}
