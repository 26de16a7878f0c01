package org.florahub.channel;

import org.apache.activemq.artemis.api.core.Message;
import org.apache.activemq.artemis.core.server.ServerSession;
import org.apache.activemq.artemis.core.server.plugin.ActiveMQServerMessagePlugin;
import org.apache.activemq.artemis.core.transaction.Transaction;
import org.jspecify.annotations.Nullable;

/// Makes every message durable, whatever its sender asked for: AMQP clients send undurable messages unless told
/// otherwise, and an accepted message must survive a restart.
final class DurableSends implements ActiveMQServerMessagePlugin {

    @Override
    public void beforeSend(
            ServerSession session,
            @Nullable Transaction tx,
            Message message,
            boolean direct,
            boolean noAutoCreateQueue) {
        if (!message.isDurable()) {
            message.setDurable(true);
        }
    }
}
