/// The store: one writer, one transaction per group of messages, outbox, quarantine.
@NullMarked
package org.florahub.record;

import org.jspecify.annotations.NullMarked;
