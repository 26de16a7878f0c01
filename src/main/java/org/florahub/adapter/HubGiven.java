package org.florahub.adapter;

import java.util.Set;
import org.florahub.event.Field;

/// What the hub itself supplies beside a message, so that no adapter has to.
final class HubGiven {

    /// Sender and receiver as authenticated, and the message's own data.
    static final Set<Field> FIELDS = Set.of(
            Field.SOURCE,
            Field.SOURCE_NAME,
            Field.TARGET,
            Field.TARGET_NAME,
            Field.MESSAGE_ID,
            Field.MESSAGE_SENT_AT,
            Field.MESSAGE_MARK,
            Field.MESSAGE_TEST);

    private HubGiven() {}
}
