package org.florahub.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// One act while it is played: what was answered, and which of its deliveries have arrived. Thread-safe.
final class Performance {

    private final int number;
    private final Act act;
    private final List<Forecast.Due> missing;
    private final Map<String, Integer> arrived = new TreeMap<>();
    private final long startedNanos;
    private long answeredNanos;
    private long deliveredNanos;
    private @Nullable Reply reply;
    private @Nullable String failure;

    Performance(int number, Act act, List<Forecast.Due> due, long startedNanos) {
        this.number = number;
        this.act = act;
        this.missing = new ArrayList<>(due);
        this.startedNanos = startedNanos;
    }

    int number() {
        return number;
    }

    Act act() {
        return act;
    }

    synchronized void answered(Reply answer, long nanos) {
        reply = answer;
        answeredNanos = nanos - startedNanos;
    }

    synchronized void failed(String reason) {
        failure = reason;
    }

    synchronized void arrived(Forecast.Due due, long nanos) {
        missing.remove(due);
        arrived.merge(due.destination(), 1, Integer::sum);
        deliveredNanos = Math.max(deliveredNanos, nanos - startedNanos);
    }

    synchronized @Nullable Reply reply() {
        return reply;
    }

    /// Deliveries by destination.
    synchronized Map<String, Integer> arrivedBy() {
        return Map.copyOf(arrived);
    }

    synchronized long answeredMillis() {
        return answeredNanos / 1_000_000;
    }

    synchronized long deliveredMillis() {
        return deliveredNanos / 1_000_000;
    }

    /// Whether nothing more can come of it.
    synchronized boolean complete() {
        return failure != null || (reply != null && (missing.isEmpty() || !asExpected()));
    }

    /// What went wrong or is missing; empty if all is as it must be.
    synchronized List<String> complaints() {
        var complaints = new ArrayList<String>();
        String what = "%d %s from %s".formatted(number, act.letter().name(), act.partner());
        if (failure != null) {
            complaints.add(what + ": " + failure);
        } else if (reply == null) {
            complaints.add(what + ": no answer");
        } else if (!asExpected()) {
            complaints.add("%s: answered %s %s, expected %s %s"
                    .formatted(what, reply.verdict(), reply.reasons(), act.verdict(), act.codes()));
            return complaints; // what then does not arrive follows from it
        }
        var byDestination = new TreeMap<String, Integer>();
        missing.forEach(due -> byDestination.merge(due.destination(), 1, Integer::sum));
        byDestination.forEach((destination, count) ->
                complaints.add("%s: %d deliveries to %s missing".formatted(what, count, destination)));
        return complaints;
    }

    private boolean asExpected() {
        if (reply == null || reply.verdict() != act.verdict()) {
            return false;
        }
        return switch (reply.verdict()) {
            case TAKEN -> reply.events() == act.facts().size();
            case PARTLY ->
                reply.events() == act.facts().size() && sorted(reply.codes()).equals(sorted(act.codes()));
            case REJECTED -> Set.copyOf(reply.codes()).equals(Set.copyOf(act.codes()));
        };
    }

    private static List<String> sorted(List<String> codes) {
        return codes.stream().sorted().toList();
    }
}
