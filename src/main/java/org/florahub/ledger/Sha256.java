package org.florahub.ledger;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/// One SHA-256 per thread, always left reset.
final class Sha256 {

    private static final ThreadLocal<MessageDigest> DIGEST = ThreadLocal.withInitial(Sha256::newDigest);

    private Sha256() {}

    /// This thread's own digest, ready for a first update; finish it before anyone else on this thread asks.
    static MessageDigest digest() {
        return DIGEST.get();
    }

    static MessageDigest newDigest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every JDK has SHA-256", impossible);
        }
    }
}
