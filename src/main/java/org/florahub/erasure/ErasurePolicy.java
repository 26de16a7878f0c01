package org.florahub.erasure;

import java.time.Duration;

/// How long operators and recipients have.
///
/// @param approveWithin     how long a proposal stands
/// @param acknowledgeWithin how long a recipient has before it is reminded, each time
public record ErasurePolicy(Duration approveWithin, Duration acknowledgeWithin) {

    public ErasurePolicy {
        if (!approveWithin.isPositive() || !acknowledgeWithin.isPositive()) {
            throw new IllegalArgumentException("flora.erasure: found a time that is not positive, expected one.");
        }
    }
}
