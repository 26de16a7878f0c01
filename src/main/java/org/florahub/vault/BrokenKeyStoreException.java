package org.florahub.vault;

import org.jspecify.annotations.Nullable;

/// The key store cannot be used: it is missing, damaged or another hub's, or its passphrase is
/// missing or another one. The hub does not start.
public final class BrokenKeyStoreException extends RuntimeException {

    /// @param message place: found, expected, what to do
    public BrokenKeyStoreException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
