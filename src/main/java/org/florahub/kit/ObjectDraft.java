package org.florahub.kit;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.florahub.event.Problem;
import org.florahub.transform.xml.ObjectSample;

/// Documents of a system that writes its objects with XStream: once references are resolved they are XML, and every
/// type that they state is listed for somebody to look at.
final class ObjectDraft {

    /// What XStream alone writes: classes and references in attributes, and names of classes as elements.
    private static final Pattern MARKS =
            Pattern.compile("\\s(class|resolves-to|defined-in|reference)\\s*=\\s*[\"']|<[a-z]\\w*(\\.\\w+)+[\\s/>]");

    private ObjectDraft() {}

    /// Whether a document looks like one: XStream uses no namespaces.
    static boolean fits(SampleFile sample) {
        return !sample.text().contains("xmlns") && MARKS.matcher(sample.text()).find();
    }

    static Draft of(List<SampleFile> samples, String folder) {
        var types = new TreeSet<String>();
        var plain = new ArrayList<SampleFile>();
        for (SampleFile sample : samples) {
            ObjectSample objects = ObjectSample.of(sample.bytes(), sample.name());
            objects.problems().stream().findFirst().ifPresent(ObjectDraft::refuse);
            types.addAll(objects.types());
            plain.add(new SampleFile(sample.path(), "utf-8", false, objects.xml()));
        }
        Draft xml = new XmlDraft(folder).of(plain);
        var guesses = new ArrayList<Guess>();
        guesses.add(new Guess(
                "the document",
                "engine: xstream",
                "classes or references as XStream writes them; " + types.size() + " types to look at",
                false));
        guesses.addAll(xml.guesses());
        return new Draft("xstream", "xml", xml.files(), xml.given(), guesses, List.copyOf(types));
    }

    private static void refuse(Problem problem) {
        throw new KitException("%s:%d: found %s, expected %s. %s"
                .formatted(problem.file(), problem.line(), problem.found(), problem.expected(), problem.remedy()));
    }
}
