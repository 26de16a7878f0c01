package org.florahub.delivery;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.florahub.event.EventId;
import org.florahub.event.Field;
import org.florahub.event.Problem;
import org.florahub.event.Statement;
import org.florahub.event.StatusEvent;
import org.florahub.record.Delivered;
import org.florahub.record.Delivery;
import org.florahub.record.DeliveryForm;
import org.florahub.record.Due;
import org.florahub.record.Events;
import org.florahub.record.RecordedEvent;
import org.florahub.record.Unit;
import org.florahub.transform.Written;
import org.florahub.transform.template.Given;
import org.jspecify.annotations.Nullable;

/// Renders units in the format of one destination. Everything in a document follows from the recorded events and the
/// adapter: never from the clock, so that a repeat has the same bytes.
///
/// The written `message.id` is the delivery's id and `message.sentAt` the time at which its last event was
/// recorded. A correction or retraction refers to the delivery that brought the event in question to this
/// destination.
final class Documents {

    private static final int LEAVES_SHOWN = 20;

    private final Destination destination;
    private final Events events;
    private final DeliveryForm form;

    Documents(Destination destination, Events events) {
        this.destination = destination;
        this.events = events;
        this.form = destination.form();
    }

    /// A unit with the document made of it.
    ///
    /// @param unit      what it consists of
    /// @param parcel    what is sent
    /// @param delivered what is written down when it has been sent
    record Document(Unit unit, Parcel parcel, Delivered delivered) {}

    /// What this destination may see of an event.
    Statement statement(Due due) {
        RecordedEvent recorded = due.event();
        Statement whole = recorded.statement();
        if (!whole.has(Field.SOURCE)) {
            whole = whole.toBuilder()
                    .set(Field.SOURCE, recorded.event().source().toString())
                    .build();
        }
        return destination.hidden().isEmpty()
                ? whole
                : whole.only(field -> !destination.hidden().contains(field));
    }

    /// Why the event cannot be written for this destination; empty if it can.
    List<Problem> refusals(Due due, Statement statement) {
        return destination.transform().refusals(statement, given(Unit.of(due)));
    }

    /// Whether two events can stand in one document.
    boolean together(Due first, Statement one, Due next, Statement other) {
        return (!destination.transform().regimeDependent()
                        || first.event().event().regime()
                                == next.event().event().regime())
                && destination.transform().sameDocument(one, other, given(Unit.of(first)));
    }

    /// The references that the units' corrections and retractions carry: to deliveries of these units or of earlier
    /// ones.
    Map<EventId, UUID> references(List<Units.Draft> drafts) {
        var here = new HashMap<EventId, UUID>();
        var references = new HashMap<EventId, UUID>();
        for (Units.Draft draft : drafts) {
            UUID id = draft.unit().id();
            draft.unit()
                    .members()
                    .forEach(member -> here.put(member.event().event().id(), id));
            for (Due member : draft.unit().members()) {
                EventId refers = member.event().event().refers();
                if (refers != null) {
                    UUID delivery = here.containsKey(refers)
                            ? here.get(refers)
                            : deliveryOf(refers).orElse(null);
                    if (delivery != null) {
                        references.put(refers, delivery);
                    }
                }
            }
        }
        return references;
    }

    /// Writes one unit.
    ///
    /// @throws IllegalArgumentException if it cannot be written; the message quotes no value
    Document write(Units.Draft draft, Map<EventId, UUID> references) {
        Unit unit = draft.unit();
        List<Statement> statements = referring(draft, references);
        var bytes = new ByteArrayOutputStream(512 * statements.size() + 2048);
        Written written;
        try {
            written = destination.transform().write(statements, given(unit), bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        byte[] body = bytes.toByteArray();
        var losses = new LossReport(unit.members(), written);
        return new Document(
                unit,
                parcel(unit, body, destination.takesLossReports() ? losses.json(unit.id()) : null),
                new Delivered(unit, sha256(body), form, losses.counts(), losses.changes(), destination.takesBundles()));
    }

    private Parcel parcel(Unit unit, byte[] body, byte @Nullable [] lossReport) {
        List<Long> leaves =
                unit.members().stream().map(member -> member.event().leaf()).toList();
        UUID id = unit.id();
        return new Parcel(
                id,
                unit.sequence(),
                unit.name(form.extension()),
                destination.transform().mediaType(),
                body,
                lossReport,
                leaves,
                Map.of(
                        "florahub_delivery",
                        id.toString(),
                        "florahub_leaves",
                        leaves.stream().limit(LEAVES_SHOWN).map(String::valueOf).collect(Collectors.joining(",")),
                        "florahub_proof",
                        "/proofs/" + id + ".proof"));
    }

    /// The statements with their references to what this destination has received.
    private List<Statement> referring(Units.Draft draft, Map<EventId, UUID> references) {
        if (references.isEmpty() || destination.hidden().contains(Field.REFERS_MESSAGE)) {
            return draft.statements();
        }
        var statements = new ArrayList<>(draft.statements());
        for (int i = 0; i < statements.size(); i++) {
            EventId refers = draft.unit().members().get(i).event().event().refers();
            UUID delivery = refers == null ? null : references.get(refers);
            if (delivery != null) {
                statements.set(
                        i,
                        statements.get(i).toBuilder()
                                .set(Field.REFERS_MESSAGE, delivery.toString())
                                .build());
            }
        }
        return statements;
    }

    private Given given(Unit unit) {
        Map<Field, String> values = new EnumMap<>(Field.class);
        values.put(Field.TARGET, destination.adapter().authority().toString());
        values.put(Field.TARGET_NAME, destination.adapter().title());
        values.put(Field.MESSAGE_ID, unit.id().toString());
        values.put(Field.MESSAGE_SENT_AT, lastRecorded(unit).toString());
        StatusEvent first = unit.members().getFirst().event().event();
        return unit.members().size() == 1 ? new Given(values).of(first) : new Given(values).under(first.regime());
    }

    private static Instant lastRecorded(Unit unit) {
        return unit.members().stream()
                .map(member -> member.event().event().recordedAt())
                .max(Instant::compareTo)
                .orElseThrow();
    }

    private Optional<UUID> deliveryOf(EventId event) {
        return events.byId(event).stream()
                .flatMap(recorded -> events.deliveries(recorded.seq()).stream())
                .filter(delivery -> delivery.destination().equals(destination.name()))
                .map(Delivery::id)
                .findFirst();
    }

    private static byte[] sha256(byte[] body) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(body);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
