package org.florahub.ledger;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;

/// What travels beside a delivery as `NAME.proof`: which bytes were delivered, what may be seen of the events in
/// them, and the proof that the log holds these events. JSON in one spelling only, so that any changed byte is
/// noticed; see docs/reference/proof-bundle.md.
///
/// @param file       name under which the bytes were delivered, without a folder
/// @param sha256     of the delivered bytes
/// @param checkpoint to which all proofs lead
/// @param events     at least one, in the order of the delivery
public record ProofBundle(String file, Hash sha256, Checkpoint checkpoint, List<ProvenEvent> events) {

    private static final String VERSION = "flora-hub/proof/v1";

    public ProofBundle {
        events = List.copyOf(events);
        if (events.isEmpty()) {
            throw new InvalidProofException("found a bundle without events, expected at least one");
        }
        if (file.isEmpty() || file.contains("/")) {
            throw new InvalidProofException("found a bundle without the plain name of a file");
        }
        Set<Long> leaves = new HashSet<>();
        for (ProvenEvent event : events) {
            if (event.proof().size() != checkpoint.size()
                    || !leaves.add(event.proof().index())) {
                throw new InvalidProofException("found a leaf twice or for a tree of another size");
            }
        }
    }

    /// Reads the bytes of a `.proof` file.
    ///
    /// @throws InvalidProofException if it is not a bundle in its one spelling
    public static ProofBundle parse(byte[] utf8) {
        try {
            return parse(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(utf8))
                    .toString());
        } catch (CharacterCodingException _) {
            throw new InvalidProofException("found bytes that are not UTF-8");
        }
    }

    /// Reads the text of a `.proof` file.
    ///
    /// @throws InvalidProofException if it is not a bundle in its one spelling
    public static ProofBundle parse(String json) {
        var members = Json.parse(json).members("bundle", "version", "file", "sha256", "checkpoint", "events");
        if (!members.get(0).text("version").equals(VERSION)) {
            throw new InvalidProofException("found another version, expected " + VERSION);
        }
        Checkpoint checkpoint = Checkpoint.parse(members.get(3).text("checkpoint"));
        List<ProvenEvent> events = new ArrayList<>();
        for (Json event : members.get(4).items("events")) {
            events.add(event(event, checkpoint.size()));
        }
        var bundle = new ProofBundle(
                members.get(1).text("file"), sha256(members.get(2).text("sha256")), checkpoint, events);
        if (!bundle.render().equals(json)) {
            throw new InvalidProofException("found a bundle in another spelling than the hub's: it was reformatted");
        }
        return bundle;
    }

    /// The text of the `.proof` file.
    public String render() {
        return Json.object(
                        "version", VERSION,
                        "file", file,
                        "sha256", HexFormat.of().formatHex(sha256.shared()),
                        "checkpoint", checkpoint.note(),
                        "events", events.stream().map(ProofBundle::json).toList())
                .render();
    }

    /// Checks everything: name and bytes of the file, signatures, and each event's fields and path.
    public Verdict verify(String name, byte[] delivered, LogVerifier log) {
        return verify(name, Hash.ofContent(delivered), log);
    }

    Verdict verify(String name, Hash delivered, LogVerifier log) {
        try {
            checkFile(name, delivered);
            Instant signedAt = log.verify(checkpoint);
            for (ProvenEvent event : events) {
                event.verify(checkpoint.root());
            }
            return new Verdict.Valid(checkpoint, signedAt, events);
        } catch (InvalidProofException e) {
            return new Verdict.Invalid(String.valueOf(e.getMessage()));
        }
    }

    private void checkFile(String name, Hash delivered) {
        if (!delivered.equals(sha256)) {
            throw new InvalidProofException("the file is not the one that was delivered: its SHA-256 differs");
        }
        if (!name.equals(file)) {
            throw new InvalidProofException("the bundle belongs to a file of another name");
        }
    }

    /// The proof of one event for tools of others.
    public TlogProof tlogProof(ProvenEvent event) {
        return new TlogProof(event.proof(), checkpoint);
    }

    private static Json json(ProvenEvent event) {
        return Json.object(
                "index", event.proof().index(),
                "fields",
                        event.disclosure().parts().stream()
                                .map(ProofBundle::json)
                                .toList(),
                "path", event.proof().path().stream().map(Hash::base64).toList());
    }

    private static Json json(Disclosure.Part part) {
        return switch (part) {
            case Disclosure.Shown(String path, String value, Hash key) ->
                Json.object("path", path, "value", value, "key", key.base64());
            case Disclosure.Withheld(Hash digest) -> Json.object("digest", digest.base64());
        };
    }

    private static ProvenEvent event(Json event, long size) {
        var members = event.members("event", "index", "fields", "path");
        List<Disclosure.Part> parts = new ArrayList<>();
        for (Json field : members.get(1).items("fields")) {
            parts.add(part(field));
        }
        List<Hash> path = new ArrayList<>();
        for (Json hash : members.get(2).items("path")) {
            path.add(Hash.ofBase64(hash.text("path")));
        }
        var proof = new InclusionProof(members.get(0).number("index"), size, path);
        return new ProvenEvent(new Disclosure(parts), proof);
    }

    private static Disclosure.Part part(Json field) {
        if (field instanceof Json.Members(var members) && members.containsKey("digest")) {
            return new Disclosure.Withheld(
                    Hash.ofBase64(field.members("field", "digest").getFirst().text("digest")));
        }
        var members = field.members("field", "path", "value", "key");
        return new Disclosure.Shown(
                members.get(0).text("path"),
                members.get(1).text("value"),
                Hash.ofBase64(members.get(2).text("key")));
    }

    private static Hash sha256(String hex) {
        if (!hex.matches("[0-9a-f]{64}")) {
            throw new InvalidProofException("sha256: found something else than 64 lower-case hexadecimal digits");
        }
        return Hash.owned(HexFormat.of().parseHex(hex));
    }
}
