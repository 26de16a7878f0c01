package org.florahub.bench;

import java.util.List;
import tools.jackson.databind.json.JsonMapper;

/// What one run of one system gave.
///
/// @param count       messages or rows
/// @param seconds     from the first one offered to the last one delivered
/// @param cpuMicros   CPU time of the whole process for each message or row
/// @param waits       durable waits for each message or row
/// @param heapMb      most heap in use right after a collection
/// @param millis      of each lone message, from before its sending until both copies were received
/// @param fingerprint over the numbers that arrived
/// @param fault       empty when everything arrived exactly once, else what did not
record Measured(
        int count,
        double seconds,
        double cpuMicros,
        double waits,
        double heapMb,
        List<Double> millis,
        String fingerprint,
        String fault) {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    static Measured failed(String fault) {
        return new Measured(0, 0, 0, 0, 0, List.of(), "", fault);
    }

    double rate() {
        return count / seconds;
    }

    Measured withHeap(double mb) {
        return new Measured(count, seconds, cpuMicros, waits, mb, millis, fingerprint, fault);
    }

    Measured withMillis(List<Double> each) {
        return new Measured(count, seconds, cpuMicros, waits, heapMb, each, fingerprint, fault);
    }

    /// With the fingerprint of what arrived, or the fault that is in it.
    Measured checked(long first, List<Tally> queues) {
        String expected = Tally.expected(first, count);
        List<String> wrong = queues.stream()
                .filter(queue -> !queue.fingerprint().equals(expected))
                .map(queue -> "%d of %d arrived, or not these".formatted(queue.size(), count))
                .toList();
        return new Measured(count, seconds, cpuMicros, waits, heapMb, millis, expected, String.join("; ", wrong));
    }

    String toLine() {
        return JSON.writeValueAsString(this);
    }

    static Measured ofLine(String line) {
        return JSON.readValue(line, Measured.class);
    }
}
