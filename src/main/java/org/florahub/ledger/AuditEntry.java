package org.florahub.ledger;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.SortedMap;

/// What an act of an operator leaves in the ledger: 33 bytes that bind it and say nothing.
///
/// ```
/// entry = 0x04 ‖ SHA-256("flora-hub/audit/v1\0" ‖ entry of the same fields as an event)
/// ```
public final class AuditEntry {

    /// First byte of an entry that commits to an act.
    public static final byte ACT = 4;

    private static final byte[] LABEL = "flora-hub/audit/v1\0".getBytes(StandardCharsets.US_ASCII);

    private AuditEntry() {}

    /// The ledger entry of an act.
    ///
    /// @param key    32 random bytes, of this act alone
    /// @param fields as in [Commitment#entry(byte[], SortedMap)]
    public static byte[] of(byte[] key, SortedMap<String, String> fields) {
        byte[] inner = Commitment.entry(key, fields);
        MessageDigest sha256 = Sha256.newDigest();
        sha256.update(LABEL);
        sha256.update(inner);
        byte[] entry = new byte[Commitment.ENTRY_BYTES];
        entry[0] = ACT;
        System.arraycopy(sha256.digest(), 0, entry, 1, Hash.BYTES);
        return entry;
    }
}
