package org.florahub.ledger;

import java.time.Instant;
import java.util.List;

/// The two key pairs of a log, Ed25519 and ML-DSA-44, both named after its origin. Immutable, thread-safe.
///
/// Whoever has them can sign for the log: [#encode()] is secret and only ever stored sealed by a key store.
public final class LogKeys {

    private static final String FORMAT = "flora-hub/log-keys/v1";

    private static final Instant EARLIEST = Instant.ofEpochSecond(1);

    private final NamedKeys keys;

    private LogKeys(NamedKeys keys) {
        this.keys = keys;
    }

    /// New keys from the JDK's secure random source.
    ///
    /// @param origin name of the log, such as `hub.example/log`; no spaces or plus, at most 255 bytes
    /// @throws IllegalArgumentException if no log can be called so
    public static LogKeys generate(String origin) {
        return new LogKeys(NamedKeys.generate(origin, SignatureType.OF_LOGS));
    }

    /// Reads what [#encode()] gave.
    ///
    /// @throws IllegalArgumentException if it is something else, or public and secret keys do not belong together
    public static LogKeys decode(byte[] encoded) {
        return new LogKeys(NamedKeys.decode(FORMAT, SignatureType.OF_LOGS, encoded));
    }

    /// All keys as bytes, for a key store to seal: each line a vkey and its PKCS#8 secret. Not the same bytes as a
    /// log's public vkeys.
    public byte[] encode() {
        return keys.encode(FORMAT);
    }

    /// These keys, if they are those of this log.
    ///
    /// @throws IllegalArgumentException if they sign for another
    public LogKeys of(String expectedOrigin) {
        if (!origin().equals(expectedOrigin)) {
            throw new IllegalArgumentException("Found the keys of the log %s, expected those of %s. %s"
                    .formatted(origin(), expectedOrigin, "Check flora.ledger.origin."));
        }
        return this;
    }

    /// Name of the log.
    public String origin() {
        return keys.name();
    }

    /// The public keys, to be given to everyone who verifies.
    public List<VerifierKey> verifierKeys() {
        return keys.verifierKeys();
    }

    /// Signs a tree head with both keys. The time of a checkpoint is never 0 (c2sp.org/tlog-cosignature): a clock that
    /// was reset to 1970 or before stands at its first second.
    Checkpoint sign(long size, Hash root, Instant now) {
        var unsigned = new Checkpoint(origin(), size, root, List.of());
        return unsigned.with(keys.sign(unsigned, now.isAfter(EARLIEST) ? now : EARLIEST));
    }
}
