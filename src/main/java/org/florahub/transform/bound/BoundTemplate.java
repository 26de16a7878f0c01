package org.florahub.transform.bound;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import org.florahub.transform.convert.Losses;
import org.florahub.transform.convert.Values;
import org.florahub.transform.source.Directives;
import org.florahub.transform.source.Place;
import org.florahub.transform.template.Bytes;
import org.florahub.transform.template.Completion;
import org.florahub.transform.template.Given;
import org.florahub.transform.template.Shape;
import org.florahub.transform.template.Shape.Refusal;
import org.florahub.transform.template.SlotParser;
import org.florahub.transform.template.Template;
import org.jspecify.annotations.Nullable;

/// The message of the hub's standard interface, bound to [StatusMeldung]. Immutable and thread-safe.
final class BoundTemplate implements Template {

    private final Shape shape;
    private final BoundRecord message;
    private final BoundRecord head;
    private final BoundRecord status;
    private final Completion completion;

    public BoundTemplate(Place place, SlotParser slots) {
        this.message = BoundRecord.of(StatusMeldung.class, "/" + StatusMeldung.ROOT, slots, place);
        this.head = message.record("nachrichtenkopf");
        this.status = message.record("status");
        this.shape = new Shape(
                StatusMeldung.ROOT, place, Map.of(), null, Directives.Direction.BOTH, message.slots(place, true));
        this.completion = new Completion(shape);
    }

    @Override
    public Shape shape() {
        return shape;
    }

    BoundRecord message() {
        return message;
    }

    BoundRecord head() {
        return head;
    }

    BoundRecord status() {
        return status;
    }

    Completion completion() {
        return completion;
    }

    @Override
    public boolean groups() {
        return true;
    }

    @Override
    public List<Refusal> refusals(Values values, Given given) {
        return refusals(shape, values, given);
    }

    public static List<Refusal> refusals(Shape shape, Values values, Given given) {
        var refusals = new ArrayList<Refusal>();
        for (Shape.Bound bound : shape.slots()) {
            Refusal refusal = Shape.refusal(bound.slot(), bound.where(), values, given.regime());
            if (refusal != null) {
                refusals.add(refusal);
            }
        }
        return refusals;
    }

    @Override
    public void write(List<Values> group, Given given, Bytes out, Losses losses) throws IOException {
        try {
            XMLStreamWriter writer = BoundXml.WRITERS.createXMLStreamWriter(sink(out), "UTF-8");
            writer.writeStartDocument("UTF-8", "1.0");
            writer.writeCharacters("\n");
            writer.writeStartElement("", StatusMeldung.ROOT, StatusMeldung.NAMESPACE);
            writer.writeAttribute("fassung", StatusMeldung.FASSUNG);
            record(head.of(group.getFirst(), losses), writer);
            for (int i = 0; i < group.size(); i++) {
                losses.of(i);
                record(status.of(group.get(i), losses), writer);
                writer.flush();
                out.flushBlock();
            }
            losses.of(0);
            writer.writeCharacters("\n");
            writer.writeEndElement();
            writer.writeCharacters("\n");
            writer.close();
        } catch (XMLStreamException e) {
            throw new IOException(e);
        }
    }

    private static void record(@Nullable Object record, XMLStreamWriter writer) throws IOException, XMLStreamException {
        BoundXml.MAPPER.writeValue(writer, Objects.requireNonNull(record));
    }

    /// The writer's bytes go where all templates put theirs.
    private static OutputStream sink(Bytes out) {
        return new OutputStream() {
            @Override
            public void write(int singleByte) {
                out.put(singleByte);
            }

            @Override
            public void write(byte[] bytes, int offset, int length) {
                out.put(bytes, offset, length);
            }
        };
    }
}
