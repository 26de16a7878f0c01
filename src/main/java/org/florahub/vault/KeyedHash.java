package org.florahub.vault;

import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// HMAC-SHA-256 under a root key: the same input is recognised again, and without the key nobody can try out what
/// the input was. Thread-safe.
public final class KeyedHash {

    private final Mac keyed;

    KeyedHash(byte[] key) {
        try {
            keyed = Mac.getInstance("HmacSHA256");
            keyed.init(new SecretKeySpec(key, "HmacSHA256"));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /// The hash of the parts, which are told apart by their lengths: 32 bytes.
    public byte[] of(byte[]... parts) {
        Mac mac = fresh();
        for (byte[] part : parts) {
            mac.update((byte) (part.length >>> 24));
            mac.update((byte) (part.length >>> 16));
            mac.update((byte) (part.length >>> 8));
            mac.update((byte) part.length);
            mac.update(part);
        }
        return mac.doFinal();
    }

    private Mac fresh() {
        try {
            return (Mac) keyed.clone();
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("The JDK's HMAC can be cloned", e);
        }
    }
}
