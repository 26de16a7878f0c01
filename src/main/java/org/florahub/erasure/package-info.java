/// Erasure that is real: an order proposed by one operator and approved by another destroys keys and what they sealed,
/// clears what lies in folders and queues, is anchored in the ledger, and is told to everybody who had received any of
/// it until all have acknowledged.
///
/// What destroys is one transaction of [org.florahub.record.Erasures]; [org.florahub.erasure.Eraser] does what comes
/// after it, again after a crash.
@NullMarked
package org.florahub.erasure;

import org.jspecify.annotations.NullMarked;
