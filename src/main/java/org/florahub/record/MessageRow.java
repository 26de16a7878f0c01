package org.florahub.record;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.florahub.event.Authority;
import org.florahub.event.Land;
import org.florahub.event.Problem;
import org.florahub.record.SealedOriginal.Place;
import org.jspecify.annotations.Nullable;

/// A row of `message`.
///
/// @param digest     keyed hash of sender and bytes
/// @param place      where the original lies
/// @param wrappedKey the key of the original, `null` once it is erased
@SuppressWarnings("ArrayRecordComponent") // a carrier, compared by nobody
record MessageRow(
        Message message, byte[] digest, Place place, byte @Nullable [] wrappedKey, long firstEvent, long firstLeaf) {

    /// The columns that [#read] reads.
    static final String COLUMNS = "no, sender, adapter_version, transform, source, land, channel, name, message_id,"
            + " sent_at, received_at, digest, size, own_file, segment, segment_offset, wrapped_key, disposition,"
            + " statements, first_event, events, already_known, first_leaf, rejected, replayed_by";

    static MessageRow read(ResultSet row) throws SQLException {
        return new MessageRow(
                new Message(
                        row.getLong(1),
                        header(row, 2),
                        Instant.ofEpochMilli(row.getLong(11)),
                        row.getLong(13),
                        Disposition.ofKey(row.getString(18)),
                        row.getLong(19),
                        row.getLong(21),
                        row.getLong(22),
                        row.getLong(24),
                        row.getLong(25)),
                row.getBytes(12),
                place(row),
                row.getBytes(17),
                row.getLong(20),
                row.getLong(23));
    }

    private static MessageHeader header(ResultSet row, int column) throws SQLException {
        String land = row.getString(column + 4);
        String sentAt = row.getString(column + 8);
        return new MessageHeader(
                row.getString(column),
                row.getString(column + 1),
                row.getString(column + 2),
                Authority.parse(row.getString(column + 3)),
                land == null ? null : new Land(land),
                row.getString(column + 5),
                row.getString(column + 6),
                row.getString(column + 7),
                sentAt == null ? null : Instant.parse(sentAt));
    }

    private static Place place(ResultSet row) throws SQLException {
        String ownFile = row.getString(14);
        return ownFile == null ? new Place.InSegment(row.getInt(15), row.getLong(16)) : new Place.OwnFile(ownFile);
    }

    /// The answer that the sender of this message got.
    Recorded answer(List<Problem> problems) {
        return new Recorded(
                message.no(),
                message.disposition(),
                firstEvent,
                message.events(),
                message.alreadyKnown(),
                firstLeaf,
                List.of(),
                problems,
                message.rejected(),
                true);
    }
}
