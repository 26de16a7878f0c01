package org.florahub.transform.schema;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.xml.stream.XMLStreamException;
import org.codehaus.stax2.XMLStreamReader2;
import org.florahub.transform.source.Findings;
import org.florahub.transform.source.FormatVersion;
import org.florahub.transform.source.Place;
import org.florahub.transform.template.Parameters;
import org.florahub.transform.template.ProblemLog;
import org.florahub.transform.template.Unmapped;
import org.jspecify.annotations.Nullable;

/// What the folder `schema` demands of XML documents beyond the templates: schemas and rules. Thread-safe.
///
/// @param schema `null` if there is none
/// @param rules  `null` if there are none
public record DocumentChecks(
        @Nullable SchemaCheck schema, @Nullable RuleCheck rules) {

    public static final DocumentChecks NONE = new DocumentChecks(null, null);

    /// Compiles what the folder holds.
    ///
    /// @param parameters what stands for `{$name}` in the schemas
    public static DocumentChecks of(
            Path folder, FormatVersion version, Parameters parameters, Place place, Findings findings)
            throws IOException {
        List<Path> schemas = files(folder, version, ".xsd");
        List<Path> rules = files(folder, version, ".sch");
        return new DocumentChecks(
                schemas.isEmpty() ? null : SchemaCheck.compile(schemas, parameters, place, findings),
                rules.isEmpty() ? null : RuleCheck.compile(rules, place, findings));
    }

    /// Files with that ending in the folder `schema`, or in that of the version where it has one of its own in
    /// there.
    private static List<Path> files(Path folder, FormatVersion version, String ending) throws IOException {
        Path own = folder.resolve("schema").resolve(version.name());
        Path schemas = Files.isDirectory(own) ? own : folder.resolve("schema");
        if (!Files.isDirectory(schemas)) {
            return List.of();
        }
        try (var files = Files.list(schemas)) {
            return files.filter(file -> file.toString().endsWith(ending))
                    .sorted()
                    .toList();
        }
    }

    /// Starts the checks of one document.
    ///
    /// @param document at the root's start tag
    public CheckedReader open(XMLStreamReader2 document, ProblemLog problems, Unmapped warnings)
            throws XMLStreamException {
        return new CheckedReader(
                document,
                schema == null ? null : schema.open(document, problems),
                rules == null ? null : rules.open(document, problems, warnings));
    }
}
