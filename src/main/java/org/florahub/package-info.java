/// The hub as one process: [HubApplication] puts the stages together and starts them.
///
/// Nothing here has a rule of its own; the way of a message is told in `docs/explanation/life-of-a-message.md`.
@NullMarked
package org.florahub;

import org.jspecify.annotations.NullMarked;
