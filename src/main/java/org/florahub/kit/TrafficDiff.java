package org.florahub.kit;

import java.util.List;
import java.util.Map;

/// What would have become of recorded traffic if the folders had been as they are now. Holds names of fields,
/// numbers of messages and counts, and no value of any message.
///
/// @param adapter    whose traffic it is
/// @param messages   how many of its messages were read again
/// @param erased     how many messages have no original any more, or one that cannot be opened
/// @param unreadable their numbers, at most [#LISTED_MAX]
/// @param kinds      how many changes there are, by kind
/// @param changes    the newest [#LISTED_MAX] messages and lines that would have become something else
/// @param fields     how many events would have another value, by field
/// @param receivers  whom it would have concerned, by name
/// @param documents  what the adapter itself was sent
public record TrafficDiff(
        String adapter,
        long messages,
        long erased,
        List<Long> unreadable,
        Map<String, Long> kinds,
        List<Change> changes,
        Map<String, Long> fields,
        Map<String, Receiver> receivers,
        Documents documents) {

    /// What is listed one by one is bounded, whatever has been recorded; counts are of all.
    static final int LISTED_MAX = 10_000;

    /// One event, or one message as a whole: `refused` if it is no longer taken, `accepted` if it is now.
    ///
    /// @param message the hub's number of it
    /// @param line    in that message, 0 for the message as a whole
    /// @param kind    `gained`, `lost`, `changed`, `refused` or `accepted`
    /// @param status  of the event; empty for a message
    /// @param fields  that would differ
    public record Change(long message, int line, String kind, String status, List<String> fields) {}

    /// One receiver.
    ///
    /// @param changed    deliveries that would say something else
    /// @param lost       deliveries that would not have been made
    /// @param gained     events that it would have been told as well
    /// @param perhaps    events that it would have been told if it is competent for the case
    /// @param unwritable deliveries that could not be written any more
    public record Receiver(long changed, long lost, long gained, long perhaps, long unwritable) {

        static final Receiver NONE = new Receiver(0, 0, 0, 0, 0);

        Receiver plus(Receiver other) {
            return new Receiver(
                    changed + other.changed,
                    lost + other.lost,
                    gained + other.gained,
                    perhaps + other.perhaps,
                    unwritable + other.unwritable);
        }
    }

    /// Documents that the adapter itself was sent.
    ///
    /// @param compared   written again and compared
    /// @param different  would be other bytes
    /// @param unwritable could not be written any more
    public record Documents(long compared, long different, long unwritable) {}

    /// Whether nothing would have become something else.
    public boolean same() {
        return changes.isEmpty() && documents.different() == 0 && documents.unwritable() == 0;
    }
}
