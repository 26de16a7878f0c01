package org.florahub.delivery;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.florahub.event.EventId;
import org.florahub.event.Problem;
import org.florahub.record.Due;
import org.florahub.record.Unit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Brings one destination what is due there, in order, on a thread of its own: forms units, writes them down,
/// renders them, hands them to the sender and notes what became of them. Holds at most one backlog of the policy's
/// size.
final class Courier implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(Courier.class);
    private static final Duration IDLE = Duration.ofSeconds(5);

    private final Destination destination;
    private final Post post;
    private final Units units;
    private final Rendering rendering;
    private final DeliveryMeters meters;
    private final Breaker breaker;
    private final Signal signal = new Signal();

    Courier(Destination destination, Documents documents, Post post, DeliveryMeters meters) {
        this.destination = destination;
        this.post = post;
        this.units = new Units(destination, documents, post.policy());
        this.rendering = new Rendering(documents);
        this.meters = meters;
        this.breaker = new Breaker(post.policy());
        meters.watch(breaker::failures);
    }

    /// Something may be due.
    void signal() {
        signal.give();
    }

    /// Ends the work after the batch at hand.
    void stop() {
        signal.close();
    }

    @Override
    public void run() {
        try {
            while (!signal.closed()) {
                if (!round()) {
                    signal.await(IDLE);
                }
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /// Works off what is due now.
    ///
    /// @return whether to look again at once
    private boolean round() throws InterruptedException {
        try {
            List<Due> due = post.outbox().due(destination.name(), post.policy().backlogEvents());
            if (due.isEmpty()) {
                return false;
            }
            Units.Formed formed = units.form(due);
            for (Units.Unwritable refused : formed.refused()) {
                park(refused.unit(), refused.problem());
            }
            List<Unit> fresh = formed.fresh();
            if (!fresh.isEmpty()) {
                post.outbox().assign(fresh);
            }
            return deliver(formed.ready());
        } catch (RuntimeException e) {
            Duration wait = breaker.failed();
            LOG.error("delivery to {} stopped and goes on in {}", destination.name(), wait, e);
            signal.pause(wait);
            return true;
        }
    }

    private boolean deliver(List<Units.Draft> ready) throws InterruptedException {
        Map<EventId, UUID> references = rendering.references(ready);
        int from = 0;
        while (from < ready.size() && !signal.closed()) {
            List<Units.Draft> batch = ready.subList(from, Math.min(ready.size(), from + breaker.batchParcels()));
            Rendering.Rendered rendered = rendering.render(batch, references);
            if (!rendered.documents().isEmpty() && !send(rendered.documents())) {
                return true;
            }
            if (rendered.broken() != null) {
                park(batch.get(rendered.documents().size()).unit(), rendered.broken());
                return true;
            }
            from += batch.size();
        }
        return true;
    }

    /// @return whether all were delivered
    private boolean send(List<Documents.Document> documents) throws InterruptedException {
        List<Parcel> parcels =
                documents.stream().map(Documents.Document::parcel).toList();
        List<Outcome> outcomes = attempt(parcels);
        int taken = 0;
        while (taken < outcomes.size() && outcomes.get(taken) instanceof Outcome.Delivered) {
            taken++;
        }
        if (taken > 0) {
            note(documents.subList(0, taken));
        }
        if (taken == parcels.size()) {
            if (breaker.failures() > 0) {
                LOG.info("{} takes deliveries again", destination.name());
            }
            breaker.succeeded();
            return true;
        }
        Unit stopped = documents.get(taken).unit();
        switch (taken < outcomes.size()
                ? outcomes.get(taken)
                : new Outcome.Unreachable("the channel gave no outcome")) {
            case Outcome.Refused(Problem problem) -> park(stopped, problem);
            case Outcome.Unreachable(String reason) -> wait(stopped, reason);
            case Outcome.Delivered _ -> throw new IllegalStateException("delivered and stopped at once");
        }
        return false;
    }

    private List<Outcome> attempt(List<Parcel> parcels) {
        try {
            return post.sender().send(destination.adapter(), destination.channel(), parcels);
        } catch (RuntimeException e) {
            LOG.error("the channel to {} failed", destination.name(), e);
            return List.of(new Outcome.Unreachable(e.getClass().getSimpleName()));
        }
    }

    private void note(List<Documents.Document> documents) {
        post.outbox()
                .delivered(documents.stream().map(Documents.Document::delivered).toList());
        var events = new ArrayList<Due>();
        documents.forEach(document -> events.addAll(document.unit().members()));
        meters.delivered(documents.size(), events, post.clock().instant());
        if (destination.takesBundles()) {
            post.bundles().signal();
        }
    }

    private void park(Unit unit, Problem problem) {
        LOG.warn(
                "delivery {} to {} is parked with its case: {}",
                unit.id(),
                destination.name(),
                problem.code() + " " + problem.found());
        post.outbox().park(unit, problem);
    }

    /// Leaves the destination alone for a while. A unit that has failed often enough stands back behind the others,
    /// so that it cannot hold up a destination that works.
    private void wait(Unit unit, String reason) throws InterruptedException {
        Duration wait = breaker.failed();
        boolean standsBack =
                unit.members().getFirst().attempts() + 1 >= post.policy().attemptsInLine();
        Instant notBefore =
                post.clock().instant().plus(standsBack ? wait.plus(post.policy().delayMax()) : wait);
        if (breaker.failures() == 1) {
            LOG.warn("nothing can be delivered to {}, it is tried again: {}", destination.name(), reason);
        }
        post.outbox().retryLater(List.of(unit), notBefore);
        signal.pause(wait);
    }
}
