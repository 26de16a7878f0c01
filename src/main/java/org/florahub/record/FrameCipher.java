package org.florahub.record;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/// Encrypts one original with a key of its own, frame by frame, so that a long one is never whole in memory.
///
/// AES-256-GCM; nonce = 7 zero bytes ‖ frame number (u32) ‖ 1 for the last frame, else 0. The key is used for one
/// original only, so no nonce repeats; number and mark make a frame that is missing, moved or cut off fail to
/// open. This is the STREAM construction of Hoang, Reyhanitabar, Rogaway and Vizár (2015). Not thread-safe.
final class FrameCipher {

    /// Plain bytes of every frame but the last, which has 0 to as many.
    static final int FRAME_BYTES = 64 * 1024;

    /// What a frame is longer by when sealed.
    static final int TAG_BYTES = 16;

    private final Cipher cipher;
    private final SecretKeySpec key;

    FrameCipher(byte[] key) {
        this.key = new SecretKeySpec(key, "AES");
        try {
            cipher = Cipher.getInstance("AES/GCM/NoPadding");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /// How many frames an original of that length has: at least one.
    static long frames(long sizeBytes) {
        return Math.max(1, (sizeBytes + FRAME_BYTES - 1) / FRAME_BYTES);
    }

    /// How long an original of that length is when sealed.
    static long sealedSize(long sizeBytes) {
        return sizeBytes + frames(sizeBytes) * TAG_BYTES;
    }

    byte[] seal(long frame, boolean last, byte[] plain, int length) {
        try {
            return run(Cipher.ENCRYPT_MODE, frame, last, plain, length);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("The JDK has AES-256-GCM", e);
        }
    }

    /// @throws GeneralSecurityException if this is not that frame of that original
    byte[] open(long frame, boolean last, byte[] sealed) throws GeneralSecurityException {
        return run(Cipher.DECRYPT_MODE, frame, last, sealed, sealed.length);
    }

    private byte[] run(int mode, long frame, boolean last, byte[] bytes, int length) throws GeneralSecurityException {
        byte[] nonce = ByteBuffer.allocate(12)
                .put(new byte[7])
                .putInt(Math.toIntExact(frame))
                .put((byte) (last ? 1 : 0))
                .array();
        cipher.init(mode, key, new GCMParameterSpec(128, nonce));
        return cipher.doFinal(bytes, 0, length);
    }
}
