package org.florahub.vault;

/// Something that the vault sealed does not open: it was changed, or belongs to another key store.
public final class DamagedVaultException extends RuntimeException {

    DamagedVaultException(Throwable cause) {
        super(
                "The vault: found sealed data that its key does not open, expected what was sealed with it. "
                        + "Check that data folder and key store belong together; else restore both from one backup.",
                cause);
    }
}
