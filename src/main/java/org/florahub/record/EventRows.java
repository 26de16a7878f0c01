package org.florahub.record;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.florahub.event.Authority;
import org.florahub.event.CaseRef;
import org.florahub.event.EventId;
import org.florahub.event.Land;
import org.florahub.event.PersonRef;
import org.florahub.event.Regime;
import org.florahub.event.Statement;
import org.florahub.event.StatusEvent;
import org.florahub.vault.EventSeal;
import org.florahub.vault.FlatJson;
import org.florahub.vault.Prepared;
import org.florahub.vault.Vault;
import org.jspecify.annotations.Nullable;

/// Reads events with what the vault holds of them, on one connection.
final class EventRows {

    private static final String SELECT =
            "SELECT e.seq, e.message, e.line, e.leaf, e.id, e.case_ref, e.person_ref, r.id,"
                    + " e.regime, e.source, m.land, m.sender, m.adapter_version, m.transform, e.recorded_at, e.statement,"
                    + " v.sealed, c.wrapped_key, c.ref"
                    + " FROM %s JOIN message m ON m.no = e.message JOIN vault_event v ON v.seq = e.seq"
                    + " JOIN vault_case c ON c.no = v.case_no LEFT JOIN event r ON r.seq = e.refers WHERE ";

    private static final String EVENT = SELECT.formatted("event e");
    private static final String PERSON = SELECT.formatted("vault_person p JOIN event e ON e.person = p.no");

    private final EventSeal seal;
    private final Prepared from;
    private final Prepared between;
    private final Prepared bySeq;
    private final Prepared byId;
    private final Prepared ofMessage;
    private final Prepared ofCase;
    private final Prepared ofPerson;

    EventRows(Connection connection, Vault vault) {
        seal = vault.eventSeal();
        from = new Prepared(connection, EVENT + "e.seq >= ? ORDER BY e.seq LIMIT ?");
        between = new Prepared(connection, EVENT + "e.seq >= ? AND e.seq < ? ORDER BY e.seq");
        bySeq = new Prepared(connection, EVENT + "e.seq = ?");
        byId = new Prepared(connection, EVENT + "e.id = ?");
        ofMessage = new Prepared(connection, EVENT + "e.message = ? ORDER BY e.seq");
        ofPerson = new Prepared(connection, EVENT + "e.person = ? ORDER BY e.seq");
        ofCase = new Prepared(connection, PERSON + "p.case_no IN (" + EventTable.PARTS + ") ORDER BY e.seq");
    }

    List<RecordedEvent> from(long seq, int max) throws SQLException {
        return from.all(this::read, seq, max);
    }

    List<RecordedEvent> between(long from, long to) throws SQLException {
        return between.all(this::read, from, to);
    }

    @Nullable
    RecordedEvent bySeq(long seq) throws SQLException {
        return bySeq.first(this::read, seq);
    }

    @Nullable
    RecordedEvent byId(EventId id) throws SQLException {
        return byId.first(this::read, id.value());
    }

    List<RecordedEvent> ofMessage(long message) throws SQLException {
        return ofMessage.all(this::read, message);
    }

    List<RecordedEvent> ofCase(long caseNo) throws SQLException {
        return ofCase.all(this::read, caseNo, caseNo);
    }

    List<RecordedEvent> ofPerson(long personNo) throws SQLException {
        return ofPerson.all(this::read, personNo);
    }

    private RecordedEvent read(ResultSet row) throws SQLException {
        StatusEvent event = event(row);
        EventSeal.Opened opened =
                seal.open(row.getBytes(18), new CaseRef(Prepared.uuid(row, 19)), event.id(), row.getBytes(17));
        return new RecordedEvent(
                row.getLong(1),
                row.getLong(2),
                row.getInt(3),
                event,
                opened.personal(),
                opened.eventKey(),
                row.getLong(4));
    }

    private static StatusEvent event(ResultSet row) throws SQLException {
        String land = row.getString(11);
        return new StatusEvent(
                new EventId(Prepared.uuid(row, 5)),
                new CaseRef(Prepared.uuid(row, 6)),
                new PersonRef(Prepared.uuid(row, 7)),
                Statement.unflatten(FlatJson.read(row.getString(16))),
                row.getBytes(8) == null ? null : new EventId(Prepared.uuid(row, 8)),
                Regime.valueOf(row.getString(9).toUpperCase(Locale.ROOT)),
                Authority.parse(row.getString(10)),
                land == null ? null : new Land(land),
                row.getString(12) + "@" + row.getString(13),
                row.getString(14),
                Instant.ofEpochMilli(row.getLong(15)));
    }
}
