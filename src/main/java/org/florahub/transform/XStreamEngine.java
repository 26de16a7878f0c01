package org.florahub.transform;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Documents of systems that serialise their objects with XStream: references are resolved, then they are XML like
/// any other. Written without references, as XStream reads them too. Immutable and thread-safe.
final class XStreamEngine implements Engine {

    static final Mismatch BOMB = new Mismatch(
            "X000",
            "references that make the document larger than 16 MiB, or deeper than 200 levels",
            "a document that stays within",
            "Refer to objects less often, or send several documents.");

    private final XmlEngine xml;
    private final XStreamGraph graph;

    /// @param types names of types that a document may state
    XStreamEngine(XmlEngine xml, Set<String> types) {
        this.xml = xml;
        this.graph = new XStreamGraph(types);
    }

    @Override
    public String mediaType() {
        return xml.mediaType();
    }

    @Override
    public String extension() {
        return xml.extension();
    }

    @Override
    public List<XmlTemplate> templates() {
        return xml.templates();
    }

    @Override
    public Reading read(InputStream in, String fileName, Given given, Sink sink, boolean validate) throws IOException {
        var problems = new ProblemLog(fileName);
        var walk = new XStreamWalk(graph, problems);
        XStreamNode.Child root = walk.read(in);
        byte[] plain = root == null ? null : XStreamText.of(root);
        if (plain != null) {
            return xml.read(new ByteArrayInputStream(plain), fileName, given, sink, validate);
        }
        if (problems.isEmpty()) {
            problems.add(1, 0, null, BOMB);
        }
        return new Reading(0, 0, problems.count(), problems.kept(), null, null, null, Map.of(), walk.endedEarly());
    }
}
