package org.florahub.delivery;

import org.florahub.event.Problem;

/// How one attempt to send one parcel ended.
public sealed interface Outcome {

    /// The destination has it durably.
    record Delivered() implements Outcome {}

    /// The destination will never take this document: it is parked for an operator, with all later events of its
    /// cases.
    record Refused(Problem problem) implements Outcome {}

    /// It could not be handed over now; the same bytes are tried again later.
    ///
    /// @param reason for the operator, one sentence without values from messages
    record Unreachable(String reason) implements Outcome {}
}
