package org.florahub.kit;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.LongConsumer;
import org.florahub.adapter.Adapter;
import org.florahub.event.EventId;
import org.florahub.event.Field;
import org.florahub.event.Statement;
import org.florahub.record.DeliveredUnit;
import org.florahub.record.Delivery;
import org.florahub.record.RecordedEvent;
import org.florahub.transform.Transform;
import org.florahub.transform.template.Given;
import org.jspecify.annotations.Nullable;

/// Writes again what an adapter was sent, and compares by the recorded hash. Used once.
final class DocumentRun {

    private static final int PAGE = 500;

    private final Adapter adapter;
    private final Traffic traffic;
    private final LongConsumer progress;
    private final Set<UUID> seen = new HashSet<>();
    private long compared;
    private long different;
    private long unwritable;

    /// @param progress is told how many documents have been written again
    DocumentRun(Adapter adapter, Traffic traffic, LongConsumer progress) {
        this.progress = progress;
        this.adapter = adapter;
        this.traffic = traffic;
    }

    TrafficDiff.Documents compare() throws IOException {
        if (!adapter.out().isEmpty()) {
            long from = 1;
            List<RecordedEvent> page;
            do {
                page = traffic.events().from(from, PAGE);
                for (RecordedEvent event : page) {
                    if (traffic.covers(event.event().recordedAt())) {
                        deliveries(event);
                    }
                    from = event.seq() + 1;
                }
            } while (!page.isEmpty());
        }
        return new TrafficDiff.Documents(compared, different, unwritable);
    }

    private void deliveries(RecordedEvent event) throws IOException {
        for (Delivery delivery : traffic.events().deliveries(event.seq())) {
            if (delivery.destination().equals(adapter.name()) && seen.add(delivery.id())) {
                var unit = traffic.events().delivery(delivery.id());
                if (unit.isPresent()) {
                    compare(unit.get());
                }
            }
        }
    }

    private void compare(DeliveredUnit unit) throws IOException {
        Transform transform = adapter.out().getFirst().transform();
        Instant last = unit.events().stream()
                .map(event -> event.event().recordedAt())
                .max(Instant::compareTo)
                .orElseThrow();
        RecordedEvent first = unit.events().getFirst();
        Given values = given(adapter, unit.id(), last);
        Given given = unit.events().size() == 1
                ? values.of(first.event())
                : values.under(first.event().regime());
        var statements = new ArrayList<Statement>();
        for (RecordedEvent event : unit.events()) {
            statements.add(seen(event));
        }
        progress.accept(++compared);
        if (statements.stream()
                .anyMatch(statement -> !transform.refusals(statement, given).isEmpty())) {
            unwritable++;
            return;
        }
        var out = new ByteArrayOutputStream();
        transform.write(statements, given, out);
        if (!MessageDigest.isEqual(sha256(out.toByteArray()), unit.sha256())) {
            different++;
        }
    }

    /// What the adapter sees of an event, with the reference to the delivery that brought the one it corrects.
    private Statement seen(RecordedEvent event) {
        Statement.Builder whole = event.statement().toBuilder();
        if (whole.get(Field.SOURCE) == null) {
            whole.set(Field.SOURCE, event.event().source().toString());
        }
        EventId refers = event.event().refers();
        UUID delivery = refers == null ? null : deliveryOf(refers);
        if (delivery != null) {
            whole.set(Field.REFERS_MESSAGE, delivery.toString());
        }
        return whole.build().only(field -> !adapter.hides().contains(field));
    }

    private @Nullable UUID deliveryOf(EventId event) {
        return traffic.events().byId(event).stream()
                .flatMap(recorded -> traffic.events().deliveries(recorded.seq()).stream())
                .filter(delivery -> delivery.destination().equals(adapter.name()))
                .map(Delivery::id)
                .findFirst()
                .orElse(null);
    }

    /// What a delivery says of itself.
    static Given given(Adapter receiver, UUID id, Instant sentAt) {
        return new Given(Map.of(
                Field.TARGET, receiver.authority().toString(),
                Field.TARGET_NAME, receiver.title(),
                Field.MESSAGE_ID, id.toString(),
                Field.MESSAGE_SENT_AT, sentAt.toString()));
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
