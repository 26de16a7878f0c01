package org.florahub.ledger;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/// What a signature line signs and how (c2sp.org/signed-note, c2sp.org/tlog-cosignature).
enum SignatureType {
    /// Over the text of the note.
    ED25519(1, "Ed25519", 32, "302a300506032b6570032100"),
    /// A cosignature: over a line with the time and the text of the note; the time stands before the signature.
    ED25519_COSIGNATURE(4, "Ed25519", 32, "302a300506032b6570032100"),
    /// Over a binary message that names signer, time, origin, size and root; the time stands before the signature.
    ML_DSA_44(6, "ML-DSA-44", 1312, "30820532300b06096086480165030403110382052100");

    /// What a log signs its checkpoints with.
    static final List<SignatureType> OF_LOGS = List.of(ED25519, ML_DSA_44);

    /// What a witness cosigns with.
    static final List<SignatureType> OF_WITNESSES = List.of(ED25519_COSIGNATURE, ML_DSA_44);

    private static final byte[] SUBTREE_LABEL = "subtree/v1\n\0".getBytes(StandardCharsets.US_ASCII);

    private static final long SECONDS_MAX = 253_402_300_799L;

    private final byte code;
    private final String algorithm;
    private final int keyBytes;
    private final String x509Prefix;

    SignatureType(int code, String algorithm, int keyBytes, String x509Prefix) {
        this.code = (byte) code;
        this.algorithm = algorithm;
        this.keyBytes = keyBytes;
        this.x509Prefix = x509Prefix;
    }

    static SignatureType of(int code) {
        return Arrays.stream(values())
                .filter(type -> type.code == code)
                .findFirst()
                .orElseThrow(() -> new InvalidProofException(
                        "found a key of type %d, expected 1, 4 (Ed25519) or 6 (ML-DSA-44)".formatted(code)));
    }

    byte code() {
        return code;
    }

    String algorithm() {
        return algorithm;
    }

    boolean timed() {
        return this != ED25519;
    }

    /// The key as the C2SP formats write it.
    byte[] raw(PublicKey key) {
        byte[] encoded = key.getEncoded();
        return Arrays.copyOfRange(encoded, encoded.length - keyBytes, encoded.length);
    }

    PublicKey publicKey(byte[] raw) {
        if (raw.length != keyBytes) {
            throw new InvalidProofException(
                    "found a key of %d bytes, expected %d for %s".formatted(raw.length, keyBytes, algorithm));
        }
        byte[] prefix = HexFormat.of().parseHex(x509Prefix);
        byte[] encoded = ByteBuffer.allocate(prefix.length + keyBytes)
                .put(prefix)
                .put(raw)
                .array();
        try {
            return KeyFactory.getInstance(algorithm).generatePublic(new X509EncodedKeySpec(encoded));
        } catch (GeneralSecurityException _) {
            throw new InvalidProofException("found bytes that are no %s key".formatted(algorithm));
        }
    }

    byte[] message(String signer, long seconds, Checkpoint checkpoint) {
        return switch (this) {
            case ED25519 -> checkpoint.text().getBytes(StandardCharsets.UTF_8);
            case ED25519_COSIGNATURE ->
                "cosignature/v1\ntime %d\n%s"
                        .formatted(seconds, checkpoint.text())
                        .getBytes(StandardCharsets.UTF_8);
            case ML_DSA_44 -> subtreeMessage(signer, seconds, checkpoint);
        };
    }

    private static byte[] subtreeMessage(String signer, long seconds, Checkpoint checkpoint) {
        byte[] name = shortText(signer);
        byte[] origin = shortText(checkpoint.origin());
        return ByteBuffer.allocate(SUBTREE_LABEL.length + 2 + name.length + origin.length + 3 * Long.BYTES + Hash.BYTES)
                .put(SUBTREE_LABEL)
                .put((byte) name.length)
                .put(name)
                .putLong(seconds)
                .put((byte) origin.length)
                .put(origin)
                .putLong(0)
                .putLong(checkpoint.size())
                .put(checkpoint.root().shared())
                .array();
    }

    private static byte[] shortText(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        if (bytes.length == 0 || bytes.length > 255) {
            throw new InvalidProofException("found a name of %d bytes, expected 1 to 255".formatted(bytes.length));
        }
        return bytes;
    }

    /// The time that stands before the signature of a line; 0 for an untimed type.
    long seconds(byte[] line) {
        if (!timed()) {
            return 0;
        }
        long seconds = line.length < Long.BYTES ? -1 : ByteBuffer.wrap(line).getLong();
        if (seconds < 0 || seconds > SECONDS_MAX) {
            throw new InvalidProofException("found a signature without its time, or with one beyond the year 9999");
        }
        return seconds;
    }

    /// The signature of a line without its time.
    byte[] signature(byte[] line) {
        return timed() ? Arrays.copyOfRange(line, Long.BYTES, line.length) : line;
    }

    /// A signature with its time, if the type has one, as it stands in a line.
    byte[] line(long seconds, byte[] signature) {
        if (!timed()) {
            return signature;
        }
        return ByteBuffer.allocate(Long.BYTES + signature.length)
                .putLong(seconds)
                .put(signature)
                .array();
    }
}
