package org.florahub.transform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.florahub.event.Field;
import org.florahub.event.Problem;
import org.florahub.event.Regime;
import org.florahub.event.Statement;
import org.florahub.transform.source.BrokenTransformException;
import org.florahub.transform.template.Given;
import org.florahub.transform.template.Shape;

/// The transforms that the engine's own tests use, with one good document of each.
public final class Kit {

    public static final Path FOLDER = Path.of("src/test/resources/transform-kit");
    public static final Transform DECISIONS = load(FOLDER.resolve("decisions"));
    public static final Transform LIST = load(FOLDER.resolve("status-list"));
    public static final Transform EVENTS = load(FOLDER.resolve("events"));

    public static final Given GEAS = Given.NOTHING.under(Regime.GEAS);
    public static final Given SOURCE = new Given(Map.of(Field.SOURCE, "ane:120010", Field.SOURCE_NAME, "Example"));

    public static final String DECISION = """
            <?xml version="1.0" encoding="UTF-8"?>
            <k:message xmlns:k="urn:example:kit:3" version="3" product="other">
              <head>
                <id>c7a3</id>
                <created>2026-10-01T12:00:00+02:00</created>
                <to>dvdv:ane:140010</to>
                <from>000001</from>
              </head>
              <k:type><code>20</code></k:type>
              <k:case number="9900004-31"/>
              <k:persons>
                <k:person>
                  <k:number kind="AKN">K 3000457</k:number>
                  <k:number kind="AZR">910005000041</k:number>
                  <k:name>Muster &amp; Söhne</k:name>
                  <k:birth><k:date>31.12.1990</k:date><k:state listURI="urn:example:kit:state"><code>000</code></k:state></k:birth>
                  <k:outcome listURI="urn:example:kit:outcome" listVersionID="2"><code>06</code></k:outcome>
                </k:person>
                <k:person>
                  <k:number kind="AZR">910005000042</k:number>
                  <k:outcome listURI="urn:example:kit:outcome" listVersionID="2"><code>05</code></k:outcome>
                </k:person>
              </k:persons>
              <k:decided>2026-09-30</k:decided>
              <k:when>2026-09-30</k:when>
              <k:action>N</k:action>
            </k:message>
            """;

    public static final String ROWS = """
            Status;Art;AZR-Nr;Datum;Uhrzeit;Name;Aktenzeichen;Vermerk
            ANH;N;910005000041;30.09.2026;14:05;Müller;9900004-31;x
            ANK;N;910005000042;29.02.2028;;"A;b ""c\""";;
            """;

    private Kit() {}

    public static Transform load(Path folder) {
        try {
            return Transform.load(folder);
        } catch (BrokenTransformException e) {
            throw new AssertionError(e.getMessage(), e);
        }
    }

    public static Collected decision(String document) {
        return Collected.read(DECISIONS, document.getBytes(StandardCharsets.UTF_8), Given.NOTHING);
    }

    public static Collected rows(String document) {
        return rows(latin(document));
    }

    public static Collected rows(byte[] document) {
        return Collected.read(LIST, document, SOURCE);
    }

    public static byte[] latin(String text) {
        return text.getBytes(java.nio.charset.Charset.forName("windows-1252"));
    }

    public static String written(Transform transform, List<Statement> group, Given given) {
        var out = new ByteArrayOutputStream();
        try {
            transform.write(group, given, out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toString(transform.charset());
    }

    /// A copy of a transform folder.
    public static Path copied(Path folder, Path into) {
        Path copy = into.resolve(folder.getFileName().toString());
        try (var files = Files.walk(folder)) {
            for (Path one : files.filter(Files::isRegularFile).toList()) {
                Path target = copy.resolve(folder.relativize(one).toString());
                Files.createDirectories(target.getParent());
                Files.copy(one, target);
            }
            return copy;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// A copy of a transform folder in which a file is changed.
    public static Path changed(Path folder, Path into, String file, String from, String to) {
        try {
            Path copy = copied(folder, into);
            Path changed = copy.resolve(file);
            String text = Files.readString(changed);
            if (!text.contains(from)) {
                throw new AssertionError("%s does not contain %s".formatted(file, from));
            }
            Files.writeString(changed, text.replace(from, to));
            return copy;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// `CODE FILE:LINE` of each problem.
    public static List<String> mistakes(Path folder) {
        String prefix = "transforms/" + folder.getFileName() + "/";
        return problems(folder).stream()
                .map(problem -> {
                    assertThat(problem.file()).startsWith(prefix);
                    assertThat(problem.remedy()).isNotBlank();
                    return "%s %s:%d"
                            .formatted(problem.code(), problem.file().substring(prefix.length()), problem.line());
                })
                .toList();
    }

    public static List<Problem> problems(Path folder) {
        BrokenTransformException broken =
                catchThrowableOfType(BrokenTransformException.class, () -> Transform.load(folder));
        assertThat(broken).as("the folder should be broken").isNotNull();
        return broken.problems();
    }

    /// What the templates of a transform carry.
    public static List<Shape> shapes(Transform transform) {
        return List.copyOf(transform.shapes());
    }
}
