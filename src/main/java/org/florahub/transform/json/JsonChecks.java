package org.florahub.transform.json;

import org.florahub.transform.codes.CodeList;
import org.florahub.transform.convert.Converter;
import org.florahub.transform.source.Findings;
import org.florahub.transform.template.Content.Fixed;
import org.florahub.transform.template.Content.Slot;
import org.florahub.transform.template.Content.Strength;

/// Checks of JSON templates: codes stand in the list that is named beside them.
record JsonChecks(Findings findings) {

    void check(JsonPart part) {
        for (JsonPart child : part.children) {
            if (child.namesList() && child.content instanceof Fixed(String text, Strength _)) {
                codes(part, child, text);
            }
            check(child);
        }
    }

    private void codes(JsonPart object, JsonPart naming, String text) {
        for (JsonPart child : object.children) {
            if (child.content instanceof Slot slot && slot.converter() instanceof Converter.Coded coded) {
                CodeList list = coded.list();
                String expected = naming.key.equals("listURI") ? list.uri() : list.version();
                if (!expected.equals(text)) {
                    findings.add(
                            naming.place,
                            "list-differs",
                            naming.path,
                            "'%s'".formatted(text),
                            "'%s' as in %s.codes".formatted(expected, list.name()),
                            "Correct the template or the list.");
                }
            }
        }
    }
}
