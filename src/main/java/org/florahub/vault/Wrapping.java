package org.florahub.vault;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The keys that wrap the keys of cases and originals: the newest one wraps, each of them opens. A former one stays
/// here until the process ends, so that whoever read a wrapped key before it was wrapped anew can still open it.
/// Thread-safe.
final class Wrapping {

    /// The newest first.
    private volatile List<byte[]> keys;

    Wrapping(List<byte[]> keys) {
        this.keys = List.copyOf(keys);
    }

    byte[] wrap(Sealer sealer, byte[] context, byte[] key) {
        return sealer.seal(keys.getFirst(), context, key);
    }

    /// @throws DamagedVaultException if none of them opens it
    byte[] unwrap(Sealer sealer, byte[] context, byte[] wrapped) {
        List<byte[]> present = keys;
        for (byte[] key : present.subList(0, present.size() - 1)) {
            byte[] opened = opened(sealer, key, context, wrapped);
            if (opened != null) {
                return opened;
            }
        }
        return sealer.open(present.getLast(), context, wrapped);
    }

    /// The same key wrapped with the newest.
    ///
    /// @return `null` if it is already
    /// @throws DamagedVaultException if none of them opens it
    byte @Nullable [] anew(Sealer sealer, byte[] context, byte[] wrapped) {
        byte[] newest = keys.getFirst();
        return opened(sealer, newest, context, wrapped) != null
                ? null
                : sealer.seal(newest, context, unwrap(sealer, context, wrapped));
    }

    /// From now on this key wraps.
    synchronized void renew(byte[] key) {
        var all = new ArrayList<byte[]>();
        all.add(key);
        all.addAll(keys);
        keys = List.copyOf(all);
    }

    private static byte @Nullable [] opened(Sealer sealer, byte[] key, byte[] context, byte[] wrapped) {
        try {
            return sealer.open(key, context, wrapped);
        } catch (DamagedVaultException _) {
            return null;
        }
    }
}
