package org.florahub.adapter;

import java.util.Set;
import org.florahub.event.Field;

/// What the hub itself supplies beside a message, so that no adapter has to.
final class HubGiven {

    /// The sender as authenticated, and the id that the channel gave the message.
    static final Set<Field> FIELDS = Set.of(Field.SOURCE, Field.SOURCE_NAME, Field.MESSAGE_ID);

    private HubGiven() {}
}
