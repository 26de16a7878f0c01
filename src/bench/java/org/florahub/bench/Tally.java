package org.florahub.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;

/// The file numbers that arrived at one queue. Not thread-safe.
final class Tally {

    private final List<String> arrived = new ArrayList<>();

    void add(String document) {
        Matcher numbers = Traffic.fileNumbersIn(document);
        while (numbers.find()) {
            arrived.add(numbers.group());
        }
    }

    int size() {
        return arrived.size();
    }

    /// The SHA-256 over all numbers in their order, repeats included.
    String fingerprint() {
        return fingerprint(arrived.stream().sorted().toList());
    }

    /// What the fingerprint is when every message of the range arrived exactly once.
    static String expected(long first, int count) {
        var numbers = new ArrayList<String>(count);
        for (long number = first; number < first + count; number++) {
            numbers.add(Traffic.fileNumber(number));
        }
        return fingerprint(numbers);
    }

    private static String fingerprint(List<String> numbers) {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            numbers.forEach(number -> sha256.update(number.getBytes(UTF_8)));
            return HexFormat.of().formatHex(sha256.digest(), 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
