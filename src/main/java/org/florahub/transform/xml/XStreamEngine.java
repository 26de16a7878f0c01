package org.florahub.transform.xml;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.florahub.transform.convert.Mismatch;
import org.florahub.transform.schema.DocumentChecks;
import org.florahub.transform.source.Sources;
import org.florahub.transform.template.Engine;
import org.florahub.transform.template.Given;
import org.florahub.transform.template.ProblemLog;
import org.florahub.transform.template.Reading;
import org.florahub.transform.template.Sink;
import org.florahub.transform.template.SlotParser;
import org.jspecify.annotations.Nullable;

/// Documents of systems that serialise their objects with XStream: references are resolved, then they are XML like
/// any other. Written without references, as XStream reads them too. Immutable and thread-safe.
public final class XStreamEngine implements Engine {

    static final Mismatch BOMB = new Mismatch(
            "X000",
            "references that make the document larger than 16 MiB, or deeper than 200 levels",
            "a document that stays within",
            "Refer to objects less often, or send several documents.");

    private final XmlEngine xml;
    private final XStreamGraph graph;

    /// The templates of a folder, or `null` after noting why there are none.
    ///
    /// @param types  names of types that a document may state
    /// @param checks to which valid documents conform, references resolved
    public static @Nullable XStreamEngine compile(
            Sources sources, SlotParser slots, DocumentChecks checks, Set<String> types) {
        if (types.isEmpty()) {
            sources.findings()
                    .add(
                            sources.place("transform.yaml"),
                            "types-missing",
                            "types",
                            "no types",
                            "the types that a document may state, above all that of its root",
                            "Add types: [NAME].");
        }
        XmlEngine xml = XmlEngine.compile(sources, slots, checks);
        return xml == null ? null : new XStreamEngine(xml, types);
    }

    private XStreamEngine(XmlEngine xml, Set<String> types) {
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
