package org.florahub.bench.micro;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.florahub.bench.Traffic;
import org.florahub.event.Field;
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
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// Reading (with and without validation) and writing the 3.3 KB message of the comparison, and reading CSV rows.
@State(Scope.Thread)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class TransformBenchmark {

    private static final int ROWS = 10_000;
    private static final Given WRITING = new Given(Map.of(
            Field.TARGET, "azr:999001",
            Field.TARGET_NAME, "Empfänger",
            Field.MESSAGE_ID, "00000000-0000-4000-8000-000000000001",
            Field.MESSAGE_SENT_AT, "2026-11-23T12:00:00Z"));

    private final byte[] message = Traffic.decision(1);
    private final Transform decision = loaded("decision");
    private final Transform list = loaded("rows");
    private final byte[] rows = TransformBenchmark.someRows();
    private final Collected collected = new Collected();

    @Setup
    public void readOnce() throws IOException {
        Reading reading = decision.read(new ByteArrayInputStream(message), "message", Given.NOTHING, collected);
        if (!reading.counts()) {
            throw new IllegalStateException(reading.problems().toString());
        }
    }

    @Benchmark
    public Reading readAndValidate() throws IOException {
        return decision.read(new ByteArrayInputStream(message), "message", Given.NOTHING, new Collected());
    }

    @Benchmark
    public Reading read() throws IOException {
        return decision.read(new ByteArrayInputStream(message), "message", Given.NOTHING, new Collected(), false);
    }

    @Benchmark
    public Written write() throws IOException {
        return decision.write(collected.statements, WRITING, new ByteArrayOutputStream(4096));
    }

    /// The figure is per row.
    @Benchmark
    @OperationsPerInvocation(ROWS)
    public Reading readRows() throws IOException {
        return list.read(new ByteArrayInputStream(rows), "rows", Given.NOTHING, new Collected());
    }

    private static Transform loaded(String name) {
        try {
            return Transform.load(Traffic.transform(name));
        } catch (BrokenTransformException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] someRows() {
        try {
            Path file = Files.createTempFile("rows", ".csv");
            Traffic.writeRows(file, 0, ROWS);
            byte[] bytes = Files.readAllBytes(file);
            Files.delete(file);
            return bytes;
        } catch (IOException e) {
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
