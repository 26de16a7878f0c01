package org.florahub.vault;

import java.security.GeneralSecurityException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/// AES-256-GCM with a random nonce for each use. Sealed: nonce (12) ‖ ciphertext ‖ tag (16). Reuses one cipher:
/// not thread-safe.
final class Sealer {

    static final int KEY_BYTES = 32;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BYTES = 16;

    private final RandomBytes random;
    private final Cipher cipher;

    Sealer(RandomBytes random) {
        this.random = random;
        try {
            cipher = Cipher.getInstance("AES/GCM/NoPadding");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /// @param context what the sealed bytes belong to: they open for the same context only
    byte[] seal(byte[] key, byte[] context, byte[] plain) {
        byte[] nonce = random.next(NONCE_BYTES);
        byte[] sealed = new byte[NONCE_BYTES + plain.length + TAG_BYTES];
        System.arraycopy(nonce, 0, sealed, 0, NONCE_BYTES);
        try {
            cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"), new GCMParameterSpec(128, nonce));
            cipher.updateAAD(context);
            cipher.doFinal(plain, 0, plain.length, sealed, NONCE_BYTES);
            return sealed;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("The JDK has AES-256-GCM", e);
        }
    }

    /// @throws DamagedVaultException if key, context or bytes are not those of the sealing
    byte[] open(byte[] key, byte[] context, byte[] sealed) {
        try {
            var nonce = new GCMParameterSpec(128, sealed, 0, Math.min(NONCE_BYTES, sealed.length));
            cipher.init(Cipher.DECRYPT_MODE, new SecretKeySpec(key, "AES"), nonce);
            cipher.updateAAD(context);
            return cipher.doFinal(sealed, NONCE_BYTES, Math.max(0, sealed.length - NONCE_BYTES));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new DamagedVaultException(e);
        }
    }
}
