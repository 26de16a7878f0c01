package org.florahub.record;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.florahub.event.Statement;
import org.florahub.vault.FlatJson;
import org.florahub.vault.Prepared;

/// Reads the events by which time is counted: how long cases may be kept. Looks at all events, since that is asked
/// for rarely and an index would cost every recording. Thread-safe.
public final class Milestones {

    private static final String SQL = "SELECT r.ref, e.status, e.statement, e.recorded_at FROM event e"
            + " JOIN vault_person p ON p.no = e.person JOIN vault_case c ON c.no = p.case_no"
            + " JOIN vault_case r ON r.no = coalesce(c.merged_into, c.no) WHERE e.kind <> 'retract'"
            + " AND NOT EXISTS (SELECT 1 FROM event a WHERE a.refers = e.seq) AND e.status IN ";

    private final Readers readers;

    Milestones(Readers readers) {
        this.readers = readers;
    }

    /// The events of these statuses that nobody has corrected or retracted, of all cases.
    public List<Milestone> of(Set<String> statuses) {
        String places = statuses.stream().map(_ -> "?").collect(Collectors.joining(", ", "(", ")"));
        return readers.read(
                connection -> new Prepared(connection, SQL + places).all(Milestones::row, statuses.toArray()));
    }

    private static Milestone row(ResultSet row) throws SQLException {
        return new Milestone(
                Prepared.uuid(row, 1),
                row.getString(2),
                Statement.unflatten(FlatJson.read(row.getString(3))),
                LocalDate.ofInstant(Instant.ofEpochMilli(row.getLong(4)), ZoneOffset.UTC));
    }
}
