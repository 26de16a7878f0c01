package org.florahub.demo;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Where everything that is played is written down: each arrival is matched with the oldest fact of the same person
/// that the same authority still waits for. Thread-safe.
final class Board {

    private record Waiting(Performance performance, Forecast.Due due) {}

    private final Map<String, Deque<Waiting>> waiting = new HashMap<>();
    private final List<Performance> performances = new ArrayList<>();
    private final Set<Performance> told = new HashSet<>();
    private final List<String> surprises = new ArrayList<>();
    private final Map<String, Arrival> lastArrival = new HashMap<>();
    private final Consumer<Performance> onComplete;
    private long delivered;

    /// @param onComplete is told of each act of which nothing more can come
    Board(Consumer<Performance> onComplete) {
        this.onComplete = onComplete;
    }

    /// Expects what must come of an act that begins now.
    synchronized Performance begin(Act act, List<Forecast.Due> due) {
        var performance = new Performance(performances.size() + 1, act, due, System.nanoTime());
        performances.add(performance);
        for (Forecast.Due one : due) {
            waiting.computeIfAbsent(key(one.destination(), one.fact().azrNumber()), _ -> new ArrayDeque<>())
                    .add(new Waiting(performance, one));
        }
        return performance;
    }

    synchronized void answered(Performance performance, Reply reply) {
        performance.answered(reply, System.nanoTime());
        tell(performance);
    }

    synchronized void failed(Performance performance, String reason) {
        performance.failed(reason);
        tell(performance);
    }

    synchronized void arrived(Arrival arrival) {
        try {
            for (String azrNumber : Delivered.azrNumbers(arrival.body())) {
                arrived(arrival, azrNumber);
            }
        } catch (RuntimeException e) {
            surprises.add("%s could not read %s: %s".formatted(arrival.partner(), arrival.id(), e.getMessage()));
        }
    }

    private void arrived(Arrival arrival, String azrNumber) {
        Deque<Waiting> queue = waiting.get(key(arrival.partner(), azrNumber));
        Waiting first = queue == null ? null : queue.poll();
        if (first == null) {
            surprises.add("%s got %s, which tells it of something that is none of its business"
                    .formatted(arrival.partner(), arrival.id()));
            return;
        }
        delivered++;
        lastArrival.put(first.performance().number() + " " + arrival.partner(), arrival);
        first.performance().arrived(first.due(), arrival.nanos());
        tell(first.performance());
    }

    private void tell(Performance performance) {
        if (performance.complete() && told.add(performance)) {
            onComplete.accept(performance);
        }
    }

    synchronized boolean complete() {
        return performances.stream().allMatch(Performance::complete);
    }

    synchronized long delivered() {
        return delivered;
    }

    synchronized List<Performance> performances() {
        return List.copyOf(performances);
    }

    /// What this authority received last of that act, or `null`.
    synchronized @Nullable Arrival arrivalOf(Performance performance, String destination) {
        return lastArrival.get(performance.number() + " " + destination);
    }

    /// Everything that is wrong or missing.
    synchronized List<String> complaints() {
        var all = new ArrayList<String>();
        performances.forEach(performance -> all.addAll(performance.complaints()));
        all.addAll(surprises);
        return all;
    }

    private static String key(String destination, String azrNumber) {
        return destination + " " + azrNumber;
    }
}
