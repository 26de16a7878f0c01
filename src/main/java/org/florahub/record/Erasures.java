package org.florahub.record;

import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.florahub.record.Erasure.Phase;
import org.florahub.record.Erasure.Scope;
import org.florahub.vault.Prepared;

/// Orders to erase: proposed by one operator, approved by another, carried out, told to every recipient.
///
/// What destroys the keys is one transaction with the approval and the order's leaf, so that a crash leaves either a
/// proposal or an erasure. What follows ([#clear], notices) can be repeated and is taken up again after a start.
/// Thread-safe.
public final class Erasures {

    private final Store.Parts parts;
    private final Writer writer;
    private final Readers readers;
    private final Originals originals;
    private final Clock clock;

    Erasures(Store.Parts parts, Writer writer, Readers readers, Originals originals) {
        this.parts = parts;
        this.writer = writer;
        this.readers = readers;
        this.originals = originals;
        this.clock = parts.clock();
    }

    /// What is to be erased and why.
    ///
    /// @param subject pseudonym of a case, or id of an event
    /// @param reason  names nobody
    /// @param by      operator
    public record Proposal(Scope scope, UUID subject, String reason, String by) {}

    /// Writes a proposal down.
    ///
    /// @param validity how long another operator has to approve it
    /// @throws NotErasableException if there is no such case or event, or nothing is left of it
    public Erasure propose(Proposal proposal, Duration validity) {
        return writer.submit(tx -> {
            if (!exists(tx, proposal)) {
                throw new NotErasableException(
                        "%s: found none of that id, or only an erased one, expected one that is recorded. Check the id."
                                .formatted(proposal.scope().key()));
            }
            long no = tx.erasures.propose(proposal, tx.now(), tx.now().plus(validity));
            return written(tx, no);
        });
    }

    private static boolean exists(Transaction tx, Proposal proposal) throws SQLException {
        String sql = proposal.scope() == Scope.CASE
                ? "SELECT count(*) FROM vault_case WHERE ref = ?"
                : "SELECT count(*) FROM event e JOIN vault_event v ON v.seq = e.seq WHERE e.id = ?";
        return new Prepared(tx.connection(), sql).number(proposal.subject()) > 0;
    }

    /// Approves a proposal and destroys what it names, for good.
    ///
    /// @param by     another operator than the one who proposed it
    /// @param naming messages that name the case without having led to its events, see [#naming]
    /// @throws NotErasableException if it may not be approved, or is not a proposal any more
    public Erasure approve(long no, String by, List<Long> naming) {
        var files = writer.submit(tx -> {
            Erasure erasure = written(tx, no);
            check(erasure, by, tx.now());
            Destruction.Destroyed destroyed = new Destruction(tx.connection()).destroy(tx, erasure, naming);
            tx.erasures.approve(no, by, tx.now());
            return destroyed.ownFiles();
        });
        originals.delete(files); // a crash before this leaves them to the next start
        return find(no).orElseThrow();
    }

    private static void check(Erasure erasure, String by, Instant now) {
        if (erasure.proposedBy().equals(by)) {
            throw new NotErasableException(
                    "Erasure %d: found the operator who proposed it, expected another one. ".formatted(erasure.no())
                            + "Two persons decide: have a second operator approve it.");
        }
        if (erasure.phase(now) != Phase.PROPOSED) {
            throw new NotErasableException("Erasure %d: found that it is %s, expected a proposal. %s"
                    .formatted(
                            erasure.no(),
                            erasure.phase(now).key(),
                            erasure.phase(now) == Phase.EXPIRED ? "Propose it again." : "Nothing is left to do."));
        }
    }

    private static Erasure written(Transaction tx, long no) throws SQLException {
        Erasure erasure = tx.erasures.byNo(no);
        if (erasure == null) {
            throw new NotErasableException(
                    "Erasure %d: found none of that number. List them: flora erase list.".formatted(no));
        }
        return erasure;
    }

    /// Forgets the names of the files that the destroyed originals came in. Copies of these files are gone by then.
    public void forgetNames(long no) {
        change((tx, _) -> new Prepared(
                        tx.connection(),
                        "UPDATE message SET name = '(erased)' WHERE no IN"
                                + " (SELECT message FROM erasure_message WHERE erasure = ?)")
                .run(no));
    }

    /// Removes what is left on the disk of rows that are gone: the database is written anew without them, and its
    /// log is emptied. Blocks the writer meanwhile.
    public void clear() {
        writer.submit(new Compaction());
    }

    /// Nothing of it is left here.
    public void cleared(long no) {
        change((tx, now) -> tx.erasures.cleared(no, now));
    }

    /// A recipient has been told.
    ///
    /// @param next when it is reminded unless it has acknowledged
    public void sent(long no, String destination, Instant next) {
        change((tx, now) -> tx.erasures.sent(no, destination, now, next));
    }

    /// A recipient has erased what it had. Said again it changes nothing.
    ///
    /// @param by who says so
    /// @return whether it had been named as a recipient; if not, nothing is noted
    public boolean acknowledged(long no, String destination, String by) {
        return writer.submit(tx -> tx.erasures.acknowledged(no, destination, tx.now(), by));
    }

    public Optional<Erasure> find(long no) {
        return readers.find(connection -> new ErasureTable(connection).byNo(no));
    }

    /// All of them, the oldest first.
    public List<Erasure> all() {
        return readers.read(connection -> new ErasureTable(connection).all());
    }

    /// Messages that name a case's persons and whose originals are not fully told by its events: rejected, or sent
    /// again. Opens their originals.
    public List<Long> naming(Erasure erasure) {
        return erasure.scope() == Scope.CASE
                ? new NamingMessages(parts.vault(), readers, originals).of(erasure.subject())
                : List.of();
    }

    /// The time by which proposals expire and reminders fall due.
    public Instant now() {
        return clock.instant();
    }

    private void change(Change change) {
        writer.submit(tx -> {
            change.make(tx, tx.now());
            return Boolean.TRUE;
        });
    }

    @FunctionalInterface
    private interface Change {
        void make(Transaction tx, Instant now) throws SQLException;
    }
}
