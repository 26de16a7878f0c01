package org.florahub.record;

import java.sql.SQLException;
import java.util.List;
import org.florahub.event.Problem;
import org.florahub.vault.Vault;

/// A long message that is recorded in chunks, each a transaction with its progress, so that a crash costs no more
/// than the chunk at hand. For one thread at a time. Close it, finished or not: an unfinished one can be resumed.
public final class LongRecording implements AutoCloseable {

    private final Writer writer;
    private final Vault vault;
    private final Competence competence;
    private final MessageHeader header;
    private final long message;
    private final Runnable release;
    private final Pace pace;
    private long statements;

    LongRecording(Recorder.Tools tools, BeginWork.Begun.Waiting begun, Runnable release) {
        this.writer = tools.writer();
        this.vault = tools.vault();
        this.competence = tools.competence();
        this.header = begun.header();
        this.message = begun.message();
        this.statements = begun.statements();
        this.release = release;
        this.pace = new Pace(() -> tools.writer().latest().waiting());
    }

    /// The hub's number of the message.
    public long message() {
        return message;
    }

    /// The message as it was begun: all its events name these versions of adapter and transform. Others may find
    /// other statements in it, or the same in another order.
    public MessageHeader header() {
        return header;
    }

    /// How many statements have been taken up, refused ones included: the caller skips as many and goes on from
    /// there.
    public long statements() {
        return statements;
    }

    /// Records the next statements. Blocks until they are durable, and before for a while if those who receive them are
    /// behind. A refused statement does not refuse the others:
    /// what can be checked of the whole message is checked before the first chunk.
    ///
    /// @param entries at most [Submission#ENTRIES_MAX]
    /// @return those that were not taken, by their index in `entries`
    /// @throws StoreUnavailableException if they could not be made durable: close, and begin again later
    public List<Refused> chunk(List<Entry> entries) {
        Submission.checkSize(entries);
        pace.await();
        List<PreparedEntry> prepared = PreparedEntry.all(vault, header.sender(), entries);
        Tally tally = writer.submit(new Work<Tally>() {
            @Override
            public Tally run(Transaction tx) throws SQLException {
                return record(tx, prepared);
            }

            @Override
            public int weight() {
                return 1 + prepared.size();
            }
        });
        statements = tally.statements;
        return List.copyOf(tally.refused);
    }

    private Tally record(Transaction tx, List<PreparedEntry> entries) throws SQLException {
        Tally tally = Tally.of(inProgress(tx));
        var source = new Registrar.Source(message, header, header.messageId() == null);
        new Registrar(competence, tx, source, tally).record(entries);
        tx.messages.progress(message, Disposition.IN_PROGRESS, tally);
        tx.messages.addProblems(
                message, tally.refused.stream().map(Refused::problem).toList());
        return tally;
    }

    /// Says that all statements have been taken up. Blocks until that is durable.
    ///
    /// @param problems what intake found wrong, now and before a crash
    /// @param rejected number of records that intake left out
    public Recorded finish(List<Problem> problems, long rejected) {
        return writer.submit(tx -> {
            Tally tally = Tally.of(inProgress(tx));
            tally.rejected += rejected;
            tx.messages.addProblems(message, problems);
            List<Problem> all = tx.messages.problems(message);
            Disposition disposition = tally.disposition(!all.isEmpty());
            tx.messages.progress(message, disposition, tally);
            return new Recorded(
                    message,
                    disposition,
                    tally.firstEvent,
                    tally.events,
                    tally.alreadyKnown,
                    tally.firstLeaf,
                    List.of(),
                    all,
                    tally.rejected,
                    false);
        });
    }

    private MessageRow inProgress(Transaction tx) throws SQLException {
        MessageRow row = tx.messages.byNo(message);
        if (row == null
                || row.message().disposition() != Disposition.IN_PROGRESS
                || row.message().statements() != statements) {
            throw new IllegalStateException("Message %d is not where this recording left it".formatted(message));
        }
        return row;
    }

    /// Lets others take up the message.
    @Override
    public void close() {
        release.run();
    }
}
