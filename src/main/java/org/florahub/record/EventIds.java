package org.florahub.record;

import java.security.SecureRandom;
import java.util.UUID;
import org.florahub.event.EventId;
import org.jspecify.annotations.Nullable;

/// Makes UUIDv7 (RFC 9562, section 6.2, method 2): milliseconds, then a random number that only ever grows within
/// one millisecond. Each id is larger than all before it, also when the clock is set back. For the writer thread.
final class EventIds {

    private static final int STEP_BITS = 24;

    private final SecureRandom random = new SecureRandom();
    private long millis;
    private long high;
    private long low;

    /// @param last the largest id given so far, `null` if there is none
    EventIds(@Nullable UUID last) {
        if (last != null) {
            millis = last.getMostSignificantBits() >>> 16;
            high = last.getMostSignificantBits() & 0xFFF;
            low = last.getLeastSignificantBits() & 0x3FFF_FFFF_FFFF_FFFFL;
        }
    }

    EventId next(long nowMillis) {
        if (nowMillis > millis) {
            millis = nowMillis;
            high = random.nextInt(1 << 11); // the top bit stays free for the steps to come
            low = random.nextLong() >>> 2;
        } else {
            step();
        }
        long first = (millis << 16) | 0x7000L | high;
        return new EventId(new UUID(first, low | 0x8000_0000_0000_0000L));
    }

    private void step() {
        low += 1 + random.nextLong(1L << STEP_BITS);
        if (low > 0x3FFF_FFFF_FFFF_FFFFL) {
            low &= 0x3FFF_FFFF_FFFF_FFFFL;
            if (++high > 0xFFF) {
                high = 0;
                millis++;
            }
        }
    }
}
