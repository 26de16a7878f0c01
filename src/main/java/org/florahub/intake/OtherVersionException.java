package org.florahub.intake;

import org.florahub.record.MessageHeader;

/// A long message was begun with a version of its adapter or transform that is not in force any more. What is
/// recorded of it stays; the rest is recorded when that version is back.
public final class OtherVersionException extends RuntimeException {

    OtherVersionException(long message, MessageHeader begun) {
        super(
                "message %d was begun with adapter %s and transform %s, which are not in force together. Put these versions of the folders back until it is finished."
                        .formatted(message, begun.adapter(), begun.transform()));
    }
}
