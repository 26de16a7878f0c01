package org.florahub.witness;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.florahub.ledger.WitnessAnswer;
import org.jspecify.annotations.Nullable;

/// What a witness has seen since it started. A request whose signature is good and whose tree contradicts the one
/// before is kept as a file: it may prove that the log shows two histories. Thread-safe.
final class Sightings {

    private static final System.Logger LOG = System.getLogger(Sightings.class.getName());
    private static final int NOTED_MAX = 50;
    private static final int EVIDENCE_MAX = 20;

    private final Path evidence;
    private final Clock clock;
    private final Map<Kind, AtomicLong> counts = new EnumMap<>(Kind.class);
    private final Map<String, Instant> cosigned = new ConcurrentHashMap<>();
    private final ConcurrentLinkedDeque<Refusal> refusals = new ConcurrentLinkedDeque<>();

    /// What became of a request.
    enum Kind {
        COSIGNED,
        OTHER_SIZE,
        REFUSED,
        CONTRADICTION
    }

    /// A request that was not cosigned.
    record Refusal(Instant at, int status, String reason) {}

    Sightings(Path evidence, Clock clock) {
        this.evidence = evidence;
        this.clock = clock;
        for (Kind kind : Kind.values()) {
            counts.put(kind, new AtomicLong());
        }
    }

    void note(String body, WitnessAnswer answer) {
        switch (answer) {
            case WitnessAnswer.Cosigned answered -> {
                count(Kind.COSIGNED);
                cosigned.put(answered.checkpoint().origin(), clock.instant());
            }
            case WitnessAnswer.Conflict _ -> count(Kind.OTHER_SIZE);
            case WitnessAnswer.Refused(int status, String reason) -> {
                count(status == 422 ? Kind.CONTRADICTION : Kind.REFUSED);
                LOG.log(Level.WARNING, "Refused with {0}: {1}", status, reason);
                refusals.addFirst(new Refusal(clock.instant(), status, reason));
                while (refusals.size() > NOTED_MAX) {
                    refusals.pollLast();
                }
                if (status == 422) {
                    keep(body);
                }
            }
        }
    }

    private void count(Kind kind) {
        Objects.requireNonNull(counts.get(kind)).incrementAndGet();
    }

    private synchronized void keep(String body) {
        try {
            Files.createDirectories(evidence);
            try (Stream<Path> kept = Files.list(evidence)) {
                if (kept.count() >= EVIDENCE_MAX) {
                    return;
                }
            }
            Path file = evidence.resolve(clock.instant().toString().replace(':', '-') + ".txt");
            Files.writeString(file, body);
            LOG.log(Level.WARNING, "The log may show two histories. The signed request is kept: {0}", file);
        } catch (IOException e) {
            LOG.log(Level.ERROR, "A request that may prove two histories could not be kept", e);
        }
    }

    long counted(Kind kind) {
        return Objects.requireNonNull(counts.get(kind)).get();
    }

    /// When a log was cosigned last since the start, or `null`.
    @Nullable
    Instant cosigned(String origin) {
        return cosigned.get(origin);
    }

    /// The newest first.
    List<Refusal> refusals() {
        return List.copyOf(refusals);
    }
}
