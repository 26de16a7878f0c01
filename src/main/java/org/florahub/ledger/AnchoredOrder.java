package org.florahub.ledger;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// An erasure order with the proof that the log holds it: what the hub publishes of each erasure, and what
/// [Verify] needs to tell an erased event from a valid one. JSON in one spelling only; see
/// docs/reference/proof-bundle.md.
///
/// @param order      which leaves are erased
/// @param proof      of the order's own leaf
/// @param checkpoint to which the proof leads
public record AnchoredOrder(ErasureOrder order, InclusionProof proof, Checkpoint checkpoint) {

    private static final String VERSION = "flora-hub/erasure/v1";

    public AnchoredOrder {
        if (proof.size() != checkpoint.size()) {
            throw new InvalidProofException("found a proof for a tree of another size than the checkpoint's");
        }
    }

    /// Reads the bytes of an order's file.
    ///
    /// @throws InvalidProofException if it is not an order in its one spelling
    public static AnchoredOrder parse(byte[] utf8) {
        String json = new String(utf8, StandardCharsets.UTF_8);
        var members = Json.parse(json).members("order", "version", "erased", "index", "path", "checkpoint");
        if (!members.get(0).text("version").equals(VERSION)) {
            throw new InvalidProofException("found another version, expected " + VERSION);
        }
        List<Long> erased = new ArrayList<>();
        members.get(1).items("erased").forEach(index -> erased.add(index.number("erased")));
        List<Hash> path = new ArrayList<>();
        members.get(3).items("path").forEach(hash -> path.add(Hash.ofBase64(hash.text("path"))));
        Checkpoint checkpoint = Checkpoint.parse(members.get(4).text("checkpoint"));
        var proof = new InclusionProof(members.get(2).number("index"), checkpoint.size(), path);
        var anchored = new AnchoredOrder(new ErasureOrder(erased), proof, checkpoint);
        if (!anchored.render().equals(json)) {
            throw new InvalidProofException("found an order in another spelling than the hub's: it was reformatted");
        }
        return anchored;
    }

    /// The text of the order's file.
    public String render() {
        return Json.object(
                        "version", VERSION,
                        "erased", order.indices(),
                        "index", proof.index(),
                        "path", proof.path().stream().map(Hash::base64).toList(),
                        "checkpoint", checkpoint.note())
                .render();
    }

    /// Checks signatures and path.
    ///
    /// @throws InvalidProofException unless the log holds this order
    public void verify(LogVerifier log) {
        log.verify(checkpoint);
        proof.verify(order.entry(), checkpoint.root());
    }
}
