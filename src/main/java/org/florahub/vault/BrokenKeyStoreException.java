package org.florahub.vault;

import org.jspecify.annotations.Nullable;

/// The key store cannot be used: it is missing, damaged, or the passphrase is another one. The hub does not start.
public final class BrokenKeyStoreException extends RuntimeException {

    BrokenKeyStoreException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
