package org.florahub.ledger;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// The two key pairs of a log, Ed25519 and ML-DSA-44, both named after its origin. Immutable, thread-safe.
///
/// Whoever has them can sign for the log: [#encode()] is secret and only ever stored sealed by a key store.
public final class LogKeys {

    private static final String FORMAT = "flora-hub/log-keys/v1";

    private final String origin;
    private final Map<SignatureType, PrivateKey> secrets;
    private final List<VerifierKey> verifierKeys;

    private LogKeys(String origin, Map<SignatureType, PrivateKey> secrets, List<VerifierKey> verifierKeys) {
        this.origin = origin;
        this.secrets = secrets;
        this.verifierKeys = List.copyOf(verifierKeys);
    }

    /// New keys from the JDK's secure random source.
    ///
    /// @param origin name of the log, such as `hub.example/log`; no spaces or plus, at most 255 bytes
    /// @throws IllegalArgumentException if no log can be called so
    public static LogKeys generate(String origin) {
        if (origin.getBytes(StandardCharsets.UTF_8).length > 255) {
            throw new IllegalArgumentException("An origin has at most 255 bytes");
        }
        try {
            Note.checkName(origin);
            var secrets = new EnumMap<SignatureType, PrivateKey>(SignatureType.class);
            var verifierKeys = new ArrayList<VerifierKey>();
            for (SignatureType type : SignatureType.values()) {
                KeyPair pair = KeyPairGenerator.getInstance(type.algorithm()).generateKeyPair();
                secrets.put(type, pair.getPrivate());
                verifierKeys.add(new VerifierKey(origin, type, pair.getPublic()));
            }
            return new LogKeys(origin, secrets, verifierKeys);
        } catch (InvalidProofException e) {
            throw new IllegalArgumentException("An origin has no spaces, control characters or plus", e);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("Every JDK from 24 on has Ed25519 and ML-DSA-44", impossible);
        }
    }

    /// Reads what [#encode()] gave.
    ///
    /// @throws IllegalArgumentException if it is something else, or public and secret keys do not belong together
    public static LogKeys decode(byte[] encoded) {
        List<String> lines = List.of(new String(encoded, StandardCharsets.UTF_8).split("\n", -1));
        if (lines.size() != 1 + SignatureType.values().length
                || !lines.getFirst().equals(FORMAT)) {
            throw new IllegalArgumentException("These bytes are not the keys of a log, expected " + FORMAT);
        }
        try {
            var secrets = new EnumMap<SignatureType, PrivateKey>(SignatureType.class);
            var verifierKeys = new ArrayList<VerifierKey>();
            for (String line : lines.subList(1, lines.size())) {
                int space = line.indexOf(' ');
                var key = VerifierKey.parse(line.substring(0, Math.max(0, space)));
                var secret = new PKCS8EncodedKeySpec(Base64Text.decode(line.substring(space + 1)));
                verifierKeys.add(key);
                secrets.put(key.type(), KeyFactory.getInstance(key.algorithm()).generatePrivate(secret));
            }
            var keys = new LogKeys(verifierKeys.getFirst().name(), secrets, verifierKeys);
            LogVerifier.of(verifierKeys).verify(keys.sign(0, TreeHash.EMPTY, Instant.EPOCH));
            return keys;
        } catch (GeneralSecurityException | InvalidProofException e) {
            throw new IllegalArgumentException("The keys of the log are damaged. Restore them from a backup.", e);
        }
    }

    /// All keys as bytes, for a key store to seal: each line a vkey and its PKCS#8 secret. Not the same bytes as a
    /// log's public vkeys.
    public byte[] encode() {
        var lines = new ArrayList<String>();
        lines.add(FORMAT);
        for (VerifierKey key : verifierKeys) {
            PrivateKey secret = secrets.get(key.type());
            lines.add(
                    key + " " + Base64Text.encode(Objects.requireNonNull(secret).getEncoded()));
        }
        return String.join("\n", lines).getBytes(StandardCharsets.UTF_8);
    }

    /// These keys, if they are those of this log.
    ///
    /// @throws IllegalArgumentException if they sign for another
    public LogKeys of(String expectedOrigin) {
        if (!origin.equals(expectedOrigin)) {
            throw new IllegalArgumentException("Found the keys of the log %s, expected those of %s. %s"
                    .formatted(origin, expectedOrigin, "Check flora.ledger.origin."));
        }
        return this;
    }

    /// Name of the log.
    public String origin() {
        return origin;
    }

    /// The public keys, to be given to everyone who verifies.
    public List<VerifierKey> verifierKeys() {
        return verifierKeys;
    }

    /// Signs a tree head with both keys.
    Checkpoint sign(long size, Hash root, Instant now) {
        var unsigned = new Checkpoint(origin, size, root, List.of());
        var lines = new ArrayList<Note.Line>();
        for (VerifierKey key : verifierKeys) {
            lines.add(new Note.Line(origin, key.id(), signature(key.type(), unsigned, now)));
        }
        return new Checkpoint(origin, size, root, lines);
    }

    private byte[] signature(SignatureType type, Checkpoint checkpoint, Instant now) {
        try {
            long seconds = now.getEpochSecond();
            var signer = Signature.getInstance(type.algorithm());
            signer.initSign(secrets.get(type));
            signer.update(type.message(origin, seconds, checkpoint));
            return type.line(seconds, signer.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("The JDK cannot sign with its own " + type.algorithm(), e);
        }
    }
}
