package org.florahub.kit;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.florahub.event.Problem;
import org.florahub.event.Statement;
import org.florahub.transform.Transform;
import org.florahub.transform.template.Given;
import org.florahub.transform.template.Reading;
import org.florahub.transform.template.RejectedRecord;
import org.florahub.transform.template.Sink;

/// Everything that came of reading one document, in memory.
///
/// @param lines    of the statements, in their order
record ReadFile(Reading reading, List<Statement> statements, List<Integer> lines, List<RejectedRecord> rejected) {

    static ReadFile of(Transform transform, InputStream in, String name, Given given) throws IOException {
        var statements = new ArrayList<Statement>();
        var lines = new ArrayList<Integer>();
        var rejected = new ArrayList<RejectedRecord>();
        Reading reading = transform.read(in, name, given, new Sink() {
            @Override
            public void statement(Statement statement, int line) {
                statements.add(statement);
                lines.add(line);
            }

            @Override
            public void rejected(RejectedRecord record) {
                rejected.add(record);
            }
        });
        if (!reading.counts()) {
            statements.clear();
            lines.clear();
        }
        return new ReadFile(reading, statements, lines, rejected);
    }

    List<Problem> problems() {
        return Stream.concat(
                        reading.problems().stream(), rejected.stream().flatMap(record -> record.problems().stream()))
                .toList();
    }

    /// `accepted`, `partly`, `rejected` or `unfinished`: what the hub would answer.
    String result() {
        if (reading.endedEarly()) {
            return "unfinished";
        }
        if (!reading.counts()) {
            return "rejected";
        }
        return rejected.isEmpty() ? "accepted" : statements.isEmpty() ? "rejected" : "partly";
    }
}
