package org.florahub.record;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/// An original, encrypted, on its way into the store.
///
/// @param sizeBytes  length of the plain original
/// @param sha256     of the plain original
/// @param key        its key, to be wrapped by the writer
/// @param place      where its ciphertext is, or is to go
@SuppressWarnings("ArrayRecordComponent") // a carrier, compared by nobody
record SealedOriginal(long sizeBytes, byte[] sha256, byte[] key, Place place) {

    /// Never prints the key.
    @Override
    public String toString() {
        return "SealedOriginal[%d bytes]".formatted(sizeBytes);
    }

    /// Where ciphertext lies.
    sealed interface Place {

        /// A file below `originals`, durable already.
        record OwnFile(String name) implements Place {}

        /// A stretch of a segment.
        record InSegment(int segment, long offset) implements Place {}

        /// Ciphertext that the writer still has to append to a segment. Used by one thread at a time.
        final class Pending implements Place {

            private final ByteBuffer ciphertext;
            private @Nullable InSegment appended;

            Pending(byte[] ciphertext) {
                this.ciphertext = ByteBuffer.wrap(ciphertext);
            }

            ByteBuffer ciphertext() {
                return ciphertext.duplicate();
            }

            int sizeBytes() {
                return ciphertext.capacity();
            }

            @Nullable
            InSegment appended() {
                return appended;
            }

            void appended(InSegment place) {
                appended = place;
            }

            /// It is not known to be in a segment after all.
            void forget() {
                appended = null;
            }
        }
    }
}
