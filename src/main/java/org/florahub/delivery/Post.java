package org.florahub.delivery;

import java.time.Clock;
import org.florahub.record.Outbox;

/// What all couriers work with.
///
/// @param outbox  what is to be delivered, and where it is noted that it was
/// @param sender  the channels
/// @param bundles is told of deliveries that await their proof
/// @param policy  how much at once, and how long to wait after failures
/// @param clock   for the time of the next attempt; nothing that is delivered depends on it
record Post(Outbox outbox, Sender sender, Bundles bundles, DeliveryPolicy policy, Clock clock) {}
