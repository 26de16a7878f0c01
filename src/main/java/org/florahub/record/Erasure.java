package org.florahub.record;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// An order to erase, from its proposal to the last acknowledgement. Holds nothing personal.
///
/// @param no         the hub's number of it, from 1
/// @param scope      what is erased
/// @param subject    pseudonym of the case, or id of the event
/// @param reason     as the one who proposed it put it
/// @param proposedBy operator
/// @param expiresAt  when the proposal is void unless it has been approved
/// @param approvedBy another operator, `null` while nobody has
/// @param approvedAt when the keys were destroyed
/// @param clearedAt  when nothing readable was left on the disk
/// @param leaves     indices of the erased leaves, ascending
/// @param orders     indices of the order's own leaves; several if it is long
/// @param messages   numbers of the messages whose originals were destroyed
/// @param notices    to everybody who had received any of it
public record Erasure(
        long no,
        Scope scope,
        UUID subject,
        String reason,
        String proposedBy,
        Instant proposedAt,
        Instant expiresAt,
        @Nullable String approvedBy,
        @Nullable Instant approvedAt,
        @Nullable Instant clearedAt,
        List<Long> leaves,
        List<Long> orders,
        List<Long> messages,
        List<Notice> notices) {

    public Erasure {
        leaves = List.copyOf(leaves);
        orders = List.copyOf(orders);
        messages = List.copyOf(messages);
        notices = List.copyOf(notices);
    }

    /// What an order is about.
    public enum Scope {
        /// Everything of a case: events, originals, persons, identifiers.
        CASE,
        /// One event and the original that it came in.
        EVENT;

        /// As it is stored and shown.
        public String key() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    /// How far an order has come.
    public enum Phase {
        PROPOSED,
        EXPIRED,
        /// The keys are gone; what is left of ciphertext and copies is being removed.
        DESTROYED,
        /// Nothing is left here; recipients have still to acknowledge.
        AWAITED,
        DONE;

        /// As it is shown.
        public String key() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    /// How far it has come at that time.
    public Phase phase(Instant now) {
        if (approvedAt == null) {
            return now.isBefore(expiresAt) ? Phase.PROPOSED : Phase.EXPIRED;
        }
        if (clearedAt == null) {
            return Phase.DESTROYED;
        }
        return notices.stream().allMatch(notice -> notice.acknowledgedAt() != null) ? Phase.DONE : Phase.AWAITED;
    }

    /// What one recipient is told, and whether it has answered.
    ///
    /// @param destination    adapter
    /// @param deliveries     that held erased events, in their order; none where it is only possible that one did
    /// @param sentAt         first time, `null` while it has not been sent
    /// @param reminders      how often it was sent again
    /// @param nextAt         when it is sent, or sent again
    /// @param acknowledgedBy who said that the recipient has erased it
    public record Notice(
            String destination,
            List<Copy> deliveries,
            @Nullable Instant sentAt,
            int reminders,
            Instant nextAt,
            @Nullable Instant acknowledgedAt,
            @Nullable String acknowledgedBy) {

        public Notice {
            deliveries = List.copyOf(deliveries);
        }
    }

    /// A delivery that held erased events.
    ///
    /// @param id   of the delivery
    /// @param name of its document
    /// @param at   when it was delivered
    /// @param positions places of the erased events in the document, from 1
    /// @param only      whether nothing else was in it
    public record Copy(UUID id, String name, Instant at, List<Integer> positions, boolean only) {

        public Copy {
            positions = List.copyOf(positions);
        }
    }
}
