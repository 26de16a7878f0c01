package org.florahub.intake;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.florahub.event.Problem;
import org.florahub.record.Disposition;
import org.florahub.record.Events;
import org.florahub.record.MessageHeader;
import org.florahub.record.Recorded;
import org.florahub.transform.Transform;

/// Turns what is recorded into what the sender is told. Nothing else goes in than the record and the message itself,
/// so that a repeated message gets the answer of the first time.
final class Receipts {

    private static final int PROBLEMS_SHOWN = 100;

    private final Events events;
    private final Wording wording;
    private final Answers answers;

    Receipts(Events events, Wording wording) {
        this.events = events;
        this.wording = wording;
        this.answers = new Answers(wording);
    }

    Receipt of(Arrival arrival, Acceptance.Taken taken) throws IOException {
        Recorded recorded = taken.recorded();
        Judgement judgement = judgement(arrival, taken);
        List<Answer> documents = documents(arrival, judgement, recorded);
        return switch (recorded.disposition()) {
            case ACCEPTED ->
                new Receipt.Accepted(
                        recorded.message(),
                        recorded.events(),
                        recorded.alreadyKnown(),
                        documents,
                        recorded.duplicate());
            case PARTLY ->
                new Receipt.PartlyAccepted(
                        recorded.message(),
                        recorded.events(),
                        recorded.alreadyKnown(),
                        recorded.rejected(),
                        recorded.problems(),
                        documents,
                        recorded.duplicate());
            case REJECTED ->
                judgement.unread()
                        ? new Receipt.Refused(recorded.message(), recorded.problems(), documents)
                        : new Receipt.Rejected(
                                recorded.message(),
                                recorded.rejected(),
                                recorded.problems(),
                                documents,
                                recorded.duplicate());
            case IN_PROGRESS ->
                throw new IllegalStateException("Message %d is not finished".formatted(recorded.message()));
        };
    }

    private Judgement judgement(Arrival arrival, Acceptance.Taken taken) {
        Recorded recorded = taken.recorded();
        MessageHeader header = recorded.duplicate()
                ? events.message(recorded.message()).orElseThrow().header()
                : taken.header();
        return new Judgement(
                recorded.message(),
                header.name(),
                header.messageId(),
                recorded.events(),
                recorded.alreadyKnown(),
                recorded.rejected(),
                recorded.disposition() != Disposition.REJECTED,
                header.transform().equals(Arrival.UNREAD),
                ofWholeMessage(arrival, recorded));
    }

    private List<Answer> documents(Arrival arrival, Judgement judgement, Recorded recorded) throws IOException {
        Answer quittung = document(arrival, judgement);
        Map<Integer, List<Problem>> rows = byRow(arrival, recorded);
        if (rows.isEmpty()) {
            return List.of(quittung);
        }
        Transform transform = arrival.transform();
        var bytes = new ByteArrayOutputStream();
        try (InputStream in = arrival.content().open()) {
            transform.writeRejected(in, rows, wording::sentence, bytes);
        }
        return List.of(
                quittung,
                answers.rejectedRows(judgement, transform.mediaType(), transform.extension(), bytes.toByteArray()));
    }

    private Answer document(Arrival arrival, Judgement judgement) {
        return arrival.transform().takesRecordsSingly()
                ? answers.list(judgement, StandardCharsets.UTF_8)
                : answers.xml(judgement);
    }

    /// Rows come back with their reasons; what is left concerns the message as such.
    private static List<Problem> ofWholeMessage(Arrival arrival, Recorded recorded) {
        boolean singly = arrival.transform().takesRecordsSingly() && recorded.rejected() > 0;
        return recorded.problems().stream()
                .filter(problem -> !singly || problem.line() == 0)
                .limit(PROBLEMS_SHOWN)
                .toList();
    }

    private static Map<Integer, List<Problem>> byRow(Arrival arrival, Recorded recorded) {
        var rows = new TreeMap<Integer, List<Problem>>();
        if (arrival.transform().takesRecordsSingly() && recorded.rejected() > 0) {
            for (Problem problem : recorded.problems()) {
                if (problem.line() > 0) {
                    rows.computeIfAbsent(problem.line(), _ -> new ArrayList<>()).add(problem);
                }
            }
        }
        return rows;
    }
}
