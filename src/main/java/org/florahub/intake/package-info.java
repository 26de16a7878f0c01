/// From received bytes to a durable receipt: limits, duplicates, transform, quarantine.
@NullMarked
package org.florahub.intake;

import org.jspecify.annotations.NullMarked;
