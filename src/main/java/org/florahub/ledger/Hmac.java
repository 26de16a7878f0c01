package org.florahub.ledger;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// HMAC-SHA-256 with keys of exactly 32 bytes, and the one step of HKDF-Expand (RFC 5869) that gives 32 bytes.
///
/// Other key lengths are refused because HMAC pads short keys and hashes long ones, so that two different keys could
/// give the same value.
final class Hmac {

    static final int KEY_BYTES = 32;

    private static final String ALGORITHM = "HmacSHA256";
    private static final ThreadLocal<Mac> MAC = ThreadLocal.withInitial(Hmac::newMac);

    private Hmac() {}

    /// This thread's MAC under this key, ready for a first update.
    static Mac keyed(byte[] key) {
        if (key.length != KEY_BYTES) {
            throw new IllegalArgumentException("A key is 32 bytes, not " + key.length);
        }
        Mac mac = MAC.get();
        try {
            mac.init(new SecretKeySpec(key, ALGORITHM));
            return mac;
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("Any 32 bytes are a key", impossible);
        }
    }

    /// HKDF-Expand(key, info) of 32 bytes: `HMAC(key, info ‖ 0x01)`.
    static byte[] expand(byte[] key, byte[] info) {
        byte[] message = Arrays.copyOf(info, info.length + 1);
        message[info.length] = 1;
        return keyed(key).doFinal(message);
    }

    private static Mac newMac() {
        try {
            return Mac.getInstance(ALGORITHM);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("Every JDK has HmacSHA256", impossible);
        }
    }
}
