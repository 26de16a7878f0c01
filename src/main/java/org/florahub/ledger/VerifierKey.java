package org.florahub.ledger;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.Signature;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/// A public key of a log or a witness with its name, written as a *vkey*: `NAME+KEYID+BASE64` (c2sp.org/signed-note).
/// Immutable.
public final class VerifierKey {

    private final String name;
    private final SignatureType type;
    private final byte[] raw;
    private final PublicKey publicKey;

    VerifierKey(String name, SignatureType type, PublicKey publicKey) {
        Note.checkName(name);
        this.name = name;
        this.type = type;
        this.publicKey = publicKey;
        this.raw = type.raw(publicKey);
    }

    /// Reads a vkey.
    ///
    /// @throws InvalidProofException if it is not a vkey of a known type, or its key id is not that of its key
    public static VerifierKey parse(String vkey) {
        String[] parts = vkey.split("\\+", 3);
        if (parts.length != 3 || !parts[1].matches("[0-9a-f]{8}")) {
            throw new InvalidProofException("found no key, expected NAME+KEYID+BASE64");
        }
        byte[] typeAndKey = Base64Text.decode(parts[2]);
        SignatureType type = SignatureType.of(typeAndKey.length == 0 ? -1 : typeAndKey[0]);
        var key = new VerifierKey(parts[0], type, type.publicKey(Arrays.copyOfRange(typeAndKey, 1, typeAndKey.length)));
        if (key.id() != HexFormat.fromHexDigits(parts[1])) {
            throw new InvalidProofException("found a key id that is not that of the key, expected an unchanged vkey");
        }
        return key;
    }

    /// Name of the key, which for a log's own keys is the origin of the log.
    public String name() {
        return name;
    }

    /// For people: `Ed25519` or `ML-DSA-44`.
    public String algorithm() {
        return type.algorithm();
    }

    /// The first four bytes of `SHA-256(name ‖ 0x0A ‖ type ‖ public key)`.
    int id() {
        var sha256 = Sha256.digest();
        sha256.update(name.getBytes(StandardCharsets.UTF_8));
        sha256.update((byte) '\n');
        sha256.update(type.code());
        return ByteBuffer.wrap(sha256.digest(raw)).getInt();
    }

    SignatureType type() {
        return type;
    }

    /// Whether it is the same public key, whatever it is called.
    boolean sameKey(VerifierKey other) {
        return Arrays.equals(raw, other.raw);
    }

    boolean wrote(Note.Line line) {
        return line.name().equals(name) && line.keyId() == id();
    }

    /// Checks one signature line of a checkpoint.
    ///
    /// @return when it was signed, or `null` if its type does not say
    /// @throws InvalidProofException if the signature is not this key's
    @Nullable
    Instant verify(Checkpoint checkpoint, byte[] line) {
        try {
            long seconds = type.seconds(line);
            var verifier = Signature.getInstance(type.algorithm());
            verifier.initVerify(publicKey);
            verifier.update(type.message(name, seconds, checkpoint));
            if (verifier.verify(type.signature(line))) {
                return type.timed() ? Instant.ofEpochSecond(seconds) : null;
            }
        } catch (GeneralSecurityException _) {
            // a signature of the wrong form: told below
        }
        throw new InvalidProofException("the %s signature of %s is wrong".formatted(type.algorithm(), name));
    }

    /// The vkey.
    @Override
    public String toString() {
        byte[] typeAndKey =
                ByteBuffer.allocate(1 + raw.length).put(type.code()).put(raw).array();
        return name + "+" + HexFormat.of().toHexDigits(id()) + "+" + Base64Text.encode(typeAndKey);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof VerifierKey that && toString().equals(that.toString());
    }

    @Override
    public int hashCode() {
        return id();
    }
}
