package org.florahub.transform.bound;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import javax.xml.stream.XMLStreamException;
import net.sf.saxon.s9api.XdmNode;
import org.codehaus.stax2.XMLStreamReader2;
import org.florahub.event.Field;
import org.florahub.transform.convert.Losses;
import org.florahub.transform.convert.Values;
import org.florahub.transform.schema.XmlTree;
import org.florahub.transform.source.XmlInput;
import org.florahub.transform.template.Bytes;
import org.florahub.transform.template.Given;
import org.florahub.transform.template.Shape;
import org.florahub.transform.template.Shape.Refusal;
import org.florahub.transform.template.Template;

/// A pair of stylesheets between a foreign XML and the status schema. What it can say is what was
/// [measured][XsltProbe]. Immutable and thread-safe.
final class XsltTemplate implements Template {

    private final Shape shape;
    private final boolean groups;
    private final BoundTemplate statuses;
    private final XsltSheet write;

    /// @param shape    what comes back when it was written
    /// @param groups   whether several statements in one document do
    /// @param statuses the message of the status schema that the stylesheets turn into another and back
    XsltTemplate(Shape shape, boolean groups, BoundTemplate statuses, XsltSheet write) {
        this.shape = shape;
        this.groups = groups;
        this.statuses = statuses;
        this.write = write;
    }

    @Override
    public Shape shape() {
        return shape;
    }

    @Override
    public boolean groups() {
        return groups;
    }

    @Override
    public List<Refusal> refusals(Values values, Given given) {
        return BoundTemplate.refusals(shape, values, given);
    }

    @Override
    public void write(List<Values> group, Given given, Bytes out, Losses losses) throws IOException {
        var carried = new ArrayList<Values>(group.size());
        group.forEach(values -> carried.add(carried(values)));
        try {
            out.put(written(statuses, carried, given, losses, write));
        } catch (XsltSheet.Failure e) {
            throw new IllegalArgumentException("The stylesheet cannot write this, see " + e.getMessage(), e);
        }
    }

    /// A stylesheet sees no field that its format does not carry.
    private Values carried(Values values) {
        var carried = new Values();
        for (Field field : Values.FIELDS) {
            String value = shape.binds(field) || field == Field.KIND ? values.get(field) : null;
            if (value != null) {
                carried.set(field, value);
            }
        }
        return carried;
    }

    /// What the stylesheet makes of a message of the status schema.
    static byte[] written(BoundTemplate statuses, List<Values> group, Given given, Losses losses, XsltSheet write)
            throws IOException, XsltSheet.Failure {
        var message = new ByteArrayOutputStream();
        var bytes = new Bytes(message);
        statuses.write(group, given, bytes, losses);
        bytes.flush();
        return write.run(tree(message.toByteArray()).asSource(), given);
    }

    private static XdmNode tree(byte[] message) {
        try {
            XMLStreamReader2 reader = XmlInput.open(new ByteArrayInputStream(message));
            reader.nextTag();
            var tree = new XmlTree(reader);
            tree.showAll();
            return tree.document();
        } catch (XMLStreamException e) {
            throw new IllegalStateException("What the hub wrote is XML", e);
        }
    }
}
