package org.florahub.transform.json;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.florahub.event.Field;
import org.florahub.event.Regime;
import org.florahub.transform.convert.Losses;
import org.florahub.transform.convert.Values;
import org.florahub.transform.source.Findings;
import org.florahub.transform.template.Bytes;
import org.florahub.transform.template.Completion;
import org.florahub.transform.template.Content.Slot;
import org.florahub.transform.template.Given;
import org.florahub.transform.template.Scopes;
import org.florahub.transform.template.Shape;
import org.florahub.transform.template.Shape.Refusal;
import org.florahub.transform.template.Template;

/// One kind of JSON document. Immutable and thread-safe.
final class JsonTemplate implements Template {

    private final Shape shape;
    private final JsonPart root;
    private final Scopes.Repeats repeats;
    private final JsonWriting writing;
    private final Completion completion;

    /// @param each            whether a list has an element for each statement
    /// @param sharedAfterEach whether shared slots stand behind that list
    JsonTemplate(Shape shape, JsonPart root, boolean each, boolean sharedAfterEach) {
        this.shape = shape;
        this.root = root;
        var demanded = new ArrayList<Field>();
        root.demandedOutsideEach(slot -> demanded.add(slot.converter().fields().getFirst()));
        this.repeats = new Scopes.Repeats(each, sharedAfterEach, demanded);
        this.writing = new JsonWriting(root);
        this.completion = new Completion(shape);
    }

    @Override
    public Shape shape() {
        return shape;
    }

    Completion completion() {
        return completion;
    }

    JsonPart root() {
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
        new JsonChecks(findings).check(root);
    }

    @Override
    public boolean alike(Template other) {
        return other instanceof JsonTemplate json && JsonChoice.alike(this, json);
    }

    @Override
    public List<Refusal> refusals(Values values, Given given) {
        var refusals = new ArrayList<Refusal>();
        collect(root, values, given.regime(), refusals);
        return refusals;
    }

    private static void collect(JsonPart part, Values values, Regime law, List<Refusal> refusals) {
        if (part.group && !part.each && part.slots.stream().noneMatch(slot -> slot.filled(values))) {
            return;
        }
        Refusal refusal = part.content instanceof Slot slot ? Shape.refusal(slot, part.path, values, law) : null;
        if (refusal != null) {
            refusals.add(refusal);
        }
        part.children.forEach(child -> collect(child, values, law, refusals));
    }

    @Override
    public void write(List<Values> group, Given given, Bytes out, Losses losses) throws IOException {
        writing.write(group, out, losses);
    }
}
