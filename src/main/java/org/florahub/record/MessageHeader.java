package org.florahub.record;

import java.time.Instant;
import org.florahub.event.Authority;
import org.florahub.event.Land;
import org.jspecify.annotations.Nullable;

/// What is known of a message besides its content. Nothing here may be a personal value.
///
/// @param sender         name of the adapter that sent it, as the hub authenticated it
/// @param adapterVersion version of that adapter
/// @param transform      transform that read it and its version, `NAME@VERSION`
/// @param source         the sending authority
/// @param land           its Land, or `null` for a federal authority
/// @param channel        `file`, `soap`, `mq`, …
/// @param name           file name or transport id, for people to recognise it by
/// @param messageId      the sender's own id of the message, or `null` if the format has none; rows of a message
///                       without an id are recognised one by one by their content
/// @param sentAt         when the sender says it was made
public record MessageHeader(
        String sender,
        String adapterVersion,
        String transform,
        Authority source,
        @Nullable Land land,
        String channel,
        String name,
        @Nullable String messageId,
        @Nullable Instant sentAt) {

    /// `NAME@VERSION`, as events carry it.
    public String adapter() {
        return sender + "@" + adapterVersion;
    }
}
