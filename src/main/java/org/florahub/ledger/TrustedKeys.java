package org.florahub.ledger;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The keys that a verification believes.
///
/// @param log    accepts what they signed
/// @param policy whose cosignatures it asks for besides
/// @param found  file that they were found in without being asked for; empty if they were given
record TrustedKeys(LogVerifier log, Policy policy, List<Path> found) {

    /// @param keys   as they were given: files of vkeys, or vkeys themselves
    /// @param policy whose lines `log` are keys as well, if it has any
    /// @param files  to verify; if no keys are given, those of the hub in whose data folder the first of them lies
    /// @throws InvalidProofException if something else is found than keys of one log
    /// @throws IOException           if a file of keys is missing or cannot be read
    static TrustedKeys of(List<String> keys, Policy policy, List<Path> files) throws IOException {
        if (keys.isEmpty() && policy.logs().isEmpty()) {
            Path nearest = nearest(files.getFirst());
            return new TrustedKeys(LogVerifier.of(read(nearest)), policy, List.of(nearest));
        }
        var given = new ArrayList<>(policy.logs());
        for (String key : keys) {
            if (key.contains("+") && !Files.exists(Path.of(key))) {
                given.add(VerifierKey.parse(key));
            } else {
                given.addAll(read(Path.of(key)));
            }
        }
        return new TrustedKeys(LogVerifier.of(given), policy, List.of());
    }

    private static List<VerifierKey> read(Path file) throws IOException {
        return Files.readAllLines(file).stream()
                .filter(line -> !line.isBlank())
                .map(VerifierKey::parse)
                .toList();
    }

    private static Path nearest(Path file) throws NoSuchFileException {
        for (Path folder = file.toAbsolutePath().normalize(); folder != null; folder = folder.getParent()) {
            Path keys = folder.resolve("ledger").resolve("log.vkey");
            if (Files.isRegularFile(keys)) {
                return keys;
            }
        }
        throw new NoSuchFileException("ledger/log.vkey above " + file + ". Give the keys of the log with --key");
    }
}
