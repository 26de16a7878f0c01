package org.florahub.transform.row;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.florahub.event.FieldType;
import org.florahub.transform.convert.Charsets;
import org.florahub.transform.convert.Losses;
import org.florahub.transform.convert.Values;
import org.florahub.transform.row.RowPicture.Role;
import org.florahub.transform.source.Findings;
import org.florahub.transform.template.Bytes;
import org.florahub.transform.template.Completion;
import org.florahub.transform.template.Content.Slot;
import org.florahub.transform.template.Given;
import org.florahub.transform.template.Shape;
import org.florahub.transform.template.Shape.Refusal;
import org.florahub.transform.template.Template;

/// One kind of event record: a row, and those that follow it. Immutable and thread-safe.
final class RowTemplate implements Template {

    private final RowDocument document;
    private final Shape shape;
    private final List<RowPicture> rows;
    private final Completion completion;

    /// @param rows the rows of one event, in their order
    RowTemplate(RowDocument document, Shape shape, List<RowPicture> rows) {
        this.document = document;
        this.shape = shape;
        this.rows = List.copyOf(rows);
        this.completion = new Completion(shape);
    }

    @Override
    public Shape shape() {
        return shape;
    }

    RowDocument document() {
        return document;
    }

    List<RowPicture> rows() {
        return rows;
    }

    Completion completion() {
        return completion;
    }

    @Override
    public boolean groups() {
        return true;
    }

    @Override
    public boolean mixes() {
        return document.events().size() > 1;
    }

    @Override
    public boolean together(Template other) {
        return other instanceof RowTemplate row && row.document == document;
    }

    @Override
    public List<Refusal> refusals(Values values, Given given) {
        var refusals = new ArrayList<Refusal>();
        for (RowPicture picture : document.pictures()) {
            boolean once = picture.role() == Role.BEFORE || picture.role() == Role.AFTER;
            if (once || rows.contains(picture)) {
                picture.columns().forEach(column -> refuse(column, values, given, refusals));
            }
        }
        return refusals;
    }

    private void refuse(RowColumn column, Values values, Given given, List<Refusal> refusals) {
        if (column.content() instanceof Slot slot) {
            Refusal refusal = Shape.refusal(slot, column.name(), values, given.regime());
            if (refusal == null && slot.filled(values)) {
                refusal = document.format().refusal(slot, column, values, new Losses(shape::where));
            }
            if (refusal != null) {
                refusals.add(refusal);
            }
        }
    }

    @Override
    public void write(List<Values> group, Given given, Bytes out, Losses losses) throws IOException {
        document.write(group, given, out, losses);
    }

    @Override
    public void check(Findings findings) {
        if (Charsets.of(document.format().charset()) == null
                || document.format().transliterate()
                || !shape.direction().writes()) {
            return;
        }
        for (Shape.Bound bound : shape.slots()) {
            if (bound.slot().converter().fields().getFirst().type() == FieldType.TEXT) {
                findings.add(
                        bound.at(),
                        "charset-without-translit",
                        bound.where(),
                        "text in %s without a transliteration"
                                .formatted(document.format().charset()),
                        "translit=din91379-latin1",
                        "Declare it: names may have letters that the charset does not have.");
                return;
            }
        }
    }

    @Override
    public boolean alike(Template other) {
        return other instanceof RowTemplate row
                && row.document != document
                && RowHeader.alike(document, row.document)
                && document.events().getFirst() == this
                && row.document.events().getFirst() == row;
    }
}
