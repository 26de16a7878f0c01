package org.florahub.record;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// Everything that is held about one person, and nothing about another: what a controller needs for an answer under
/// Article 15 GDPR. Prints nothing of it.
///
/// @param at        when it was put together
/// @param files     the person in each of the cases
/// @param events    what was recorded, in the order of recording
/// @param originals messages that hold or name the person: those of the events, and those in quarantine
/// @param orders    orders to erase the person's data that have been proposed
/// @param leaves    indices in the ledger of the acts that say that this was asked for
public record SubjectRecord(
        Instant at, List<File> files, List<Told> events, List<Kept> originals, List<Order> orders, List<Long> leaves) {

    public SubjectRecord {
        files = List.copyOf(files);
        events = List.copyOf(events);
        originals = List.copyOf(originals);
        orders = List.copyOf(orders);
        leaves = List.copyOf(leaves);
    }

    @Override
    public String toString() {
        return "SubjectRecord[%d files, %d events]".formatted(files.size(), events.size());
    }

    /// The person in one case.
    ///
    /// @param identifiers by the paths of their fields; several of one kind are separated by line feeds
    public record File(UUID caseRef, UUID personRef, Map<String, String> identifiers) {

        @Override
        public String toString() {
            return "File[" + caseRef + "]";
        }
    }

    /// One event.
    ///
    /// @param values     what it says, personal fields included, by path
    /// @param source     the authority that said it
    /// @param adapter    the connection that it came over
    /// @param refers     the event that it corrects or retracts, empty if none
    /// @param deliveries who received it
    /// @param message    the hub's number of the message that it came in
    /// @param waiting    whom it is still to be delivered to
    /// @param leaf       its index in the ledger
    public record Told(
            UUID id,
            UUID caseRef,
            Instant recordedAt,
            String source,
            String adapter,
            String refers,
            long message,
            long leaf,
            Map<String, String> values,
            List<Receipt> deliveries,
            List<String> waiting) {

        @Override
        public String toString() {
            return "Told[" + id + "]";
        }
    }

    /// A delivery that held the event.
    ///
    /// @param destination connection of the receiving authority
    /// @param id          of the delivery
    public record Receipt(String destination, UUID id, Instant at) {}

    /// A message whose original, encrypted, holds something about the person, perhaps beside others.
    ///
    /// @param disposition `accepted`, `partly`, `rejected` or `in-progress`
    /// @param kept        whether the original is there still
    public record Kept(
            long message, String source, String adapter, Instant receivedAt, String disposition, boolean kept) {}

    /// A proposed erasure.
    ///
    /// @param approvedAt empty while nobody has approved it
    public record Order(long no, String scope, UUID subject, Instant proposedAt, String approvedAt) {}
}
