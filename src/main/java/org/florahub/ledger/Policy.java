package org.florahub.ledger;

import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
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

    /// Asks for no witness and names no log.
    public static final Policy NONE = new Policy(List.of(), List.of(), new Quorum.Nobody());

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

    /// Why not enough witnesses have cosigned a checkpoint: one sentence for the quorum and for each group in it that
    /// falls short; none if enough have.
    ///
    /// @throws InvalidProofException if a signature of a known witness is wrong
    public List<String> lacking(Checkpoint checkpoint) {
        var sentences = new ArrayList<String>();
        lacking(quorum, lines(checkpoint), sentences);
        return List.copyOf(sentences);
    }

    private static void lacking(Quorum quorum, Map<Witness, Note.Line> cosigned, List<String> sentences) {
        if (smallest(quorum, cosigned).isPresent()) {
            return;
        }
        switch (quorum) {
            case Quorum.Nobody() -> {}
            case Witness witness -> sentences.add(witness.name() + " has not cosigned");
            case Quorum.Group(String name, int needed, List<Quorum> members) -> {
                List<Quorum> missing = members.stream()
                        .filter(member -> smallest(member, cosigned).isEmpty())
                        .toList();
                sentences.add("%s needs %d of %d and has %d, without %s"
                        .formatted(
                                name,
                                needed,
                                members.size(),
                                members.size() - missing.size(),
                                missing.stream().map(Policy::name).collect(Collectors.joining(", "))));
                missing.stream()
                        .filter(Quorum.Group.class::isInstance)
                        .forEach(member -> lacking(member, cosigned, sentences));
            }
        }
    }

    private static String name(Quorum quorum) {
        return switch (quorum) {
            case Quorum.Nobody() -> "none";
            case Witness witness -> witness.name();
            case Quorum.Group group -> group.name();
        };
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

    /// A checkpoint with the cosignature of one witness behind its own lines.
    ///
    /// @param answer the lines that the witness gave for it; those of other keys are left out
    /// @throws InvalidProofException if none is of the witness, or it is wrong
    public Checkpoint cosigned(Checkpoint checkpoint, Witness witness, String answer) {
        Checkpoint read = Checkpoint.parse(checkpoint.note() + answer);
        Note.Line line = lines(read).get(witness);
        if (line == null) {
            throw new InvalidProofException("the cosignature of %s is missing".formatted(witness.name()));
        }
        return checkpoint.with(List.of(line));
    }

    /// A checkpoint with the cosignatures of both, each once.
    ///
    /// @throws InvalidProofException if they are not of the same tree
    public Checkpoint merged(Checkpoint one, Checkpoint other) {
        if (!one.sameTree(other)) {
            throw new InvalidProofException("found checkpoints of two trees, expected one");
        }
        List<Note.Line> further = other.signatures().stream()
                .filter(line -> !one.signatures().contains(line))
                .toList();
        return one.with(further);
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
