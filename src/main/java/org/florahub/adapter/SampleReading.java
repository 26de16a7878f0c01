package org.florahub.adapter;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.florahub.event.Problem;
import org.florahub.event.Statement;
import org.florahub.transform.template.Reading;
import org.florahub.transform.template.RejectedRecord;
import org.florahub.transform.template.Sink;

/// What came of reading a sample.
record SampleReading(Reading reading, List<Statement> statements, List<RejectedRecord> rejected) {

    static SampleReading of(Sample sample, byte[] document) throws IOException {
        var statements = new ArrayList<Statement>();
        var rejected = new ArrayList<RejectedRecord>();
        String name = sample.file().getFileName().toString();
        Reading reading = sample.transform().read(new ByteArrayInputStream(document), name, sample.given(), new Sink() {
            @Override
            public void statement(Statement statement, int line) {
                statements.add(statement);
            }

            @Override
            public void rejected(RejectedRecord record) {
                rejected.add(record);
            }
        });
        return new SampleReading(reading, statements, rejected);
    }

    /// Whether everything was taken.
    boolean clean() {
        return reading.counts() && rejected.isEmpty();
    }

    List<Map<String, String>> flat() {
        return statements.stream().map(Statement::flatten).toList();
    }

    /// As in `NAME.problems.txt`.
    String verdict() {
        Stream<Problem> problems = Stream.concat(
                reading.problems().stream(), rejected.stream().flatMap(record -> record.problems().stream()));
        return "accepted %d, rejected %d%s\n"
                        .formatted(
                                reading.counts() ? statements.size() : 0,
                                reading.rejected(),
                                reading.endedEarly() ? ", ends early" : "")
                + problems.map(Problem::toString).collect(Collectors.joining("\n", "", "\n"));
    }
}
