package org.florahub.ledger;

import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Whose signatures make a checkpoint believed (c2sp.org/tlog-policy): the log's own, and cosignatures of enough
/// witnesses. Immutable.
///
/// A log with several keys has several lines, and every one of its keys must have signed.
///
/// @param logs      keys of the logs that are believed; none if they are known from elsewhere
/// @param witnesses all that are named, in or out of the quorum
/// @param quorum    how many of them, and which
public record Policy(List<VerifierKey> logs, List<Witness> witnesses, Quorum quorum) {

    public Policy {
        logs = List.copyOf(logs);
        witnesses = List.copyOf(witnesses);
    }

    /// One line `witness`.
    ///
    /// @param name in the policy, nowhere else
    /// @param key  with which it cosigns
    /// @param url  its submission prefix, if the line says so
    public record Witness(
            String name, VerifierKey key, @Nullable URI url) implements Quorum {}

    /// When enough have cosigned.
    public sealed interface Quorum {

        /// Nobody needs to.
        record Nobody() implements Quorum {}

        /// So many of these.
        ///
        /// @param needed at least 1
        record Group(String name, int needed, List<Quorum> members) implements Quorum {
            public Group {
                members = List.copyOf(members);
            }
        }
    }

    /// Reads a policy file.
    ///
    /// @throws InvalidPolicyException with every mistake in it
    public static Policy parse(byte[] utf8) throws InvalidPolicyException {
        try {
            return PolicyReader.read(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(utf8))
                    .toString());
        } catch (CharacterCodingException _) {
            throw new InvalidPolicyException(List.of("found bytes that are not UTF-8, expected a text"));
        }
    }

    /// The keys of one log.
    ///
    /// @throws InvalidProofException if the policy does not name it
    public LogVerifier log(String origin) {
        return LogVerifier.of(
                logs.stream().filter(key -> key.name().equals(origin)).toList());
    }

    /// Which witnesses have cosigned a checkpoint. The log's own signature is not looked at: see [#log(String)].
    ///
    /// @throws InvalidProofException if a signature of a known witness is wrong
    public List<Witness> cosigners(Checkpoint checkpoint) {
        return List.copyOf(lines(checkpoint).keySet());
    }

    /// Whether enough witnesses have cosigned a checkpoint.
    ///
    /// @throws InvalidProofException if a signature of a known witness is wrong
    public boolean isWitnessed(Checkpoint checkpoint) {
        return smallest(quorum, lines(checkpoint)).isPresent();
    }

    /// The checkpoint with all lines of the log and the shortest cosignatures that make a quorum; empty if there are
    /// not enough.
    ///
    /// @throws InvalidProofException if a signature of a known witness is wrong
    public Optional<Checkpoint> witnessed(Checkpoint checkpoint) {
        Map<Witness, Note.Line> cosigned = lines(checkpoint);
        return smallest(quorum, cosigned).map(set -> {
            List<Note.Line> kept = checkpoint.signatures().stream()
                    .filter(line -> line.name().equals(checkpoint.origin()) || set.contains(line))
                    .toList();
            return new Checkpoint(checkpoint.origin(), checkpoint.size(), checkpoint.root(), kept);
        });
    }

    private Map<Witness, Note.Line> lines(Checkpoint checkpoint) {
        Map<Witness, Note.Line> cosigned = new HashMap<>();
        for (Witness witness : witnesses) {
            for (Note.Line line : checkpoint.signatures()) {
                if (witness.key().wrote(line)) {
                    witness.key().verify(checkpoint, line.signature());
                    cosigned.put(witness, line);
                }
            }
        }
        return cosigned;
    }

    /// As nobody is a member twice, the shortest set of a group is that of its members with the shortest.
    private static Optional<List<Note.Line>> smallest(Quorum quorum, Map<Witness, Note.Line> cosigned) {
        return switch (quorum) {
            case Quorum.Nobody() -> Optional.of(List.of());
            case Witness witness -> Optional.ofNullable(cosigned.get(witness)).map(List::of);
            case Quorum.Group group -> {
                List<List<Note.Line>> sets = group.members().stream()
                        .flatMap(member -> smallest(member, cosigned).stream())
                        .sorted((one, other) -> Integer.compare(length(one), length(other)))
                        .limit(group.needed())
                        .toList();
                yield sets.size() < group.needed()
                        ? Optional.empty()
                        : Optional.of(sets.stream().flatMap(List::stream).toList());
            }
        };
    }

    private static int length(List<Note.Line> lines) {
        return lines.stream().mapToInt(line -> line.render().length()).sum();
    }

    /// For people: `3 of (a, b, all of (c, d))`.
    public String describe() {
        return describe(quorum);
    }

    private static String describe(Quorum quorum) {
        return switch (quorum) {
            case Quorum.Nobody() -> "none";
            case Witness witness -> witness.name();
            case Quorum.Group group ->
                group.members().stream()
                        .map(Policy::describe)
                        .collect(Collectors.joining(", ", group.needed() + " of (", ")"));
        };
    }
}
