package org.florahub.erasure;

import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.florahub.delivery.Notices;
import org.florahub.delivery.Outcome;
import org.florahub.delivery.Spools;
import org.florahub.record.Erasure;
import org.florahub.record.Erasure.Phase;
import org.florahub.record.Erasures;
import org.florahub.record.Events;
import org.florahub.record.Store;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Carries orders to erase through. The keys are destroyed by the transaction of the approval; what follows is done by
/// a thread of its own, each step of which may be done again: documents that nobody fetched are taken back, copies
/// deleted, database and journal written anew, recipients told and reminded. A crash anywhere is made good after the
/// next start. Thread-safe.
public final class Eraser implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Eraser.class);
    private static final int LOOK_SECONDS = 30;

    private final Erasures erasures;
    private final Events events;
    private final Spools spools;
    private final Notices notices;
    private final ErasurePolicy policy;
    private final Semaphore work = new Semaphore(1); // what a crash left is looked for at once
    private final Set<String> unreached = new HashSet<>();
    private final Set<Long> unfetched = new HashSet<>();
    private final Thread thread;
    private volatile boolean closed;

    private Eraser(Store store, Spools spools, Notices notices, ErasurePolicy policy) {
        this.erasures = store.erasures();
        this.events = store.events();
        this.spools = spools;
        this.notices = notices;
        this.policy = policy;
        this.thread = Thread.ofVirtual().name("eraser").unstarted(this::run);
    }

    /// Starts, and goes on with what a crash interrupted.
    public static Eraser start(Store store, Spools spools, Notices notices, ErasurePolicy policy) {
        var eraser = new Eraser(store, spools, notices, policy);
        eraser.thread.start();
        return eraser;
    }

    /// Proposes an erasure, for another operator to approve.
    ///
    /// @throws org.florahub.record.NotErasableException if there is nothing to erase
    public Erasure propose(Erasures.Proposal proposal) {
        Erasure proposed = erasures.propose(proposal, policy.approveWithin());
        LOG.info(
                "erasure {} of a {} is proposed by {}",
                proposed.no(),
                proposed.scope().key(),
                proposal.by());
        return proposed;
    }

    /// Approves one. When this returns its keys are destroyed; the rest follows.
    ///
    /// @throws org.florahub.record.NotErasableException if this operator may not, or there is nothing to approve
    public Erasure approve(Erasure proposal, String by) {
        List<Long> naming = proposal.proposedBy().equals(by) ? List.of() : erasures.naming(proposal);
        Erasure approved = erasures.approve(proposal.no(), by, naming);
        LOG.info(
                "erasure {} is approved by {}: {} events and {} originals are destroyed",
                approved.no(),
                by,
                approved.leaves().size(),
                approved.messages().size());
        work.release();
        return approved;
    }

    /// A recipient has erased what it had. Said again it changes nothing.
    ///
    /// @return whether it had been named as a recipient
    public boolean acknowledged(long no, String destination, String by) {
        return erasures.acknowledged(no, destination, by);
    }

    private void run() {
        try {
            while (!closed) {
                var _ = work.tryAcquire(LOOK_SECONDS, TimeUnit.SECONDS); // at once for a new one, else for reminders
                work.drainPermits();
                workOff();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void workOff() {
        try {
            for (Erasure erasure : erasures.all()) {
                Phase phase = erasure.phase(erasures.now());
                if (closed) {
                    return;
                }
                if (phase == Phase.DESTROYED) {
                    clear(erasure);
                }
                if (phase == Phase.DESTROYED || phase == Phase.AWAITED) {
                    tell(erasure);
                }
            }
        } catch (RuntimeException e) {
            LOG.error("an erasure is not carried through yet and is tried again", e);
        }
    }

    private void clear(Erasure erasure) {
        if (unfetched.contains(erasure.no()) && paged(erasure).isPresent()) {
            return; // all else is done
        }
        erasure.notices().forEach(this::withdraw);
        for (long message : erasure.messages()) {
            events.message(message)
                    .ifPresent(found -> spools.forgetCopy(
                            found.header().sender(), found.header().name()));
        }
        erasures.forgetNames(erasure.no());
        erasures.clear();
        spools.compact();
        paged(erasure).ifPresentOrElse(destination -> waitFor(erasure, destination), () -> {
            erasures.cleared(erasure.no());
            LOG.info("erasure {}: nothing of it is left on this disk", erasure.no());
        });
    }

    /// The first of the recipients whose queue may still hold what was taken out of it.
    private Optional<String> paged(Erasure erasure) {
        return erasure.notices().stream()
                .filter(notice -> notice.deliveries().stream().anyMatch(Erasure.Copy::only))
                .map(Erasure.Notice::destination)
                .filter(spools::isPaged)
                .findFirst();
    }

    private void waitFor(Erasure erasure, String destination) {
        unfetched.add(erasure.no());
        LOG.warn(
                "erasure {}: the queue of {} is so long that it lies in pages, which may hold what was erased until they"
                        + " have been fetched; have it fetch its messages",
                erasure.no(),
                destination);
    }

    /// Only documents that hold nothing else: what they hold of others is still for their receiver.
    private boolean withdraw(Erasure.Notice notice) {
        boolean found = false;
        for (Erasure.Copy copy : notice.deliveries()) {
            found |= copy.only() && spools.withdraw(notice.destination(), copy.id(), copy.name());
        }
        return found;
    }

    private void tell(Erasure erasure) {
        Instant now = erasures.now();
        for (Erasure.Notice notice : erasure.notices()) {
            if (notice.acknowledgedAt() == null && !now.isBefore(notice.nextAt())) {
                if (withdraw(notice)) { // it was on its way while it was erased
                    spools.compact();
                }
                send(erasure, notice, now.plus(policy.acknowledgeWithin()));
            }
        }
    }

    private void send(Erasure erasure, Erasure.Notice notice, Instant due) {
        var document = new NoticeDocument(erasure, notice, due);
        UUID id = document.id();
        switch (notices.send(notice.destination(), id, document.name(), document.xml())) {
            case Outcome.Delivered _ -> {
                erasures.sent(erasure.no(), notice.destination(), due);
                unreached.remove(notice.destination());
            }
            case Outcome.Refused _ -> {
                erasures.sent(erasure.no(), notice.destination(), due);
                LOG.warn(
                        "erasure {}: {} does not take the notice in its channel; tell it by another way and record its answer",
                        erasure.no(),
                        notice.destination());
            }
            case Outcome.Unreachable(String reason) -> {
                if (unreached.add(notice.destination())) {
                    LOG.warn(
                            "erasure {}: {} cannot be told, tried again: {}",
                            erasure.no(),
                            notice.destination(),
                            reason);
                }
            }
        }
    }

    /// Stops after the step at hand.
    @Override
    public void close() {
        closed = true;
        work.release();
        try {
            thread.join();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
