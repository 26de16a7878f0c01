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
import java.util.Set;

/// Key pairs of one name, one for each type of signature that its owner gives. Immutable, thread-safe.
final class NamedKeys {

    private static final int NAME_BYTES_MAX = 255;

    private final Map<SignatureType, PrivateKey> secrets;
    private final List<VerifierKey> verifierKeys;

    private NamedKeys(Map<SignatureType, PrivateKey> secrets, List<VerifierKey> verifierKeys) {
        this.secrets = secrets;
        this.verifierKeys = List.copyOf(verifierKeys);
    }

    /// New keys from the JDK's secure random source.
    ///
    /// @throws IllegalArgumentException if no key can be called so
    static NamedKeys generate(String name, List<SignatureType> types) {
        if (name.getBytes(StandardCharsets.UTF_8).length > NAME_BYTES_MAX) {
            throw new IllegalArgumentException("A name of keys has at most 255 bytes");
        }
        try {
            Note.checkName(name);
            var secrets = new EnumMap<SignatureType, PrivateKey>(SignatureType.class);
            var verifierKeys = new ArrayList<VerifierKey>();
            for (SignatureType type : types) {
                KeyPair pair = KeyPairGenerator.getInstance(type.algorithm()).generateKeyPair();
                secrets.put(type, pair.getPrivate());
                verifierKeys.add(new VerifierKey(name, type, pair.getPublic()));
            }
            return new NamedKeys(secrets, verifierKeys);
        } catch (InvalidProofException e) {
            throw new IllegalArgumentException("A name of keys has no spaces, control characters or plus", e);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("Every JDK from 24 on has Ed25519 and ML-DSA-44", impossible);
        }
    }

    /// Reads what [#encode(String)] gave.
    ///
    /// @throws IllegalArgumentException if it is something else, or public and secret keys do not belong together
    static NamedKeys decode(String format, List<SignatureType> types, byte[] encoded) {
        List<String> lines = List.of(new String(encoded, StandardCharsets.UTF_8).split("\n", -1));
        if (lines.size() != 1 + types.size() || !lines.getFirst().equals(format)) {
            throw new IllegalArgumentException("These bytes are not keys, expected " + format);
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
            var keys = new NamedKeys(secrets, verifierKeys);
            keys.checkPairs(types);
            return keys;
        } catch (GeneralSecurityException | InvalidProofException e) {
            throw new IllegalArgumentException("The keys are damaged. Restore them from a backup.", e);
        }
    }

    private void checkPairs(List<SignatureType> types) {
        if (!secrets.keySet().equals(Set.copyOf(types))
                || verifierKeys.stream().anyMatch(key -> !key.name().equals(name()))) {
            throw new InvalidProofException("found other keys than one of each type under one name");
        }
        var probe = new Checkpoint(name(), 0, TreeHash.EMPTY, List.of());
        LogVerifier.of(verifierKeys).verify(probe.with(sign(probe, Instant.EPOCH)));
    }

    /// All keys as bytes, for a key store to seal: each line a vkey and its PKCS#8 secret.
    byte[] encode(String format) {
        var lines = new ArrayList<String>();
        lines.add(format);
        for (VerifierKey key : verifierKeys) {
            lines.add(key + " " + Base64Text.encode(secret(key).getEncoded()));
        }
        return String.join("\n", lines).getBytes(StandardCharsets.UTF_8);
    }

    String name() {
        return verifierKeys.getFirst().name();
    }

    List<VerifierKey> verifierKeys() {
        return verifierKeys;
    }

    /// Signs a tree head with every key.
    List<Note.Line> sign(Checkpoint checkpoint, Instant now) {
        return verifierKeys.stream()
                .map(key -> new Note.Line(key.name(), key.id(), signature(key, checkpoint, now.getEpochSecond())))
                .toList();
    }

    private byte[] signature(VerifierKey key, Checkpoint checkpoint, long seconds) {
        try {
            SignatureType type = key.type();
            var signer = Signature.getInstance(type.algorithm());
            signer.initSign(secret(key));
            signer.update(type.message(key.name(), seconds, checkpoint));
            return type.line(seconds, signer.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("The JDK cannot sign with its own " + key.algorithm(), e);
        }
    }

    private PrivateKey secret(VerifierKey key) {
        return Objects.requireNonNull(secrets.get(key.type()));
    }
}
