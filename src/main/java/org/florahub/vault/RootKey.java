package org.florahub.vault;

/// The random keys that everything else hangs on. Their names stand in the key store's file.
enum RootKey {
    /// Wraps the keys of cases and of originals.
    WRAP,
    /// Keyed hash of identifiers: finds a case without keeping its identifiers readable.
    INDEX,
    /// Keyed hash of messages and of single statements: recognises what came before.
    KNOWN;

    static final int BYTES = 32;
}
