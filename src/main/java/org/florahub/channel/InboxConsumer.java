package org.florahub.channel;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.Endpoint;
import org.apache.camel.Processor;
import org.florahub.adapter.Adapter;
import org.florahub.adapter.InChannel;
import org.florahub.intake.Answer;
import org.florahub.intake.Content;
import org.florahub.intake.Incoming;
import org.florahub.intake.Receipt;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Takes the finished files of an [Inbox], in batches and by name: hand over, write the answers, remove the files.
///
/// Life of a file: it is whole → intake has recorded it → its answers lie where its sender finds them → it is
/// removed. A crash before the last step lets it be read again and be recognised. A file that cannot be removed is
/// not read again. A file at which the hub fails is left alone for a while and holds up no other. A place that
/// cannot be reached is left alone for a time that doubles with each failure.
final class InboxConsumer extends LoopConsumer {

    private static final Logger LOG = LoggerFactory.getLogger(InboxConsumer.class);

    private final Adapter adapter;
    private final InChannel channel;
    private final Inbox inbox;
    private final Pace pace;
    private final Clock clock;
    private final AtomicInteger failures;
    private final FileScan scan;
    private final Map<String, FileScan.Found> stuck = new HashMap<>();
    private @Nullable String reason;

    /// How often to look, and how much to take at once.
    ///
    /// @param interval      between two looks
    /// @param batchFiles    files handed over at once at most
    /// @param batchBytes    bytes handed over at once at most; a larger file goes alone
    /// @param retryDelayMax longest wait after failures, of one file or of the whole place
    record Pace(Duration interval, int batchFiles, long batchBytes, Duration retryDelayMax) {

        static Pace of(FileProperties settings) {
            return new Pace(
                    settings.scanInterval(),
                    settings.batchFiles(),
                    settings.batchBytes().toBytes(),
                    settings.retryDelayMax());
        }

        /// How long to leave a place alone after so many failures in a row.
        Duration wait(int failures) {
            Duration wait = Duration.ofSeconds(1L << Math.min(failures - 1, 20));
            return wait.compareTo(retryDelayMax) < 0 ? wait : retryDelayMax;
        }
    }

    /// @param failures is told how often in a row the place could not be reached
    InboxConsumer(
            Endpoint endpoint,
            Processor processor,
            Adapter adapter,
            InChannel channel,
            Inbox inbox,
            Pace pace,
            Clock clock,
            AtomicInteger failures) {
        super(endpoint, processor);
        this.adapter = adapter;
        this.channel = channel;
        this.inbox = inbox;
        this.pace = pace;
        this.clock = clock;
        this.failures = failures;
        this.scan = new FileScan(channel.settings().get("ready"), clock);
    }

    @Override
    void turn() throws Exception {
        try {
            takeWhatIsThere();
            back();
            pause(pace.interval());
        } catch (AwayException e) {
            away(e);
            inbox.close();
            pause(pace.wait(failures.get()));
        }
    }

    @Override
    void release() {
        inbox.close();
    }

    private void takeWhatIsThere() throws Exception {
        inbox.tidy();
        retryRemovals();
        List<FileScan.Found> due = scan.due(inbox.list(scan::isOfInterest));
        due.removeIf(file -> isStuck(file));
        for (int from = 0; from < due.size() && !isEnding(); ) {
            int to = endOfBatch(due, from);
            take(due.subList(from, to));
            from = to;
        }
    }

    private void away(AwayException e) {
        failures.incrementAndGet();
        if (!String.valueOf(e.getMessage()).equals(reason)) {
            reason = e.getMessage();
            LOG.warn("nothing can be received from {}: {}", adapter.name(), e.getMessage());
            LOG.debug("the failure", e);
        }
    }

    private void back() {
        if (failures.getAndSet(0) > 0) {
            LOG.info("{} can be received from again", adapter.name());
            reason = null;
        }
    }

    private int endOfBatch(List<FileScan.Found> due, int from) {
        long bytes = due.get(from).look().sizeBytes();
        int to = from + 1;
        while (to < due.size() && to - from < pace.batchFiles()) {
            bytes += due.get(to).look().sizeBytes();
            if (bytes > pace.batchBytes()) {
                break;
            }
            to++;
        }
        return to;
    }

    private void take(List<FileScan.Found> files) throws Exception {
        try (Inbox.Fetched fetched = inbox.fetch(files)) {
            fetched.failures().forEach(this::failed);
            if (!fetched.contents().isEmpty()) {
                take(fetched.contents());
            }
        }
    }

    private void take(Map<FileScan.Found, Content> contents) throws Exception {
        var handed = List.copyOf(contents.keySet());
        var batch = new ArrayList<Incoming>(handed.size());
        contents.forEach((file, content) -> batch.add(incoming(file, content)));
        List<Handover> results = handOver(batch);
        var done = new HashMap<FileScan.Found, Receipt>();
        var documents = new ArrayList<Folder.Document>();
        Throwable unavailable = null;
        for (int i = 0; i < handed.size(); i++) {
            FileScan.Found file = handed.get(i);
            switch (results.get(i)) {
                case Handover.Taken(Receipt.Unfinished _) -> scan.leave(file, settled(file));
                case Handover.Taken(Receipt receipt) -> {
                    done.put(file, receipt);
                    receipt.answers().forEach(answer -> documents.add(document(answer)));
                }
                case Handover.Failed failed when failed.ofTheHub() -> unavailable = failed.cause();
                case Handover.Failed failed -> failed(file, failed.cause());
            }
        }
        inbox.answer(documents);
        done.forEach(this::remove);
        if (unavailable != null) {
            throw new IOException(unavailable);
        }
    }

    private Incoming incoming(FileScan.Found file, Content content) {
        boolean mayGrow = !file.marked() && clock.instant().isBefore(settled(file));
        return new Incoming(adapter, channel, Names.clean(file.name()), content, null, mayGrow);
    }

    private Instant settled(FileScan.Found file) {
        return inbox.quietSince(file).plus(adapter.limits().unfinishedWait());
    }

    private void failed(FileScan.Found file, Throwable cause) {
        LOG.error("a file from {} could not be taken and is tried again: {}", adapter.name(), cause.toString());
        LOG.debug("the failure", cause);
        scan.leaveAfterFailure(file, pace.retryDelayMax());
    }

    private void remove(FileScan.Found file, Receipt receipt) {
        try {
            if (!inbox.isUnchanged(file)) {
                return; // written to meanwhile: it is another message now
            }
            inbox.remove(file, receipt);
            stuck.remove(file.name());
        } catch (IOException e) {
            if (stuck.put(file.name(), file) == null) {
                LOG.error(
                        "message {} is recorded, but its file in {} cannot be removed: {}. Give the hub the right to",
                        receipt.message(),
                        inbox,
                        e instanceof AwayException
                                ? e.getMessage()
                                : e.getClass().getSimpleName());
            }
        }
    }

    private boolean isStuck(FileScan.Found file) {
        FileScan.Found same = stuck.get(file.name());
        return same != null && same.look().equals(file.look());
    }

    private void retryRemovals() throws IOException {
        for (FileScan.Found file : List.copyOf(stuck.values())) {
            if (!inbox.isUnchanged(file)) {
                stuck.remove(file.name());
                continue;
            }
            try {
                inbox.delete(file);
                stuck.remove(file.name());
            } catch (AwayException e) {
                throw e;
            } catch (IOException e) {
                LOG.debug("a file still cannot be removed", e);
            }
        }
    }

    private static Folder.Document document(Answer answer) {
        return new Folder.Document(answer.name(), answer.body());
    }
}
