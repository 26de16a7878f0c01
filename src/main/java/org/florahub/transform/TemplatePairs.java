package org.florahub.transform;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.florahub.event.Field;
import org.florahub.event.Status;
import org.florahub.event.StatusCatalogue;
import org.florahub.transform.convert.Values;
import org.florahub.transform.source.Findings;
import org.florahub.transform.template.Shape;
import org.florahub.transform.template.Template;
import org.jspecify.annotations.Nullable;

/// Checks that no message fits two templates of a folder, and no statement can be written by two.
record TemplatePairs(Findings findings) {

    void check(List<? extends Template> templates) {
        for (int i = 0; i < templates.size(); i++) {
            for (int j = 0; j < i; j++) {
                reading(templates.get(j), templates.get(i));
                writing(templates.get(j).shape(), templates.get(i).shape());
            }
        }
    }

    /// Checks that the version of a message can be told, where the engine reads several at once.
    void checkVersions(Collection<Transform> versions) {
        var earlier = new ArrayList<Template>();
        for (Transform version : versions) {
            List<? extends Template> templates = version.engine().templates();
            templates.forEach(template -> earlier.forEach(other -> reading(other, template)));
            earlier.addAll(templates);
        }
    }

    private void reading(Template one, Template other) {
        if (one.shape().direction().reads() && other.shape().direction().reads() && other.alike(one)) {
            findings.add(
                    other.shape().place().at(1, 0),
                    "templates-alike",
                    null,
                    "a template that the messages of %s fit too"
                            .formatted(one.shape().name()),
                    "a constant at the same place that differs",
                    "Add the constant, such as the number of the message type.");
        }
    }

    private void writing(Shape one, Shape other) {
        if (!one.direction().writes() || !other.direction().writes() || lawsDiffer(one, other)) {
            return;
        }
        var kinds = new HashSet<>(one.kindsWritten());
        kinds.retainAll(other.kindsWritten());
        var statuses = new ArrayList<>(one.statusesWritten());
        statuses.retainAll(other.statusesWritten());
        for (String status : kinds.isEmpty() ? List.<String>of() : statuses) {
            if (!toldApart(one, other, StatusCatalogue.standard().get(status))) {
                findings.add(
                        other.place().at(1, 0),
                        "written-twice",
                        null,
                        "a template that could write %s as %s does".formatted(status, one.name()),
                        "one template for each statement",
                        "Tell them apart by f:set, f:regime or code lists, or give one f:direction=\"read\".");
                return;
            }
        }
    }

    private static boolean lawsDiffer(Shape one, Shape other) {
        return one.regime() != null && other.regime() != null && one.regime() != other.regime();
    }

    private static boolean toldApart(Shape one, Shape other, @Nullable Status status) {
        for (Field field : Values.FIELDS) {
            Set<String> a = one.writable(field);
            Set<String> b = other.writable(field);
            if (a != null && b != null && a.stream().noneMatch(b::contains)) {
                boolean surelyThere = one.set().containsKey(field)
                        || other.set().containsKey(field)
                        || (status != null && status.required().contains(field));
                if (surelyThere) {
                    return true;
                }
            }
        }
        return false;
    }
}
