package org.florahub.record;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.florahub.vault.EventSeal;
import org.florahub.vault.Prepared;
import org.florahub.vault.Vault;
import org.jspecify.annotations.Nullable;

/// Reads what was delivered, on one connection.
final class DeliveryRows {

    private static final String SELECT = "SELECT d.name, l.id, l.sequence, l.events, l.sha256, l.losses, l.at,"
            + " f.extension, f.withheld FROM delivery l JOIN destination d ON d.no = l.destination"
            + " LEFT JOIN delivery_form f ON f.no = l.form WHERE ";

    /// Once as many events are read, no further delivery is added.
    private static final int EVENTS_ENOUGH = 2_000;

    private final EventRows events;
    private final Prepared byId;
    private final Prepared ofEvent;
    private final Prepared awaitingProof;
    private final Prepared awaitingWitness;
    private final Prepared changeOf;
    private final EventSeal seal;

    DeliveryRows(Connection connection, Vault vault) {
        events = new EventRows(connection, vault);
        byId = new Prepared(connection, SELECT + "l.sequence = ? AND l.id = ?");
        ofEvent = new Prepared(
                connection,
                "SELECT e.event, d.name, l.id, l.sequence, l.sha256, l.at FROM delivery_event e"
                        + " JOIN delivery l ON l.no = e.delivery JOIN destination d ON d.no = l.destination"
                        + " WHERE e.event = ? ORDER BY l.no");
        changeOf = new Prepared(
                connection,
                "SELECT c.sealed FROM delivery_change c JOIN destination d ON d.no = c.destination"
                        + " WHERE c.event = ? AND d.name = ?");
        seal = vault.eventSeal();
        awaitingProof = new Prepared(connection, awaiting("proof_leaf"));
        awaitingWitness = new Prepared(connection, awaiting("witness_leaf"));
    }

    private static String awaiting(String leaf) {
        return SELECT
                + "l.destination = (SELECT no FROM destination WHERE name = ?) AND l.%1$s IS NOT NULL AND l.%1$s < ? ORDER BY l.%1$s LIMIT ?"
                        .formatted(leaf);
    }

    @Nullable
    DeliveredUnit byId(UUID id) throws SQLException {
        Row row = byId.first(Row::read, Unit.sequenceOf(id), id);
        return row == null ? null : unit(row);
    }

    /// The changed values of an event in a delivery, `null` if it was written as it is.
    @Nullable
    String change(RecordedEvent event, String destination) throws SQLException {
        byte[] sealed = changeOf.first(row -> row.getBytes(1), event.seq(), destination);
        return sealed == null
                ? null
                : new String(
                        seal.openBeside(event.eventKey(), event.event().id(), DeliveryTable.CHANGE, sealed),
                        StandardCharsets.UTF_8);
    }

    List<Delivery> ofEvent(long seq) throws SQLException {
        return ofEvent.all(
                row -> new Delivery(
                        row.getLong(1),
                        row.getString(2),
                        Prepared.uuid(row, 3),
                        row.getLong(4),
                        row.getBytes(5),
                        Instant.ofEpochMilli(row.getLong(6))),
                seq);
    }

    List<DeliveredUnit> awaitingProof(String destination, long leaves, int max) throws SQLException {
        return units(awaitingProof, destination, leaves, max);
    }

    List<DeliveredUnit> awaitingWitness(String destination, long leaves, int max) throws SQLException {
        return units(awaitingWitness, destination, leaves, max);
    }

    private List<DeliveredUnit> units(Prepared awaiting, String destination, long leaves, int max) throws SQLException {
        var units = new ArrayList<DeliveredUnit>();
        int count = 0;
        for (Row row : awaiting.all(Row::read, destination, leaves, max)) {
            if (count >= EVENTS_ENOUGH) {
                break;
            }
            DeliveredUnit unit = unit(row);
            units.add(unit);
            count += unit.events().size();
        }
        return units;
    }

    private DeliveredUnit unit(Row row) throws SQLException {
        var members = new ArrayList<RecordedEvent>();
        for (String seq : row.events.split(",", -1)) {
            RecordedEvent event = events.bySeq(Long.parseLong(seq));
            if (event != null) {
                members.add(event);
            }
        }
        return new DeliveredUnit(
                row.id, row.destination, row.sequence, row.sha256, row.form, row.losses, row.at, members);
    }

    @SuppressWarnings("ArrayRecordComponent") // a carrier
    private record Row(
            String destination,
            UUID id,
            long sequence,
            String events,
            byte[] sha256,
            String losses,
            Instant at,
            @Nullable DeliveryForm form) {

        static Row read(ResultSet row) throws SQLException {
            return new Row(
                    row.getString(1),
                    Prepared.uuid(row, 2),
                    row.getLong(3),
                    row.getString(4),
                    row.getBytes(5),
                    row.getString(6),
                    Instant.ofEpochMilli(row.getLong(7)),
                    form(row.getString(8), row.getString(9)));
        }

        private static @Nullable DeliveryForm form(@Nullable String extension, @Nullable String withheld) {
            return extension == null || withheld == null ? null : DeliveryForm.read(extension, withheld);
        }
    }
}
