package org.florahub.record;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.florahub.record.BeginWork.Begun;
import org.florahub.vault.Vault;
import org.jspecify.annotations.Nullable;

/// Makes messages durable. Thread-safe: call it from as many virtual threads as there are messages, because what
/// waits together is committed together, and one wait for the disk serves all of it.
public final class Recorder {

    private final Tools tools;
    private final Readers readers;
    private final Originals originals;

    /// The long messages that are being recorded.
    private final ConcurrentMap<MessageKey, CompletableFuture<Void>> going = new ConcurrentHashMap<>();

    /// What a recording works with.
    record Tools(Writer writer, Vault vault, Competence competence) {}

    Recorder(Tools tools, Readers readers, Originals originals) {
        this.tools = tools;
        this.readers = readers;
        this.originals = originals;
    }

    /// Records a message with its statements, or recognises it. Blocks until the result is durable; an interrupt
    /// does not end the wait.
    ///
    /// @throws StoreUnavailableException if it could not be made durable: repeat later
    public Recorded record(Submission submission) {
        MessageHeader header = submission.header();
        List<PreparedEntry> entries = PreparedEntry.all(tools.vault, header.sender(), submission.entries());
        SealedOriginal original = originals.seal(submission.original(), false);
        var arrival = new Arrival(header, original, key(header, original), submission.replays());
        var work = new RecordWork(tools.competence, submission, entries, arrival);
        return keeping(original, () -> tools.writer.submit(work), recorded -> !recorded.duplicate());
    }

    /// The answer to an earlier message of that sender with the same bytes, so that a duplicate need not be read
    /// again. A rejection is repeated only while adapter and transform are the ones that rejected it, and a
    /// message that is still in progress has no answer yet.
    ///
    /// @param header of the message at hand
    /// @param sha256 of its bytes
    public Optional<Recorded> earlier(MessageHeader header, byte[] sha256) {
        MessageKey key = MessageKey.of(tools.vault, header, sha256);
        return readers.find(connection -> new MessageTable(connection).answer(header, key));
    }

    /// A message of that sender with the same bytes that is not recorded to its end.
    ///
    /// @param header of the message at hand
    /// @param sha256 of its bytes
    public Optional<Message> unfinished(MessageHeader header, byte[] sha256) {
        MessageKey key = MessageKey.of(tools.vault, header, sha256);
        return readers.find(connection -> new MessageTable(connection).byDigest(key))
                .map(MessageRow::message)
                .filter(message -> message.disposition() == Disposition.IN_PROGRESS);
    }

    /// Begins a message of more than [Submission#ENTRIES_MAX] statements, or goes on with it after a crash. When
    /// it returns, the original is durable. Blocks while another thread records the same bytes of the same sender.
    ///
    /// @param replays see [Submission#replays()]
    /// @throws StoreUnavailableException if it could not be made durable: repeat later
    public Opening begin(MessageHeader header, Original original, long replays) {
        SealedOriginal sealed = originals.seal(original, true);
        MessageKey key = key(header, sealed);
        Turn.await(); // whoever holds the claim must not wait for a turn behind this one
        Runnable release = claim(key);
        try {
            var work = new BeginWork(new Arrival(header, sealed, key, replays));
            return switch (keeping(sealed, () -> tools.writer.submit(work), Begun::keepsOriginal)) {
                case Begun.Answered(Recorded recorded, var _) -> {
                    release.run();
                    yield new Opening.Known(recorded);
                }
                case Begun.Waiting begun -> new Opening.Started(new LongRecording(tools, begun, release));
            };
        } catch (RuntimeException e) {
            release.run();
            throw e;
        }
    }

    /// Messages whose statements are not all recorded: what was going on when the hub last stopped, and what is
    /// going on.
    public List<Message> unfinished() {
        return readers.read(connection -> new MessageTable(connection)
                .unfinished().stream().map(MessageRow::message).toList());
    }

    /// Goes on with an unfinished message. Its original is read with [Events#original]. Blocks while another
    /// thread records it.
    ///
    /// @return `null` if it is finished by now
    public @Nullable LongRecording resume(long message) {
        MessageRow before = row(message);
        if (before == null) {
            return null;
        }
        Runnable release = claim(MessageKey.of(before.digest()));
        MessageRow row = row(message);
        if (row == null || row.message().disposition() != Disposition.IN_PROGRESS) {
            release.run();
            return null;
        }
        return new LongRecording(tools, Begun.Waiting.at(row.message()), release);
    }

    private @Nullable MessageRow row(long message) {
        return readers.find(connection -> new MessageTable(connection).byNo(message))
                .orElse(null);
    }

    private MessageKey key(MessageHeader header, SealedOriginal original) {
        return MessageKey.of(tools.vault, header, original.sha256());
    }

    /// Waits until nobody else records that message.
    ///
    /// @return gives the message free again
    private Runnable claim(MessageKey key) {
        var mine = new CompletableFuture<Void>();
        for (CompletableFuture<Void> other = going.putIfAbsent(key, mine); other != null; ) {
            other.join();
            other = going.putIfAbsent(key, mine);
        }
        return () -> {
            going.remove(key, mine);
            mine.complete(null);
        };
    }

    /// Does something with an original, and deletes the original's own file if it turns out that nobody needs it.
    private <R> R keeping(SealedOriginal original, Supplier<R> action, Predicate<R> kept) {
        R result;
        try {
            result = action.get();
        } catch (StoreUnavailableException e) {
            if (e.certain()) {
                originals.discard(original);
            }
            throw e;
        }
        if (!kept.test(result)) {
            originals.discard(original);
        }
        return result;
    }
}
