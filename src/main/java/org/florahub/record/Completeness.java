package org.florahub.record;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.florahub.vault.Prepared;
import org.jspecify.annotations.Nullable;

/// Where everything is that a hub has taken: delivered, waiting, parked, erased, or in quarantine.
///
/// @param messages     taken in
/// @param inQuarantine messages of which some or all was rejected and that were not replayed
/// @param replayed     messages that were rejected and have been replayed
/// @param inProgress   messages that are being recorded
/// @param inProgressSince when the oldest of them was received; `null` if there is none
/// @param incomplete   messages with another number of events than their sender was told
/// @param events       recorded
/// @param erased       of these, by order
/// @param destinations each with what it was to get
public record Completeness(
        long messages,
        long inQuarantine,
        long replayed,
        long inProgress,
        @Nullable Instant inProgressSince,
        long incomplete,
        long events,
        long erased,
        List<Destination> destinations) {

    /// Destinations whose positions do not add up, by name.
    static final String LOST = "SELECT name FROM destination d WHERE last_position <> erased"
            + " + (SELECT count(*) FROM delivery_event v WHERE v.destination = d.no)"
            + " + (SELECT count(*) FROM outbox o WHERE o.destination = d.no)"
            + " + (SELECT count(*) FROM parked p WHERE p.destination = d.no)";

    private static final String DESTINATIONS = "WITH gone AS (SELECT destination, count(*) AS n FROM delivery_event"
            + " GROUP BY destination), waits AS (SELECT o.destination, count(*) AS n, min(e.recorded_at) AS since"
            + " FROM outbox o LEFT JOIN event e ON e.seq = o.event GROUP BY o.destination),"
            + " stands AS (SELECT destination, count(*) AS n FROM parked GROUP BY destination)"
            + " SELECT name, last_position, coalesce(gone.n, 0), coalesce(waits.n, 0), waits.since,"
            + " coalesce(stands.n, 0), (SELECT min(since) FROM parked_case c WHERE c.destination = d.no), erased"
            + " FROM destination d LEFT JOIN gone ON gone.destination = d.no"
            + " LEFT JOIN waits ON waits.destination = d.no LEFT JOIN stands ON stands.destination = d.no"
            + " ORDER BY name";

    private static final String MESSAGES = "SELECT count(*),"
            + " count(*) FILTER (WHERE disposition IN ('rejected', 'partly') AND replayed_by = 0),"
            + " count(*) FILTER (WHERE replayed_by <> 0), count(*) FILTER (WHERE disposition = 'in-progress'),"
            + " min(received_at) FILTER (WHERE disposition = 'in-progress') FROM message";

    public Completeness {
        destinations = List.copyOf(destinations);
    }

    /// Of one destination.
    ///
    /// @param due          events that it was ever to get
    /// @param waitingSince when the event that waits longest was recorded; `null` if none waits
    /// @param parkedSince  when the case was parked that stands still longest; `null` if none does
    /// @param erased       events that were erased before they were delivered
    public record Destination(
            String name,
            long due,
            long delivered,
            long waiting,
            @Nullable Instant waitingSince,
            long parked,
            @Nullable Instant parkedSince,
            long erased) {

        /// Events that are nowhere: always 0, or something was lost. Below 0 something is there twice.
        public long lost() {
            return due - delivered - waiting - parked - erased;
        }
    }

    /// Whether everything is somewhere.
    public boolean holds() {
        return incomplete == 0 && destinations.stream().allMatch(to -> to.lost() == 0);
    }

    /// Each part is one statement, and so of one moment.
    static Completeness read(Connection connection) throws SQLException {
        record Counts(
                long all,
                long quarantine,
                long replayed,
                long progress,
                @Nullable Instant since) {}
        List<Counts> messages = new Prepared(connection, MESSAGES)
                .all(row -> new Counts(
                        row.getLong(1), row.getLong(2), row.getLong(3), row.getLong(4), instant(row.getLong(5))));
        Counts counts = messages.getFirst();
        return new Completeness(
                counts.all,
                counts.quarantine,
                counts.replayed,
                counts.progress,
                counts.since,
                number(connection, "SELECT count(*) FROM (%s)".formatted(RecordRule.MESSAGES_HAVE_ALL_EVENTS.places())),
                number(connection, "SELECT count(*) FROM event"),
                number(connection, "SELECT count(DISTINCT event) FROM erasure_event"),
                new Prepared(connection, DESTINATIONS)
                        .all(row -> new Destination(
                                row.getString(1),
                                row.getLong(2),
                                row.getLong(3),
                                row.getLong(4),
                                instant(row.getLong(5)),
                                row.getLong(6),
                                instant(row.getLong(7)),
                                row.getLong(8))));
    }

    private static @Nullable Instant instant(long millis) {
        return millis == 0 ? null : Instant.ofEpochMilli(millis);
    }

    private static long number(Connection connection, String sql) throws SQLException {
        return new Prepared(connection, sql).number();
    }
}
