package org.florahub.kit;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.florahub.event.Authority;
import org.florahub.event.CaseRef;
import org.florahub.event.EventId;
import org.florahub.event.Field;
import org.florahub.event.PersonRef;
import org.florahub.event.Problem;
import org.florahub.event.Regime;
import org.florahub.event.Statement;
import org.florahub.event.StatusEvent;
import org.florahub.kit.Translation.Document;
import org.florahub.kit.Translation.Lost;
import org.florahub.kit.Translation.Receiver;
import org.florahub.kit.Translation.Refused;
import org.florahub.transform.Transform;
import org.florahub.transform.Written;
import org.florahub.transform.template.Given;
import org.jspecify.annotations.Nullable;

/// Writes statements for one receiver as the hub would, in documents of as many events as its format and limits
/// allow. Used once.
final class Writing {

    private final Format receiver;
    private final Transform transform;
    private final @Nullable Regime stated;
    private final Instant now;
    private final List<Document> documents = new ArrayList<>();
    private final List<Refused> refused = new ArrayList<>();
    private final List<Integer> notTold = new ArrayList<>();
    private final List<Item> open = new ArrayList<>();

    /// @param stated the law of cases whose lodging date is not known, or `null` to take the one that fits
    Writing(Format receiver, @Nullable Regime stated, Instant now) {
        this.receiver = receiver;
        this.transform = receiver.transform();
        this.stated = stated;
        this.now = now.truncatedTo(ChronoUnit.MILLIS);
    }

    private record Item(int number, Statement statement, Regime law, boolean assumed) {}

    Receiver write(List<Statement> statements) {
        for (int i = 0; i < statements.size(); i++) {
            Statement statement = statements.get(i);
            if (receiver.accepts(statement.require(Field.STATUS))) {
                add(i + 1, statement);
            } else {
                notTold.add(i + 1);
            }
        }
        close();
        return new Receiver(receiver.name(), transform.toString(), documents, refused, notTold);
    }

    private void add(int number, Statement whole) {
        Statement seen = whole.only(field -> !receiver.hides().contains(field));
        List<Problem> reasons = List.of();
        for (Regime law : laws(whole)) {
            var item = new Item(number, seen, law, whole.get(Field.CASE_LODGED_ON) == null && stated == null);
            List<Problem> problems = transform.refusals(seen, given(item));
            if (problems.isEmpty()) {
                append(item);
                return;
            }
            reasons = reasons.isEmpty() ? problems : reasons;
        }
        refused.add(new Refused(number, reasons));
    }

    /// The law is fixed by the day of lodging; without it by whoever asks, else by what can be written.
    private List<Regime> laws(Statement statement) {
        String lodged = statement.get(Field.CASE_LODGED_ON);
        if (lodged != null) {
            return List.of(Regime.of(LocalDate.parse(lodged)));
        }
        return stated == null ? Arrays.asList(Regime.UNKNOWN, Regime.GEAS, Regime.OLD) : List.of(stated);
    }

    private void append(Item item) {
        if (!open.isEmpty() && !together(open.getFirst(), item)) {
            close();
        }
        open.add(item);
    }

    private boolean together(Item first, Item next) {
        return open.size() < receiver.eventsPerFileMax()
                && (!transform.regimeDependent() || first.law == next.law)
                && transform.sameDocument(first.statement, next.statement, given(first));
    }

    private void close() {
        if (open.isEmpty()) {
            return;
        }
        var bytes = new ByteArrayOutputStream();
        List<Integer> numbers = open.stream().map(Item::number).toList();
        try {
            Item first = open.getFirst();
            Written written = transform.write(open.stream().map(Item::statement).toList(), given(first), bytes);
            documents.add(new Document(
                    numbers,
                    first.law.key(),
                    first.assumed && transform.regimeDependent(),
                    bytes.toString(transform.charset()),
                    bytes.toByteArray(),
                    written.losses().stream()
                            .map(loss -> Lost.of(loss, numbers))
                            .toList()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        open.clear();
    }

    /// As the hub's deliveries: the same document gets the same number, so that two runs can be compared.
    private Given given(Item item) {
        UUID id = new UUID(0x019a_0000_0000_7000L, 0x8000_0000_0000_0000L + item.number);
        var given = new Given(Map.of(
                Field.TARGET, receiver.authority(),
                Field.TARGET_NAME, receiver.title(),
                Field.MESSAGE_ID, id.toString(),
                Field.MESSAGE_SENT_AT, now.toString()));
        return given.of(new StatusEvent(
                new EventId(id),
                new CaseRef(new UUID(1, item.number)),
                new PersonRef(new UUID(2, item.number)),
                item.statement.only(field -> !field.personal()),
                null,
                item.law,
                Authority.parse(item.statement.has(Field.SOURCE) ? item.statement.require(Field.SOURCE) : "ane:990010"),
                null,
                "translate@00000000",
                transform.toString(),
                now));
    }
}
