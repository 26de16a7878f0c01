package org.florahub.ledger;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Knows the public keys of one log and accepts only checkpoints that **all** of them signed. Lines of other keys,
/// such as witnesses, are passed over. Immutable, thread-safe.
public final class LogVerifier {

    private final List<VerifierKey> keys;

    private LogVerifier(List<VerifierKey> keys) {
        this.keys = keys;
    }

    /// Trusts these keys.
    ///
    /// @param keys of one log
    /// @throws InvalidProofException if there is none, or they name different logs
    public static LogVerifier of(Collection<VerifierKey> keys) {
        List<VerifierKey> distinct = keys.stream().distinct().toList();
        if (distinct.stream().map(VerifierKey::name).distinct().count() != 1) {
            throw new InvalidProofException("found keys of no log or of several, expected those of one");
        }
        return new LogVerifier(distinct);
    }

    public List<VerifierKey> keys() {
        return keys;
    }

    /// Checks origin and signatures.
    ///
    /// @return when it was signed by the log's own word, or `null` if no key of a timed type was given
    /// @throws InvalidProofException if a key has not signed, or a signature of a known key is wrong
    public @Nullable Instant verify(Checkpoint checkpoint) {
        String name = keys.getFirst().name();
        if (!checkpoint.origin().equals(name)) {
            throw new InvalidProofException("the checkpoint is of another log, expected " + name);
        }
        Instant signedAt = null;
        for (VerifierKey key : keys) {
            boolean signed = false;
            for (Note.Line line : checkpoint.signatures()) {
                if (key.wrote(line)) {
                    Instant at = key.verify(checkpoint, line.signature());
                    signedAt = at == null ? signedAt : at;
                    signed = true;
                }
            }
            if (!signed) {
                throw new InvalidProofException(
                        "the %s signature of %s is missing".formatted(key.algorithm(), key.name()));
            }
        }
        return signedAt;
    }
}
