package org.florahub.transform;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.florahub.event.Problem;
import org.florahub.event.Statement;
import org.florahub.transform.template.Given;
import org.florahub.transform.template.Reading;
import org.florahub.transform.template.RejectedRecord;
import org.florahub.transform.template.Sink;

/// What was read of one document.
public final class Collected implements Sink {

    private final List<Statement> statements = new ArrayList<>();
    private final List<Integer> lines = new ArrayList<>();
    private final List<RejectedRecord> rejected = new ArrayList<>();
    private Reading reading = new Reading(0, 0, 0, List.of(), null, null, null, Map.of(), false);

    private Collected() {}

    public static Collected read(Transform transform, byte[] document, Given given) {
        return read(transform, new ByteArrayInputStream(document), given);
    }

    public static Collected read(Transform transform, InputStream document, Given given) {
        var collected = new Collected();
        try {
            collected.reading = transform.read(document, "sample", given, collected);
        } catch (IOException e) {
            throw new AssertionError("The source does not fail", e);
        }
        return collected;
    }

    @Override
    public void statement(Statement statement, int line) {
        statements.add(statement);
        lines.add(line);
    }

    @Override
    public void rejected(RejectedRecord row) {
        rejected.add(row);
    }

    public List<Statement> statements() {
        return statements;
    }

    public List<Integer> lines() {
        return lines;
    }

    public List<RejectedRecord> rejected() {
        return rejected;
    }

    public Reading reading() {
        return reading;
    }

    /// What goes back of the document: its rejected records.
    public byte[] returned(Transform transform, byte[] document, Function<Problem, String> hint) {
        Map<Integer, List<Problem>> reasons = new TreeMap<>();
        rejected.forEach(record -> reasons.put(record.line(), record.problems()));
        var out = new ByteArrayOutputStream();
        try {
            transform.writeRejected(new ByteArrayInputStream(document), reasons, hint, out);
        } catch (IOException e) {
            throw new AssertionError("The source does not fail", e);
        }
        return out.toByteArray();
    }

    /// All problems, of the document and of its records.
    public List<Problem> problems() {
        var problems = new ArrayList<>(reading.problems());
        rejected.forEach(row -> problems.addAll(row.problems()));
        return problems;
    }

    /// `CODE place` of each problem.
    public List<String> places() {
        return problems().stream()
                .map(problem -> problem.code() + " " + problem.line() + " " + problem.field())
                .collect(Collectors.toList());
    }
}
