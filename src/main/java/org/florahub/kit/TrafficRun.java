package org.florahub.kit;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.LongConsumer;
import java.util.stream.Collectors;
import org.florahub.adapter.Adapter;
import org.florahub.adapter.Inspection;
import org.florahub.adapter.Receives;
import org.florahub.event.Field;
import org.florahub.event.Problem;
import org.florahub.event.Statement;
import org.florahub.kit.TrafficDiff.Change;
import org.florahub.kit.TrafficDiff.Receiver;
import org.florahub.record.Delivery;
import org.florahub.record.Message;
import org.florahub.record.RecordedEvent;
import org.florahub.transform.Transform;
import org.florahub.transform.template.Given;
import org.jspecify.annotations.Nullable;

/// Reads recorded messages again and compares. Used once.
public final class TrafficRun {

    private final Inspection found;
    private final Adapter adapter;
    private final Traffic traffic;
    private final List<Change> changes = new ArrayList<>();
    private final List<Long> unreadable = new ArrayList<>();
    private final Map<String, Long> fields = new TreeMap<>();
    private final Map<String, Receiver> receivers = new TreeMap<>();
    private final Map<String, Long> kinds = new TreeMap<>();
    private final LongConsumer progress;
    private long messages;
    private long erased;

    private TrafficRun(Inspection found, Adapter adapter, Traffic traffic, LongConsumer progress) {
        this.found = found;
        this.adapter = adapter;
        this.traffic = traffic;
        this.progress = progress;
    }

    /// Compares what an adapter has sent, and what it was sent, with what its folders say now.
    ///
    /// @param progress is told how many messages and documents have been looked at
    /// @throws UnknownFolderException if there is no folder of that name
    /// @throws KitException           if it is no adapter, or its folders are wrong
    public static TrafficDiff compare(Workbench workbench, String name, Traffic traffic, LongConsumer progress)
            throws IOException {
        workbench.choose(List.of(name));
        Inspection found = workbench.load(workbench.choose(List.of()));
        Adapter adapter = found.adapters().get(name);
        if (adapter == null) {
            throw new KitException(
                    "%s: found no adapter without mistakes. See: ./flora adapter check %s".formatted(name, name));
        }
        var run = new TrafficRun(found, adapter, traffic, progress);
        traffic.of(name, run::compare);
        var documents = new DocumentRun(adapter, traffic, done -> progress.accept(run.messages + done)).compare();
        return new TrafficDiff(
                name,
                run.messages,
                run.erased,
                run.unreadable,
                run.kinds,
                run.changes,
                run.fields,
                run.receivers,
                documents);
    }

    private void note(Change change) {
        kinds.merge(change.kind(), 1L, Long::sum);
        if (changes.size() < TrafficDiff.LISTED_MAX) {
            changes.add(change);
        }
    }

    private void compare(Message message) throws IOException {
        Transform transform = transform(message);
        if (transform == null) {
            return;
        }
        ReadFile read;
        try (InputStream original = traffic.original(message)) {
            Given given = new Format(adapter.name(), adapter, transform).given();
            read = ReadFile.of(transform, original, "message " + message.no(), given);
        } catch (IOException _) {
            erased++;
            if (unreadable.size() < TrafficDiff.LISTED_MAX) {
                unreadable.add(message.no());
            }
            return;
        }
        progress.accept(++messages);
        List<RecordedEvent> before = traffic.events().ofMessage(message.no());
        if (before.isEmpty()
                && message.alreadyKnown() == 0
                && !read.statements().isEmpty()) {
            note(new Change(message.no(), 0, "accepted", "", List.of()));
        } else if (read.statements().isEmpty() && !before.isEmpty()) {
            note(new Change(message.no(), 0, "refused", "", List.of()));
        }
        lines(message, before, read);
    }

    /// The format of the channel through which the message came.
    private @Nullable Transform transform(Message message) {
        return adapter.in().stream()
                .filter(channel -> channel.type().equals(message.header().channel()))
                .map(channel -> channel.transform())
                .findFirst()
                .orElse(null);
    }

    /// Events are matched by their line, and within a line by their order.
    private void lines(Message message, List<RecordedEvent> before, ReadFile read) {
        var byLine = new TreeMap<Integer, List<RecordedEvent>>();
        before.forEach(event ->
                byLine.computeIfAbsent(event.line(), _ -> new ArrayList<>()).add(event));
        long repeated = message.alreadyKnown();
        for (int i = 0; i < read.statements().size(); i++) {
            Statement now = read.statements().get(i);
            List<RecordedEvent> there = byLine.getOrDefault(read.lines().get(i), List.of());
            if (!there.isEmpty()) {
                changed(message, there.removeFirst(), now);
            } else if (repeated > 0) {
                repeated--; // recorded with an earlier message
            } else if (!refusedByTheRecord(message).contains(read.lines().get(i))) {
                gained(message, read.lines().get(i), now);
            }
        }
        byLine.values().forEach(events -> events.forEach(event -> lost(message, event)));
    }

    /// Lines that could be read and were refused afterwards: such problems name a field of the event, not a place of
    /// the document.
    private Set<Integer> refusedByTheRecord(Message message) {
        return traffic.events().problems(message.no()).stream()
                .filter(problem -> problem.field() != null && Field.of(problem.field()) != null)
                .map(Problem::line)
                .collect(Collectors.toSet());
    }

    private void changed(Message message, RecordedEvent before, Statement now) {
        List<String> differ = differing(before.statement(), now);
        if (differ.isEmpty()) {
            return;
        }
        note(new Change(message.no(), before.line(), "changed", now.require(Field.STATUS), differ));
        differ.forEach(field -> fields.merge(field, 1L, Long::sum));
        for (Delivery delivery : traffic.events().deliveries(before.seq())) {
            boolean writable = writable(delivery.destination(), before, now);
            count(delivery.destination(), new Receiver(writable ? 1 : 0, 0, 0, 0, writable ? 0 : 1));
        }
    }

    private void lost(Message message, RecordedEvent before) {
        note(new Change(message.no(), before.line(), "lost", before.event().status(), List.of()));
        traffic.events()
                .deliveries(before.seq())
                .forEach(delivery -> count(delivery.destination(), new Receiver(0, 1, 0, 0, 0)));
    }

    private void gained(Message message, int line, Statement now) {
        String status = now.require(Field.STATUS);
        note(new Change(message.no(), line, "gained", status, List.of()));
        for (Adapter other : found.adapters().values()) {
            if (!other.out().isEmpty()
                    && !other.equals(adapter)
                    && other.receives().accepts(status)) {
                boolean all = other.receives().cases() == Receives.Cases.ALL;
                count(other.name(), new Receiver(0, 0, all ? 1 : 0, all ? 0 : 1, 0));
            }
        }
    }

    private boolean writable(String destination, RecordedEvent before, Statement now) {
        Adapter receiver = found.adapters().get(destination);
        if (receiver == null || receiver.out().isEmpty()) {
            return true;
        }
        Statement seen = now.only(field -> !receiver.hides().contains(field));
        Given given = DocumentRun.given(
                        receiver, before.event().id().value(), before.event().recordedAt())
                .of(before.event());
        return receiver.out().getFirst().transform().refusals(seen, given).isEmpty();
    }

    private void count(String receiver, Receiver more) {
        receivers.merge(receiver, more, Receiver::plus);
    }

    /// Names of the fields that differ, in value or in the code they were stated in. Who sent it is known otherwise.
    private static List<String> differing(Statement before, Statement now) {
        var differ = new ArrayList<String>();
        for (Field field : Field.IN_PATH_ORDER) {
            boolean givenByTheHub = field == Field.SOURCE || field == Field.SOURCE_NAME;
            if (!givenByTheHub && !Objects.equals(before.get(field), now.get(field))) {
                differ.add(field.path());
            } else if (!givenByTheHub && !Objects.equals(before.code(field), now.code(field))) {
                differ.add(field.path() + ".code");
            }
        }
        return differ;
    }
}
