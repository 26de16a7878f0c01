package org.florahub.ledger;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.function.Predicate;

/// What an event leaves in the ledger: 33 bytes that bind it and say nothing, and what a recipient gets so that it
/// can check the fields it may see.
///
/// ```
/// k_i   = HKDF-Expand(eventKey, path_i)                          32 bytes
/// d_i   = HMAC-SHA-256(k_i, path_i ‖ 0x00 ‖ value_i)             32 bytes
/// entry = 0x01 ‖ SHA-256("flora-hub/commit/v1\0" ‖ d_1 ‖ … ‖ d_n)
/// ```
/// Fields are in the order of the bytes of their paths. Paths are 1 to 255 visible ASCII characters, values any
/// Unicode text: both have one encoding only, as values are brought to NFC.
public final class Commitment {

    /// First byte of an entry that commits to an event. 0x00 is padding; 0x02 and above are reserved.
    public static final byte EVENT = 1;

    /// Length of an event's key; no other is accepted.
    public static final int EVENT_KEY_BYTES = Hmac.KEY_BYTES;

    /// Length of an entry.
    public static final int ENTRY_BYTES = 1 + Hash.BYTES;

    private static final byte[] LABEL = "flora-hub/commit/v1\0".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] SEPARATOR = {0};
    private static final int PATH_MAX = 255;

    private Commitment() {}

    /// The ledger entry of an event.
    ///
    /// @param eventKey 32 random bytes, of this event alone
    /// @param fields   at least one; in the natural order of their paths
    /// @throws IllegalArgumentException if the key has another length, no fields are given or out of order,
    ///                                  a path is not visible ASCII, or a value is not Unicode
    public static byte[] entry(byte[] eventKey, SortedMap<String, String> fields) {
        checkOrder(fields);
        MessageDigest sha256 = begin();
        fields.forEach((path, value) -> {
            byte[] pathBytes = pathBytes(path);
            sha256.update(digest(Hmac.expand(eventKey, pathBytes), pathBytes, valueBytes(value)));
        });
        return end(sha256);
    }

    /// What a recipient gets who may see the fields that `shown` accepts.
    ///
    /// @throws IllegalArgumentException as [#entry(byte[], SortedMap)]
    public static Disclosure disclose(byte[] eventKey, SortedMap<String, String> fields, Predicate<String> shown) {
        checkOrder(fields);
        List<Disclosure.Part> parts = new ArrayList<>(fields.size());
        fields.forEach((path, value) -> {
            byte[] pathBytes = pathBytes(path);
            byte[] key = Hmac.expand(eventKey, pathBytes);
            Hash digest = Hash.owned(digest(key, pathBytes, valueBytes(value)));
            parts.add(
                    shown.test(path)
                            ? new Disclosure.Shown(path, canonical(value), Hash.owned(key))
                            : new Disclosure.Withheld(digest));
        });
        return new Disclosure(parts);
    }

    static byte[] entry(Disclosure disclosure) {
        MessageDigest sha256 = begin();
        String before = "";
        for (Disclosure.Part part : disclosure.parts()) {
            switch (part) {
                case Disclosure.Withheld(Hash digest) -> sha256.update(digest.shared());
                case Disclosure.Shown(String path, String value, Hash key) -> {
                    checkShown(before, path, value);
                    sha256.update(digest(key.shared(), pathBytes(path), valueBytes(value)));
                    before = path;
                }
            }
        }
        return end(sha256);
    }

    private static void checkShown(String before, String path, String value) {
        if (!isPath(path) || path.compareTo(before) <= 0) {
            throw new InvalidProofException("found a path out of order or not of visible ASCII");
        }
        if (!isUnicode(value) || !canonical(value).equals(value)) {
            throw new InvalidProofException("field %s: found a value that is not in NFC".formatted(path));
        }
    }

    /// A digest of its own: HMAC runs in between on the thread's other one.
    private static MessageDigest begin() {
        MessageDigest sha256 = Sha256.newDigest();
        sha256.update(LABEL);
        return sha256;
    }

    private static byte[] end(MessageDigest sha256) {
        byte[] entry = new byte[ENTRY_BYTES];
        entry[0] = EVENT;
        System.arraycopy(sha256.digest(), 0, entry, 1, Hash.BYTES);
        return entry;
    }

    private static byte[] digest(byte[] key, byte[] path, byte[] value) {
        return Hmac.of(key, path, SEPARATOR, value);
    }

    private static void checkOrder(SortedMap<String, String> fields) {
        if (fields.isEmpty()) {
            throw new IllegalArgumentException("An event without fields cannot be committed to");
        }
        String before = "";
        for (Map.Entry<String, String> field : fields.entrySet()) {
            if (field.getKey().compareTo(before) <= 0) {
                throw new IllegalArgumentException("Fields must be in the natural order of their paths");
            }
            before = field.getKey();
        }
    }

    private static byte[] pathBytes(String path) {
        if (!isPath(path)) {
            throw new IllegalArgumentException("A path is 1 to 255 visible ASCII characters");
        }
        return path.getBytes(StandardCharsets.US_ASCII);
    }

    private static boolean isPath(String path) {
        for (int i = 0; i < path.length(); i++) {
            if (path.charAt(i) <= 0x20 || path.charAt(i) >= 0x7f) {
                return false;
            }
        }
        return !path.isEmpty() && path.length() <= PATH_MAX;
    }

    private static byte[] valueBytes(String value) {
        if (!isUnicode(value)) {
            throw new IllegalArgumentException("A value holds half a surrogate pair, expected Unicode text");
        }
        return canonical(value).getBytes(StandardCharsets.UTF_8);
    }

    private static String canonical(String value) {
        return isAscii(value) || Normalizer.isNormalized(value, Normalizer.Form.NFC)
                ? value
                : Normalizer.normalize(value, Normalizer.Form.NFC);
    }

    private static boolean isAscii(String value) {
        for (int i = 0; i < value.length(); i++) {
            if (value.charAt(i) >= 0x80) {
                return false;
            }
        }
        return true;
    }

    private static boolean isUnicode(String value) {
        return isAscii(value)
                || value.codePoints().noneMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
    }
}
