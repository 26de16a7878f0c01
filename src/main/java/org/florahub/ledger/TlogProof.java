package org.florahub.ledger;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// One inclusion proof with its checkpoint as text (c2sp.org/tlog-proof), for tools of others. No extra data is
/// written, and none is accepted: nothing would cover it.
///
/// @param proof      of the size of the checkpoint
/// @param checkpoint that the proof leads to
public record TlogProof(InclusionProof proof, Checkpoint checkpoint) {

    private static final String HEADER = "c2sp.org/tlog-proof@v1";
    private static final int PATH_MAX = 63;

    public TlogProof {
        if (proof.size() != checkpoint.size()) {
            throw new InvalidProofException("found a proof for a tree of another size than the checkpoint's");
        }
    }

    /// Reads a `.tlog-proof` text, without believing it yet.
    ///
    /// @throws InvalidProofException if it is not such a text in its one spelling
    public static TlogProof parse(String text) {
        int end = text.indexOf("\n\n");
        if (end < 0) {
            throw new InvalidProofException("found no empty line before the checkpoint");
        }
        String[] lines = text.substring(0, end).split("\n", -1);
        if (lines.length < 2 || !lines[0].equals(HEADER) || !lines[1].matches("index (0|[1-9][0-9]{0,17})")) {
            throw new InvalidProofException("found other lines than %s and index N".formatted(HEADER));
        }
        List<Hash> path = new ArrayList<>();
        Arrays.stream(lines).skip(2).limit(PATH_MAX + 1L).forEach(line -> path.add(Hash.ofBase64(line)));
        Checkpoint checkpoint = Checkpoint.parse(text.substring(end + 2));
        long index = Long.parseLong(lines[1].substring("index ".length()));
        return new TlogProof(new InclusionProof(index, checkpoint.size(), path), checkpoint);
    }

    /// The text of a `.tlog-proof` file.
    public String render() {
        var text = new StringBuilder(HEADER)
                .append("\nindex ")
                .append(proof.index())
                .append('\n');
        proof.path().forEach(hash -> text.append(hash.base64()).append('\n'));
        return text.append('\n').append(checkpoint.note()).toString();
    }

    /// Checks signatures and path.
    ///
    /// @throws InvalidProofException unless the log holds this entry at the index
    public void verify(byte[] entry, LogVerifier log) {
        log.verify(checkpoint);
        proof.verify(entry, checkpoint.root());
    }
}
