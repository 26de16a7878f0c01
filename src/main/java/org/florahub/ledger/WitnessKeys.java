package org.florahub.ledger;

import java.time.Instant;
import java.util.List;

/// The two key pairs of a witness, Ed25519 and ML-DSA-44, both under its name. Immutable, thread-safe.
///
/// Whoever has them can cosign as this witness: [#encode()] is secret and only ever stored sealed by a key store.
public final class WitnessKeys {

    private static final String FORMAT = "flora-hub/witness-keys/v1";

    private final NamedKeys keys;

    private WitnessKeys(NamedKeys keys) {
        this.keys = keys;
    }

    /// New keys from the JDK's secure random source.
    ///
    /// @param name of the witness, such as `witness.example/w1`; no spaces or plus, at most 255 bytes
    /// @throws IllegalArgumentException if no witness can be called so
    public static WitnessKeys generate(String name) {
        return new WitnessKeys(NamedKeys.generate(name, SignatureType.OF_WITNESSES));
    }

    /// Reads what [#encode()] gave.
    ///
    /// @throws IllegalArgumentException if it is something else, or public and secret keys do not belong together
    public static WitnessKeys decode(byte[] encoded) {
        return new WitnessKeys(NamedKeys.decode(FORMAT, SignatureType.OF_WITNESSES, encoded));
    }

    /// All keys as bytes, for a key store to seal.
    public byte[] encode() {
        return keys.encode(FORMAT);
    }

    /// Name of the witness.
    public String name() {
        return keys.name();
    }

    /// The public keys, to be given to the operators of logs and to everyone who verifies.
    public List<VerifierKey> verifierKeys() {
        return keys.verifierKeys();
    }

    /// Cosigns a tree head with both keys (c2sp.org/tlog-cosignature).
    ///
    /// @throws IllegalStateException if the clock stands before 1970: a time of 0 has another meaning
    List<Note.Line> cosign(Checkpoint checkpoint, Instant now) {
        if (now.getEpochSecond() <= 0) {
            throw new IllegalStateException("The clock stands before 1970: set it, then start again.");
        }
        return keys.sign(checkpoint, now);
    }
}
