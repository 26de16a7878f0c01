package org.florahub.transform;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.florahub.transform.source.Findings;
import org.florahub.transform.source.FormatVersion;
import org.florahub.transform.source.Place;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;

/// Reads `versions:` of `transform.yaml`: names of versions, each with the same parameters.
record ManifestVersions(Place file, Findings findings) {

    List<FormatVersion> read(Node node) {
        var parameters = new LinkedHashMap<String, Map<String, String>>();
        if (node instanceof MappingNode mapping) {
            mapping.getValue().forEach(entry -> entry(entry, parameters));
        } else {
            broken(node, "no versions", "VERSION: {name: \"value\"}, the oldest first");
        }
        List<String> known = List.copyOf(parameters.keySet());
        var versions = new ArrayList<FormatVersion>();
        parameters.forEach((name, values) -> versions.add(new FormatVersion(name, known, values)));
        return versions;
    }

    private void entry(NodeTuple entry, Map<String, Map<String, String>> versions) {
        String name = Manifest.scalar(entry.getKeyNode());
        var values = new LinkedHashMap<String, String>();
        if (!FormatVersion.isName(name) || versions.containsKey(name)) {
            broken(entry.getKeyNode(), "version " + name, "letters, digits, dots and hyphens, each version once");
            return;
        }
        if (entry.getValueNode() instanceof MappingNode mapping) {
            mapping.getValue()
                    .forEach(parameter -> values.put(
                            Manifest.scalar(parameter.getKeyNode()), Manifest.scalar(parameter.getValueNode())));
        }
        Set<String> names = versions.isEmpty()
                ? values.keySet()
                : versions.values().iterator().next().keySet();
        if (!names.equals(values.keySet())) {
            broken(
                    entry.getKeyNode(),
                    "parameters %s for version %s".formatted(String.join(", ", values.keySet()), name),
                    "the same as for the first version: " + String.join(", ", names));
        }
        versions.put(name, values);
    }

    private void broken(Node at, String found, String expected) {
        findings.add(
                Manifest.place(file, at.getStartMark()),
                "manifest-broken",
                "versions",
                found,
                expected,
                "Correct versions: in transform.yaml.");
    }
}
