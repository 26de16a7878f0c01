package org.florahub.process;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

/// What took effect at one partner, who honours delivery ids: a repeat has no effect, but must be the same document.
final class Effects {

    private final Map<String, String> hashById = new ConcurrentHashMap<>();
    private final Map<String, AtomicLong> byPerson = new ConcurrentHashMap<>();
    private final List<String> violations = new CopyOnWriteArrayList<>();
    private final AtomicLong repeats = new AtomicLong();

    /// Takes a delivery.
    ///
    /// @return whether it took effect, which a repeat does not
    boolean take(String id, byte[] document, String azr) {
        String hash = sha256(document);
        String before = hashById.putIfAbsent(id, hash);
        if (before == null) {
            byPerson.computeIfAbsent(azr, _ -> new AtomicLong()).incrementAndGet();
            return true;
        }
        repeats.incrementAndGet();
        if (!before.equals(hash)) {
            violations.add("delivery " + id + " was repeated with other bytes");
        }
        return false;
    }

    int count() {
        return hashById.size();
    }

    /// How often something happened to that person.
    long of(String azr) {
        AtomicLong count = byPerson.get(azr);
        return count == null ? 0 : count.get();
    }

    long repeats() {
        return repeats.get();
    }

    List<String> violations() {
        return violations;
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
