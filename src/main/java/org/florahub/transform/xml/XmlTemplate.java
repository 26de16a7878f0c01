package org.florahub.transform.xml;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.florahub.event.Field;
import org.florahub.event.Regime;
import org.florahub.transform.convert.Losses;
import org.florahub.transform.convert.Values;
import org.florahub.transform.schema.DocumentChecks;
import org.florahub.transform.source.Findings;
import org.florahub.transform.template.Bytes;
import org.florahub.transform.template.Completion;
import org.florahub.transform.template.Content;
import org.florahub.transform.template.Content.Slot;
import org.florahub.transform.template.Given;
import org.florahub.transform.template.Scopes;
import org.florahub.transform.template.Shape;
import org.florahub.transform.template.Shape.Refusal;
import org.florahub.transform.template.Template;
import org.florahub.transform.xml.XmlPart.Attribute;
import org.jspecify.annotations.Nullable;

/// One kind of XML message. Immutable and thread-safe.
final class XmlTemplate implements Template {

    private final Shape shape;
    private final XmlPart root;
    private final Scopes.Repeats repeats;
    private final XmlWriting writing;
    private final Completion completion;
    private final DocumentChecks checks;

    /// @param each            whether an element is repeated, one for each statement
    /// @param sharedAfterEach whether statements are complete only after the repeated elements
    /// @param checks          what the folder demands of messages besides
    XmlTemplate(Shape shape, XmlPart root, boolean each, boolean sharedAfterEach, DocumentChecks checks) {
        this.shape = shape;
        this.root = root;
        var demanded = new ArrayList<Field>();
        root.demandedOutsideEach(slot -> demanded.add(slot.converter().fields().getFirst()));
        this.repeats = new Scopes.Repeats(each, sharedAfterEach, demanded);
        this.writing = new XmlWriting(root);
        this.completion = new Completion(shape);
        this.checks = checks;
    }

    @Override
    public Shape shape() {
        return shape;
    }

    DocumentChecks checks() {
        return checks;
    }

    Completion completion() {
        return completion;
    }

    public XmlPart root() {
        return root;
    }

    Scopes.Repeats repeats() {
        return repeats;
    }

    @Override
    public boolean groups() {
        return repeats.each();
    }

    @Override
    public void check(Findings findings) {
        new XmlChecks(findings).check(root);
    }

    @Override
    public boolean alike(Template other) {
        return other instanceof XmlTemplate xml && XmlChoice.alike(this, xml);
    }

    @Override
    public List<Refusal> refusals(Values values, Given given) {
        var refusals = new ArrayList<Refusal>();
        collect(root, values, given.regime(), refusals);
        return refusals;
    }

    private static void collect(XmlPart part, Values values, Regime law, List<Refusal> refusals) {
        if (part.group && part.slots.stream().noneMatch(slot -> slot.filled(values))) {
            return;
        }
        for (Attribute attribute : part.attributes) {
            add(attribute.content(), attribute.where(), values, law, refusals);
        }
        add(part.content, part.path, values, law, refusals);
        part.children.forEach(child -> collect(child, values, law, refusals));
    }

    private static void add(
            @Nullable Content content, String where, Values values, Regime law, List<Refusal> refusals) {
        Refusal refusal = content instanceof Slot slot ? Shape.refusal(slot, where, values, law) : null;
        if (refusal != null) {
            refusals.add(refusal);
        }
    }

    @Override
    public void write(List<Values> group, Given given, Bytes out, Losses losses) throws IOException {
        writing.write(group, out, losses);
    }
}
