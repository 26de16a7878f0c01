package org.florahub.record;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.UUID;

/// What goes to a destination as one document: one event, or several that share it.
///
/// Id, sequence number and name follow from the members alone, so that every repetition carries the same ones.
///
/// @param destination name of the adapter it goes to
/// @param members     at least one, in the order of their positions
public record Unit(String destination, List<Due> members) {

    private static final int SEQUENCE_BITS = 48;
    private static final long SEQUENCE_MASK = (1L << SEQUENCE_BITS) - 1;

    public Unit {
        members = List.copyOf(members);
        if (members.isEmpty()) {
            throw new IllegalArgumentException("A unit has at least one member");
        }
    }

    /// A unit of one event.
    public static Unit of(Due due) {
        return new Unit(due.destination(), List.of(due));
    }

    /// The id that every attempt carries: SHA-256 of destination and event ids in the shape of a UUID of version
    /// 8.
    public UUID id() {
        return id(
                destination,
                sequence(),
                members.stream()
                        .map(member -> member.event().event().id().value())
                        .toList());
    }

    /// See [#id()].
    static UUID id(String destination, long sequence, List<UUID> events) {
        MessageDigest sha = sha256();
        sha.update(destination.getBytes(StandardCharsets.UTF_8));
        sha.update((byte) 0);
        var id = ByteBuffer.allocate(16);
        for (UUID event : events) {
            sha.update(id.clear()
                    .putLong(event.getMostSignificantBits())
                    .putLong(event.getLeastSignificantBits())
                    .flip());
        }
        ByteBuffer digest = ByteBuffer.wrap(sha.digest());
        long high = (digest.getLong() & 0xFFFF_FFFF_FFFF_0FFFL) | 0x8000L;
        long variant = (digest.getShort() & 0x3FFFL) | 0x8000L;
        long low = (variant << SEQUENCE_BITS) | (sequence & SEQUENCE_MASK);
        return new UUID(high, low);
    }

    /// The sequence that the id of a unit ends in.
    static long sequenceOf(UUID id) {
        return id.getLeastSignificantBits() & SEQUENCE_MASK;
    }

    /// The place of this unit among those of its destination: increasing, with gaps.
    public long sequence() {
        return members.getFirst().position();
    }

    /// `0000000123-9f86d081.xml`: sorts by sequence.
    ///
    /// @param extension without a dot
    public String name(String extension) {
        return "%010d-%s.%s".formatted(sequence(), id().toString().substring(0, 8), extension);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
