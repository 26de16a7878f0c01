package org.florahub.bench.micro;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.florahub.event.Statement;
import org.florahub.transform.Transform;
import org.florahub.transform.Written;
import org.florahub.transform.source.BrokenTransformException;
import org.florahub.transform.template.Given;
import org.florahub.transform.template.Reading;
import org.florahub.transform.template.RejectedRecord;
import org.florahub.transform.template.Sink;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// One status as the status schema's XML, bound to records: read, with the schema, and written; and one entry of a
/// list through stylesheets, without and with schema and rules.
@State(Scope.Thread)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class StatusSchemaBenchmark {

    private static final byte[] MESSAGE = bytes("""
            <statusMeldung xmlns="urn:florahub:status:1" fassung="1.0">
              <nachrichtenkopf>
                <nachrichtenId>5f2f3c52-0f1b-4c55-9a11-7a2b1a8c0001</nachrichtenId>
                <erstellungszeitpunkt>2026-10-05T06:00:00Z</erstellungszeitpunkt>
                <autor><kennung>dbs:000001</kennung><name>Bundesamt für Migration und Flüchtlinge</name></autor>
              </nachrichtenkopf>
              <status>
                <schluessel>hearing-summoned</schluessel>
                <aktion>report</aktion>
                <zeitpunkt><datum>2026-10-05</datum><uhrzeit>08:15</uhrzeit><zone>+02:00</zone></zeitpunkt>
                <fall><aktenzeichen>9900004-31</aktenzeichen></fall>
                <person><azrNummer>910005000041</azrNummer><familienname>Muster</familienname></person>
                <angaben><termin><datum>2026-10-20</datum></termin><aussenstelle>DRE</aussenstelle></angaben>
              </status>
            </statusMeldung>
            """);

    private static final byte[] LIST = bytes("""
            <bescheidliste xmlns="urn:example:leistung:1" nummer="L-1" stand="2026-10-09T07:00:00Z" absender="dbs:000001">
              <bescheid azr="910005000041" name="Muster" gemeldet="2026-10-08" merkmale="zugestellt:2026-10-08"/>
            </bescheidliste>
            """);

    private final Transform bound = loaded("status-1-xml");
    private final Transform stylesheets = loaded("leistung-xslt");
    private final Collected summons = new Collected();
    private final Collected service = new Collected();

    @Setup
    public void readOnce() throws IOException {
        check(bound.read(new ByteArrayInputStream(MESSAGE), "message", Given.NOTHING, summons));
        check(stylesheets.read(new ByteArrayInputStream(LIST), "list", Given.NOTHING, service));
    }

    private static void check(Reading reading) {
        if (!reading.counts()) {
            throw new IllegalStateException(reading.problems().toString());
        }
    }

    @Benchmark
    public Reading readBoundAndValidate() throws IOException {
        return bound.read(new ByteArrayInputStream(MESSAGE), "message", Given.NOTHING, new Collected());
    }

    @Benchmark
    public Reading readBound() throws IOException {
        return bound.read(new ByteArrayInputStream(MESSAGE), "message", Given.NOTHING, new Collected(), false);
    }

    @Benchmark
    public Written writeBound() throws IOException {
        return bound.write(summons.statements, Given.NOTHING, new ByteArrayOutputStream(2048));
    }

    @Benchmark
    public Reading readByStylesheetWithSchemaAndRules() throws IOException {
        return stylesheets.read(new ByteArrayInputStream(LIST), "list", Given.NOTHING, new Collected());
    }

    @Benchmark
    public Reading readByStylesheet() throws IOException {
        return stylesheets.read(new ByteArrayInputStream(LIST), "list", Given.NOTHING, new Collected(), false);
    }

    @Benchmark
    public Written writeByStylesheet() throws IOException {
        return stylesheets.write(service.statements, Given.NOTHING, new ByteArrayOutputStream(2048));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static Transform loaded(String name) {
        try {
            return Transform.load(Path.of("transforms", name));
        } catch (BrokenTransformException e) {
            throw new IllegalStateException(e);
        }
    }

    private static final class Collected implements Sink {

        private final List<Statement> statements = new ArrayList<>();

        @Override
        public void statement(Statement statement, int line) {
            statements.add(statement);
        }

        @Override
        public void rejected(RejectedRecord row) {
            throw new IllegalStateException(row.problems().toString());
        }
    }
}
