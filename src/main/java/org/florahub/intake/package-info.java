/// From received bytes to a durable receipt: limits, duplicates, transform, quarantine, answer.
///
/// Start at [Intake]: one call per message, which returns when the message cannot be lost any more. The package
/// knows no channel, no Camel and no Spring; what an authority's format looks like is the transform's business, and
/// what a transaction is, the record's.
@NullMarked
package org.florahub.intake;

import org.jspecify.annotations.NullMarked;
