package org.florahub.transform.row;

import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.florahub.event.Field;
import org.florahub.event.Statement;
import org.florahub.transform.convert.Mismatch;
import org.florahub.transform.convert.Values;
import org.florahub.transform.row.RowPicture.Role;
import org.florahub.transform.template.Content.Anything;
import org.florahub.transform.template.Given;
import org.florahub.transform.template.HeldBack;
import org.florahub.transform.template.ProblemLog;
import org.florahub.transform.template.Reading;
import org.florahub.transform.template.RejectedRecord;
import org.florahub.transform.template.Sink;
import org.florahub.transform.template.SlotReading;
import org.florahub.transform.template.Unmapped;
import org.jspecify.annotations.Nullable;

/// Reads one document of rows, record by record: good ones count when others are bad. Used once, by one thread.
final class RowReading {

    private static final Mismatch UNKNOWN = new Mismatch(
            "X001", "a record of no known kind", "the constants of one of the kinds", "Check how the record begins.");
    private static final Mismatch ORPHAN = new Mismatch(
            "X001", "a row that continues nothing", "the row that it belongs to before it", "Send both rows together.");
    private static final Mismatch AGAIN =
            new Mismatch("X001", "a record that stands only at the beginning", "none here", "Remove it.");

    private final Given given;
    private final RowSource source;
    private final ProblemLog problems;
    private final ProblemLog row;
    private final Unmapped unmapped = new Unmapped();
    private final HeldBack held;
    private final Values values = new Values();
    private final Values shared = new Values();
    private RowDocument document;
    private RowHeader header = RowHeader.none();
    private List<Values> bases = List.of();
    private List<RowPicture> after = List.of();
    private boolean atHand;
    private long records;
    private long rejected;
    private long rowProblems;
    private boolean endedEarly;

    /// @param documents the kinds of document that it may be; with more than one all have a header
    RowReading(List<RowDocument> documents, RowSource source, String fileName, Given given, Sink sink) {
        this.document = documents.getFirst();
        this.given = given;
        this.source = source;
        this.problems = new ProblemLog(fileName);
        this.row = new ProblemLog(fileName);
        this.held = new HeldBack(sink);
    }

    Reading read(List<RowDocument> documents) throws IOException {
        if (begin(documents)) {
            while (advance()) {
                atHand = false;
                record();
            }
            end();
        }
        source.conclude(problems);
        if (problems.isEmpty()) {
            held.release();
        } else {
            held.close();
        }
        return reading(problems.isEmpty());
    }

    private Reading reading(boolean counts) {
        String sentAt = shared.get(Field.MESSAGE_SENT_AT);
        return new Reading(
                held.statements(),
                counts ? rejected : 0,
                problems.count() + (counts ? rowProblems : 0),
                problems.kept(),
                counts ? document.name() : null,
                shared.get(Field.MESSAGE_ID),
                sentAt == null ? null : Instant.parse(sentAt),
                unmapped.counts(),
                endedEarly || source.cutOff());
    }

    /// Whether there is a row at hand that nobody has taken.
    private boolean advance() throws IOException {
        while (!atHand) {
            if (!source.next()) {
                return false;
            }
            atHand = !source.blank();
        }
        return true;
    }

    private boolean begin(List<RowDocument> documents) throws IOException {
        if (document.format().named()) {
            if (!header(documents)) {
                return false;
            }
        } else if (!advance()) {
            empty();
            return false;
        }
        after = document.pictures(Role.AFTER);
        once();
        bases = new ArrayList<>();
        for (RowTemplate template : document.events()) {
            Values base = template.completion().base(given);
            base.take(shared);
            bases.add(base);
        }
        return problems.isEmpty();
    }

    private void empty() {
        if (source.readable()) {
            endedEarly = true;
            problems.add("X000", 0, 0, null, "an empty file", "a list with at least one row", "Send the whole file.");
        }
    }

    private boolean header(List<RowDocument> documents) throws IOException {
        if (!source.next()) {
            empty();
            return false;
        }
        List<String> names = source.cells().texts().stream().map(String::strip).toList();
        document = RowHeader.chosen(documents, names);
        header = RowHeader.of(document, names, source.line(), problems, unmapped);
        source.expect(names.size());
        endedEarly = !source.terminated();
        return problems.isEmpty();
    }

    /// The records that stand once at the beginning: what is wrong with them is wrong with the document.
    private void once() throws IOException {
        for (RowPicture picture : document.pictures(Role.BEFORE)) {
            if (!advance() || !RowKinds.fits(picture, source, header)) {
                int line = atHand ? source.line() : 0;
                endedEarly = !atHand;
                problems.add(
                        "X001",
                        line,
                        0,
                        null,
                        "no record that begins the document",
                        picture.description(),
                        "Send the whole document.");
                return;
            }
            atHand = false;
            row(picture, shared, problems);
        }
    }

    private void record() throws IOException {
        RowPicture picture = RowKinds.of(document, source, header);
        if (after.isEmpty() && !document.pictures(Role.AFTER).isEmpty()) {
            problems.add(
                    "X001", source.line(), 0, null, "a record after the last one", "nothing", "Send one document.");
        } else if (picture == null) {
            reject(UNKNOWN);
        } else {
            switch (picture.role()) {
                case EVENT -> event(picture);
                case WITH -> reject(ORPHAN);
                case BEFORE -> reject(AGAIN);
                case AFTER -> last(picture);
            }
        }
    }

    private void reject(Mismatch mismatch) {
        records++;
        int line = source.line();
        RowFlaw flaw = source.flaw();
        row.add(line, 0, null, flaw == null ? mismatch : flaw.mismatch());
        rejected(line);
    }

    private void rejected(int line) {
        rowProblems += row.count();
        rejected++;
        held.rejected(new RejectedRecord(line, row.drain()));
    }

    private void event(RowPicture picture) throws IOException {
        records++;
        int line = source.line();
        RowTemplate template = document.events().get(picture.event());
        values.clear();
        row(picture, values, row);
        if (template.rows().size() > 1) {
            following(template);
        }
        Statement statement =
                row.isEmpty() ? template.completion().complete(values, bases.get(picture.event()), line, row) : null;
        if (statement == null) {
            rejected(line);
        } else {
            held.statement(statement, line);
        }
    }

    private void following(RowTemplate template) throws IOException {
        int line = source.line();
        for (RowPicture picture : template.rows().subList(1, template.rows().size())) {
            if (advance() && RowKinds.fits(picture, source, header)) {
                atHand = false;
                row(picture, values, row);
            } else if (picture.required()) {
                row.add(
                        "S020",
                        line,
                        0,
                        null,
                        "a record that lacks a row",
                        picture.description() + " after it",
                        "Send all rows of the record.");
            }
        }
    }

    private void row(RowPicture picture, Values into, ProblemLog log) {
        source.cut(picture);
        if (wellFormed(picture, log)) {
            cells(picture, into, log);
        }
    }

    private boolean wellFormed(RowPicture picture, ProblemLog log) {
        int line = source.line();
        RowCells cells = source.cells();
        RowFlaw flaw = source.flaw();
        int expected = header.cells(picture);
        endedEarly = false;
        if (flaw != null) {
            String name = flaw.cell() < 0 ? null : name(flaw.cell());
            log.add(line, flaw.cell() < 0 ? 0 : source.column(flaw.cell()), name, flaw.mismatch());
        } else if (cells.count() != expected) {
            log.add(
                    "X001",
                    line,
                    0,
                    null,
                    "%d cells".formatted(cells.count()),
                    "%d cells".formatted(expected),
                    "Check separators and quotes.");
        } else {
            return true;
        }
        endedEarly = !source.terminated();
        return false;
    }

    private @Nullable String name(int cell) {
        return cell < header.names().size()
                ? source.name(cell, Unmapped.clean(header.names().get(cell)))
                : null;
    }

    private void cells(RowPicture picture, Values into, ProblemLog log) {
        RowCells cells = source.cells();
        boolean special = source.special();
        for (int i = 0; i < cells.count(); i++) {
            int index = header.inTemplate(i);
            if (index < 0) {
                continue;
            }
            RowColumn column = picture.column(index);
            Mismatch mismatch = special && !(column.content() instanceof Anything) ? source.adapt(i, column) : null;
            if (mismatch == null) {
                mismatch = SlotReading.read(column.content(), cells.chars(), cells.from(i), cells.to(i), into, "X001");
            }
            if (mismatch != null) {
                log.add(source.line(), source.column(i), source.name(i, column.name()), mismatch);
            }
            if (column.counts()) {
                count(i, column, log);
            }
        }
    }

    /// The number that the document states against that of the records read.
    private void count(int cell, RowColumn column, ProblemLog log) {
        if (!source.cells().is(cell, String.valueOf(records))) {
            endedEarly = true;
            log.add(
                    "X001",
                    source.line(),
                    source.column(cell),
                    column.name(),
                    "another number of records",
                    "%d records".formatted(records),
                    "Send the whole document, with the number of its records.");
        }
    }

    private void last(RowPicture picture) {
        if (!after.getFirst().equals(picture)) {
            reject(UNKNOWN);
            return;
        }
        after = after.subList(1, after.size());
        row(picture, shared, problems);
    }

    private void end() {
        if (!after.isEmpty() && source.readable()) {
            endedEarly = true;
            problems.add(
                    "X000",
                    0,
                    0,
                    null,
                    "no record that ends the document",
                    after.getFirst().description(),
                    "Send the whole document.");
        } else if (records == 0 && !document.format().named() && source.readable()) {
            empty();
        }
    }

    /// Reads a document.
    static Reading read(List<RowDocument> documents, InputStream in, String fileName, Given given, Sink sink)
            throws IOException {
        RowSource source = documents.getFirst().format().open(in);
        return new RowReading(documents, source, fileName, given, sink).read(documents);
    }
}
