package org.florahub.ledger;

import java.util.ArrayList;
import java.util.List;

/// A signed tree head (c2sp.org/tlog-checkpoint): at this size, the log had this root. Parsed, not yet verified: see
/// [LogVerifier]. This log writes no extension lines, and none are accepted: not every signature would cover them.
public final class Checkpoint {

    private final String origin;
    private final long size;
    private final Hash root;
    private final List<Note.Line> signatures;

    Checkpoint(String origin, long size, Hash root, List<Note.Line> signatures) {
        Note.checkName(origin);
        this.origin = origin;
        this.size = size;
        this.root = root;
        this.signatures = List.copyOf(signatures);
    }

    /// Reads a signed note, without believing it yet.
    ///
    /// @throws InvalidProofException if it is not a checkpoint in its one spelling
    public static Checkpoint parse(String note) {
        Note parsed = Note.parse(note);
        String[] lines = parsed.text().split("\n", -1);
        if (lines.length != 4 || !lines[1].matches("0|[1-9][0-9]{0,17}")) {
            throw new InvalidProofException("found other lines than origin, size and root in a checkpoint");
        }
        return new Checkpoint(lines[0], Long.parseLong(lines[1]), Hash.ofBase64(lines[2]), parsed.signatures());
    }

    /// Name of the log.
    public String origin() {
        return origin;
    }

    /// Leaves in the tree.
    public long size() {
        return size;
    }

    public Hash root() {
        return root;
    }

    /// The signed note, as it is stored, sent and parsed again.
    public String note() {
        return new Note(text(), signatures).render();
    }

    /// The same tree head with further signature lines behind its own.
    Checkpoint with(List<Note.Line> further) {
        var lines = new ArrayList<>(signatures);
        lines.addAll(further);
        return new Checkpoint(origin, size, root, lines);
    }

    /// Whether this is the same tree head, whoever signed it.
    boolean sameTree(Checkpoint other) {
        return text().equals(other.text());
    }

    /// What the signatures cover.
    String text() {
        return origin + "\n" + size + "\n" + root.base64() + "\n";
    }

    List<Note.Line> signatures() {
        return signatures;
    }

    @Override
    public String toString() {
        return "%s, %d leaves, root %s".formatted(origin, size, root);
    }
}
