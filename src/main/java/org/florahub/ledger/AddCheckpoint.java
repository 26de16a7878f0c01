package org.florahub.ledger;

import java.util.ArrayList;
import java.util.List;

/// What a log asks of a witness (c2sp.org/tlog-witness, add-checkpoint): to cosign a checkpoint that continues the
/// one it cosigned before.
///
/// @param old        leaves under the checkpoint that the witness cosigned last; 0 for none
/// @param proof      that the tree of then is the beginning of the tree of now
/// @param checkpoint signed by the log
public record AddCheckpoint(long old, List<Hash> proof, Checkpoint checkpoint) {

    static final int PROOF_MAX = 63;

    public AddCheckpoint {
        proof = List.copyOf(proof);
    }

    /// Reads a request, without believing it yet.
    ///
    /// @throws InvalidProofException if it is none in its one spelling
    public static AddCheckpoint parse(String body) {
        int end = body.indexOf("\n\n");
        if (end < 0) {
            throw new InvalidProofException("found no empty line before the checkpoint");
        }
        List<String> lines = List.of(body.substring(0, end).split("\n", -1));
        if (!lines.getFirst().matches("old (0|[1-9][0-9]{0,17})") || lines.size() > 1 + PROOF_MAX) {
            throw new InvalidProofException("found other lines than old N and at most 63 hashes");
        }
        List<Hash> proof = new ArrayList<>();
        lines.stream().skip(1).forEach(line -> proof.add(Hash.ofBase64(line)));
        return new AddCheckpoint(
                Long.parseLong(lines.getFirst().substring("old ".length())),
                proof,
                Checkpoint.parse(body.substring(end + 2)));
    }

    /// The body of the request.
    public String render() {
        var body = new StringBuilder("old ").append(old).append('\n');
        proof.forEach(hash -> body.append(hash.base64()).append('\n'));
        return body.append('\n').append(checkpoint.note()).toString();
    }
}
