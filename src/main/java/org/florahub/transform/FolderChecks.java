package org.florahub.transform;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.florahub.event.Field;
import org.florahub.event.Kind;
import org.florahub.event.Status;
import org.florahub.event.StatusCatalogue;
import org.florahub.event.ValueCatalogue;
import org.florahub.transform.source.Findings;
import org.florahub.transform.template.Shape;
import org.florahub.transform.template.Template;

/// Checks what can be known of the templates of a folder before any message is read, and computes what is lost.
final class FolderChecks {

    private static final List<Field> IDENTIFIERS =
            List.of(Field.CASE_BAMF_FILE_NUMBER, Field.PERSON_AZR_NUMBER, Field.PERSON_ARRIVAL_NUMBER);

    /// Fields that are of one message, case or person: no adapter can say them for all.
    private static final Set<Field> NEVER_GIVEN = EnumSet.of(
            Field.MESSAGE_SENT_AT,
            Field.MESSAGE_MARK,
            Field.REFERS_MESSAGE,
            Field.OCCURRED_DATE,
            Field.OCCURRED_TIME,
            Field.CASE_LODGED_ON,
            Field.CASE_BAMF_FILE_NUMBER,
            Field.PERSON_AZR_NUMBER,
            Field.PERSON_ARRIVAL_NUMBER,
            Field.PERSON_FAMILY_NAME,
            Field.PERSON_GIVEN_NAME,
            Field.PERSON_BIRTH_DATE,
            Field.PERSON_NATIONALITY);

    private final Manifest manifest;
    private final List<? extends Template> templates;
    private final Findings findings;
    private final Set<String> writes = new TreeSet<>();
    private final Set<Field> losses = EnumSet.noneOf(Field.class);

    FolderChecks(Manifest manifest, List<? extends Template> templates, Findings findings) {
        this.manifest = manifest;
        this.templates = templates;
        this.findings = findings;
    }

    void run() {
        manifest.given().forEach(this::given);
        templates.forEach(this::template);
        new TemplatePairs(findings).check(templates);
        computeWrites();
        // a mistake in a template would show as a loss to sign
        if (findings.isEmpty()) {
            computeLosses();
        }
    }

    /// Statuses that the transform writes.
    Set<String> writes() {
        return writes;
    }

    /// Fields that are never carried.
    Set<Field> losses() {
        return losses;
    }

    private void computeWrites() {
        Set<String> possible = templates.stream()
                .map(Template::shape)
                .filter(shape -> shape.direction().writes())
                .flatMap(shape -> shape.statusesWritten().stream())
                .collect(Collectors.toCollection(TreeSet::new));
        var declared = manifest.writes();
        if (declared != null) {
            for (String status : declared) {
                if (!possible.contains(status)) {
                    findings.add(
                            manifest.writesAt(),
                            "writes-too-much",
                            "writes",
                            "status " + status,
                            "a status that a template has a place for",
                            "Add a template or a code, or remove the status.");
                }
            }
            possible.retainAll(declared);
        }
        writes.addAll(possible);
    }

    private void computeLosses() {
        for (Template template : templates) {
            if (template.shape().direction().writes()) {
                var statuses = new HashSet<>(template.shape().statusesWritten());
                statuses.retainAll(writes);
                losses.addAll(template.shape().losses(statuses, manifest.given()));
            }
        }
        if (!losses.equals(manifest.loses())) {
            findings.add(
                    manifest.losesAt(),
                    "loses-differs",
                    "loses",
                    "another list than the templates give",
                    "loses: [%s]".formatted(losses.stream().map(Field::path).collect(Collectors.joining(", "))),
                    "Read it as a loss that you sign, and paste it.");
        }
    }

    /// What is given must be sayable once for all messages, and have no place of its own in all of them: what the
    /// document has a place for, the document alone says. A stylesheet is handed what is given and decides itself.
    private void given(Field field) {
        if (NEVER_GIVEN.contains(field)) {
            findings.add(
                    manifest.givenAt(),
                    "never-given",
                    "given",
                    field.path() + ", which is another in each message",
                    "a field that is the same in all messages of a sender",
                    "Add a slot for it, or do without it: remove it here and sign it under loses.");
            return;
        }
        boolean everywhere = !manifest.engine().equals("xslt")
                && templates.stream()
                        .map(Template::shape)
                        .filter(shape -> shape.direction().reads())
                        .allMatch(shape -> shape.binds(field) || shape.set().containsKey(field));
        if (everywhere && !templates.isEmpty()) {
            findings.add(
                    manifest.givenAt(),
                    "given-has-slot",
                    "given",
                    field.path() + ", which each template says itself",
                    "a field without a place in the document: an empty slot is not filled from elsewhere",
                    "Remove it here, or remove its slot.");
        }
    }

    private void template(Template template) {
        Shape shape = template.shape();
        boundOnce(shape);
        known(
                shape,
                Field.STATUS,
                "unknown-status",
                StatusCatalogue.standard().all().stream().map(Status::key).toList());
        known(
                shape,
                Field.KIND,
                "unknown-kind",
                Arrays.stream(Kind.values()).map(Kind::key).toList());
        for (Field field : ValueCatalogue.standard().fields()) {
            known(
                    shape,
                    field,
                    "unknown-value",
                    ValueCatalogue.standard().of(field).stream()
                            .map(ValueCatalogue.Meaning::value)
                            .toList());
        }
        if (shape.direction().reads()) {
            enoughToRead(shape);
        }
        template.check(findings);
    }

    private void boundOnce(Shape shape) {
        Map<Field, Shape.Bound> first = new HashMap<>();
        for (Shape.Bound bound : shape.slots()) {
            for (Field field : bound.slot().converter().fields()) {
                if (!bound.binds(field)) {
                    continue;
                }
                Shape.Bound earlier = first.putIfAbsent(field, bound);
                if (earlier != null) {
                    findings.add(
                            bound.at(),
                            "bound-twice",
                            bound.where(),
                            "a second slot for " + field.path(),
                            "one, as at " + earlier.where(),
                            "Write {=%s} for a copy.".formatted(bound.slot().path()));
                }
                if (shape.set().containsKey(field)) {
                    findings.add(
                            bound.at(),
                            "bound-twice",
                            bound.where(),
                            "a slot for %s, which is set".formatted(field.path()),
                            "one of them",
                            "Remove the slot or the fact in set.");
                }
            }
        }
    }

    /// Statuses, kinds and the values of most details are closed lists, whatever a code list says.
    private void known(Shape shape, Field field, String code, List<String> known) {
        for (String value : shape.named(field)) {
            if (!known.contains(value) && field.type().accepts(value)) {
                findings.add(
                        shape.place(),
                        code,
                        shape.where(field),
                        "%s %s".formatted(field.path(), value),
                        field == Field.KIND ? String.join(", ", known) : "a value of the catalogue",
                        Findings.didYouMean(value, known));
            }
        }
    }

    /// Every message of the template would be refused otherwise.
    private void enoughToRead(Shape shape) {
        demand(shape, Field.STATUS, "every message states a status");
        demand(shape, Field.OCCURRED_DATE, "every message says when it happened");
        if (IDENTIFIERS.stream().noneMatch(field -> there(shape, field))) {
            missing(shape, "an identifier of a case or person", "every message says whom it is about");
        }
        for (String key : shape.statusesRead()) {
            Status status = StatusCatalogue.standard().get(key);
            if (status != null) {
                status.required().forEach(field -> demand(shape, field, "status %s requires it".formatted(key)));
            }
        }
    }

    private void demand(Shape shape, Field field, String why) {
        if (!there(shape, field)) {
            missing(shape, field.path(), why);
        }
    }

    private void missing(Shape shape, String what, String why) {
        findings.add(
                shape.place(),
                "never-bound",
                null,
                "no slot for " + what,
                "one: " + why,
                "Add a slot or set it; what is the same in all messages of a sender, the adapter can supply (given:).");
    }

    private boolean there(Shape shape, Field field) {
        return shape.binds(field)
                || shape.set().containsKey(field)
                || manifest.given().contains(field);
    }
}
