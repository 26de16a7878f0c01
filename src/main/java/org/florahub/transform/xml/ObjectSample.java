package org.florahub.transform.xml;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.florahub.event.Problem;
import org.florahub.transform.template.ProblemLog;

/// A document that XStream wrote, as the engine `xstream` would see it if its folder listed every type that the
/// document states: for whoever begins a template from a sample. No class of the document is ever loaded.
///
/// @param types    that the document states
/// @param xml      the document with its references resolved; empty if it cannot be read
/// @param problems why not
public record ObjectSample(Set<String> types, String xml, List<Problem> problems) {

    /// Reads a document.
    ///
    /// @param fileName for problems
    public static ObjectSample of(byte[] document, String fileName) {
        var types = new TreeSet<String>();
        var problems = new ProblemLog(fileName);
        var walk = new XStreamWalk(XStreamGraph.learning(types), problems);
        try {
            XStreamNode.Child root = walk.read(new ByteArrayInputStream(document));
            byte[] plain = root == null ? null : XStreamText.of(root);
            if (plain == null && problems.isEmpty()) {
                problems.add(1, 0, null, XStreamEngine.BOMB);
            }
            return new ObjectSample(
                    types, plain == null ? "" : new String(plain, StandardCharsets.UTF_8), problems.kept());
        } catch (IOException e) {
            throw new UncheckedIOException(e); // bytes in memory do not fail
        }
    }
}
