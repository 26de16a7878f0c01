package org.florahub.record;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.florahub.vault.Prepared;

/// Counts. What grows for ever is not counted but read off its last number.
final class StatisticsRows {

    private StatisticsRows() {}

    static Statistics read(Connection connection) throws SQLException {
        var messages = new EnumMap<Disposition, Long>(Disposition.class);
        long others = 0;
        for (Count count : new Prepared(
                        connection,
                        "SELECT disposition, count(*) FROM message WHERE disposition <> 'accepted' GROUP BY disposition")
                .all(Count::read)) {
            messages.put(Disposition.ofKey(count.name), count.number);
            others += count.number;
        }
        messages.put(Disposition.ACCEPTED, number(connection, "SELECT coalesce(max(no), 0) FROM message") - others);
        return new Statistics(
                messages,
                number(connection, "SELECT coalesce(max(seq), 0) FROM event"),
                number(connection, "SELECT coalesce(max(idx), -1) + 1 FROM leaf"),
                perDestination(connection, "outbox"),
                perDestination(connection, "parked"));
    }

    private static long number(Connection connection, String sql) throws SQLException {
        return new Prepared(connection, sql).number();
    }

    private static Map<String, Long> perDestination(Connection connection, String table) throws SQLException {
        var counts = new LinkedHashMap<String, Long>();
        for (Count count : new Prepared(
                        connection,
                        "SELECT d.name, (SELECT count(*) FROM " + table
                                + " o WHERE o.destination = d.no) FROM destination d ORDER BY d.name")
                .all(Count::read)) {
            counts.put(count.name, count.number);
        }
        return counts;
    }

    private record Count(String name, long number) {

        static Count read(ResultSet row) throws SQLException {
            return new Count(row.getString(1), row.getLong(2));
        }
    }
}
