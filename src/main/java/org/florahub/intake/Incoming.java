package org.florahub.intake;

import org.florahub.adapter.Adapter;
import org.florahub.adapter.InChannel;
import org.jspecify.annotations.Nullable;

/// One message as a channel received it from an authenticated sender.
///
/// @param adapter            who sent it, as the channel authenticated it; never what the message claims
/// @param channel            the adapter's channel on which it came; it names the transform
/// @param name               what the sender calls it: a file name or message id; it stands in problems and logs,
///                           so
/// the
///                           channel has cleaned it of control characters and cut it to 200 characters
/// @param content            the bytes
/// @param transportMessageId the id that the transport gave it (SOAP MessageID, JMS message id of the sender), or
///                           `null`; used where the message itself carries none
/// @param mayGrow            whether the sender may still be writing it: a document that ends early is then
///                           [Receipt.Unfinished] instead of rejected
public record Incoming(
        Adapter adapter,
        InChannel channel,
        String name,
        Content content,
        @Nullable String transportMessageId,
        boolean mayGrow) {

    /// A message that is certainly whole.
    public Incoming(
            Adapter adapter, InChannel channel, String name, Content content, @Nullable String transportMessageId) {
        this(adapter, channel, name, content, transportMessageId, false);
    }
}
