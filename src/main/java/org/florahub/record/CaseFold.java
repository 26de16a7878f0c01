package org.florahub.record;

import java.time.LocalDate;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.florahub.event.Authority;
import org.florahub.event.CaseRef;
import org.florahub.event.Field;
import org.florahub.event.Statement;
import org.jspecify.annotations.Nullable;

/// Adds up the events of a case to its [CaseState]. Mutable, for one thread.
///
/// - Lodged: the day that a statement gives as `case.lodgedOn`, or on which `application-lodged` occurred; the
///   latter status outweighs any other, and of equals the later statement counts.
/// - Competent: one authority of each kind (DVDV prefix). A statement with `competent` makes that authority
///   competent in place of the one of its kind, unless a later occurrence did so before. Where there is none of
///   its kind, the source of a statement is competent.
final class CaseFold {

    private static final String APPLICATION_LODGED = "application-lodged";

    private @Nullable LocalDate lodgedOn;
    private boolean lodgedByApplication;

    /// By prefix: the authority, and when what made it competent occurred (empty: only as a source).
    private final TreeMap<String, Holder> competent = new TreeMap<>();

    private record Holder(Authority authority, String since) {}

    /// The state that events add up to.
    ///
    /// @param standing in the order in which they occurred
    static CaseFold of(Stream<EventTable.Standing> standing) {
        var fold = new CaseFold();
        standing.forEachOrdered(event -> fold.add(event.statement(), event.source(), event.occurred()));
        return fold;
    }

    /// Adds one event that stands: neither corrected nor retracted, and no retraction.
    void add(Statement statement, Authority source, String occurred) {
        lodged(statement);
        String named = statement.get(Field.COMPETENT);
        if (named != null) {
            Authority authority = Authority.parse(named);
            Holder before = competent.get(authority.prefix());
            if (before == null || before.since.compareTo(occurred) <= 0) {
                competent.put(authority.prefix(), new Holder(authority, occurred));
            }
        }
        competent.putIfAbsent(source.prefix(), new Holder(source, ""));
    }

    private void lodged(Statement statement) {
        boolean application = APPLICATION_LODGED.equals(statement.get(Field.STATUS));
        String date = statement.get(Field.CASE_LODGED_ON);
        if (date == null && application) {
            date = statement.get(Field.OCCURRED_DATE);
        }
        if (date != null && (application || !lodgedByApplication)) {
            lodgedOn = LocalDate.parse(date);
            lodgedByApplication = application;
        }
    }

    CaseState state(CaseRef caseRef) {
        return new CaseState(
                caseRef,
                lodgedOn,
                competent.values().stream().map(Holder::authority).collect(Collectors.toSet()));
    }

    /// As it is stored: `2026-06-13 application|ane:140010 2026-06-01T10:00|dbs:000001 `.
    String text() {
        String lodged = lodgedOn == null ? "" : lodgedOn + (lodgedByApplication ? " application" : " stated");
        return competent.values().stream()
                .map(holder -> "|" + holder.authority + " " + holder.since)
                .collect(Collectors.joining("", lodged, ""));
    }

    static CaseFold parse(@Nullable String text) {
        var fold = new CaseFold();
        if (text == null) {
            return fold;
        }
        String[] parts = text.split("\\|", -1);
        if (!parts[0].isEmpty()) {
            fold.lodgedOn = LocalDate.parse(parts[0].substring(0, parts[0].indexOf(' ')));
            fold.lodgedByApplication = parts[0].endsWith(" application");
        }
        for (int i = 1; i < parts.length; i++) {
            int space = parts[i].indexOf(' ');
            Authority authority = Authority.parse(parts[i].substring(0, space));
            fold.competent.put(authority.prefix(), new Holder(authority, parts[i].substring(space + 1)));
        }
        return fold;
    }
}
