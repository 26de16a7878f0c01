package org.florahub.channel;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.Endpoint;
import org.apache.camel.Processor;
import org.florahub.adapter.Adapter;
import org.florahub.adapter.InChannel;
import org.florahub.adapter.Sizes;
import org.florahub.intake.Answer;
import org.florahub.intake.Content;
import org.florahub.intake.Incoming;
import org.florahub.intake.Receipt;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Takes the finished files of a folder, in batches and by name: hand over, write the answers, remove the files.
///
/// Life of a file: it is whole → intake has recorded it → its answers are durable in `answers/` → it is deleted, or
/// renamed
/// to `NAME.done` where the adapter keeps copies, or moved to `refused/` if it was too large to be read. A crash before
/// the
/// last step lets it be read again and be recognised. A file that cannot be removed is not read again. A file at which
/// the
/// hub fails is left alone for a while and holds up no other.
final class FolderConsumer extends LoopConsumer {

    private static final Logger LOG = LoggerFactory.getLogger(FolderConsumer.class);

    private final Adapter adapter;
    private final InChannel channel;
    private final FileProperties settings;
    private final Clock clock;
    private final Folder in;
    private final Folder answers;
    private final Path refused;
    private final FolderScan scan;
    private final KeptFiles kept;
    private final Map<String, FolderScan.Found> stuck = new HashMap<>();

    FolderConsumer(
            Endpoint endpoint,
            Processor processor,
            Adapter adapter,
            InChannel channel,
            AdapterFolders folders,
            FileProperties settings,
            Clock clock) {
        super(endpoint, processor);
        this.adapter = adapter;
        this.channel = channel;
        this.settings = settings;
        this.clock = clock;
        this.in = Folder.ofOthers(folders.in());
        this.answers = Folder.ofHub(folders.answers());
        this.refused = folders.refused();
        this.scan = new FolderScan(in.path(), channel.settings().get("ready"), clock);
        this.kept = new KeptFiles(in.path(), keep(channel), clock);
    }

    private static @Nullable Duration keep(InChannel channel) {
        String keep = channel.settings().get("keep");
        return keep == null ? null : Sizes.duration(keep);
    }

    @Override
    void turn() throws Exception {
        kept.forgetOld();
        retryRemovals();
        List<FolderScan.Found> due = scan.look();
        due.removeIf(file -> file.equals(stuck.get(file.name())));
        for (int from = 0; from < due.size() && !isEnding(); ) {
            int to = endOfBatch(due, from);
            take(due.subList(from, to));
            from = to;
        }
        pause(settings.scanInterval());
    }

    private int endOfBatch(List<FolderScan.Found> due, int from) {
        long bytes = due.get(from).look().sizeBytes();
        int to = from + 1;
        while (to < due.size() && to - from < settings.batchFiles()) {
            bytes += due.get(to).look().sizeBytes();
            if (bytes > settings.batchBytes().toBytes()) {
                break;
            }
            to++;
        }
        return to;
    }

    private void take(List<FolderScan.Found> files) throws Exception {
        var batch = new ArrayList<Incoming>(files.size());
        var handed = new ArrayList<FolderScan.Found>(files.size());
        for (FolderScan.Found file : files) {
            if (file.isUnchanged()) {
                batch.add(incoming(file));
                handed.add(file);
            }
        }
        if (batch.isEmpty()) {
            return;
        }
        List<Handover> results = handOver(batch);
        var done = new HashMap<FolderScan.Found, Receipt>();
        var documents = new ArrayList<Folder.Document>();
        Throwable unavailable = null;
        for (int i = 0; i < handed.size(); i++) {
            FolderScan.Found file = handed.get(i);
            switch (results.get(i)) {
                case Handover.Taken(Receipt.Unfinished _) ->
                    scan.leave(
                            file,
                            file.look()
                                    .modified()
                                    .toInstant()
                                    .plus(adapter.limits().unfinishedWait()));
                case Handover.Taken(Receipt receipt) -> {
                    done.put(file, receipt);
                    receipt.answers().forEach(answer -> documents.add(document(answer)));
                }
                case Handover.Failed failed when failed.ofTheHub() -> unavailable = failed.cause();
                case Handover.Failed failed -> failed(file, failed.cause());
            }
        }
        answers.put(documents);
        done.forEach(this::remove);
        if (unavailable != null) {
            throw new IOException(unavailable);
        }
    }

    private Incoming incoming(FolderScan.Found file) throws IOException {
        Instant settled =
                file.look().modified().toInstant().plus(adapter.limits().unfinishedWait());
        boolean mayGrow = !file.marked() && clock.instant().isBefore(settled);
        return new Incoming(adapter, channel, Names.clean(file.name()), Content.of(file.path()), null, mayGrow);
    }

    private void failed(FolderScan.Found file, Throwable cause) {
        LOG.error("a file from {} could not be taken and is tried again: {}", adapter.name(), cause.toString());
        LOG.debug("the failure", cause);
        scan.leaveAfterFailure(file, settings.retryDelayMax());
    }

    private void remove(FolderScan.Found file, Receipt receipt) {
        if (!file.isUnchanged()) {
            return; // written to meanwhile: it is another message now
        }
        try {
            switch (receipt) {
                case Receipt.Refused _ -> moveAside(file);
                case Receipt.Rejected _ -> Files.delete(file.path());
                case Receipt.Accepted _, Receipt.PartlyAccepted _ -> kept.keepOrDelete(file.path());
                case Receipt.Unfinished _ -> throw new IllegalStateException("An unfinished file stays");
            }
            String ready = channel.settings().get("ready");
            if (ready != null) {
                Files.deleteIfExists(in.path().resolve(file.name() + ready));
            }
            stuck.remove(file.name());
        } catch (IOException e) {
            if (stuck.put(file.name(), file) == null) {
                LOG.error(
                        "message {} is recorded, but its file in {} cannot be removed ({}): give the hub the right to",
                        receipt.message(),
                        in.path(),
                        e.getClass().getSimpleName());
            }
        }
    }

    private void moveAside(FolderScan.Found file) throws IOException {
        Files.createDirectories(refused);
        String stamp = Long.toString(file.look().modified().toMillis(), 36);
        Files.move(file.path(), refused.resolve(stamp + "-" + file.name()), StandardCopyOption.REPLACE_EXISTING);
    }

    private void retryRemovals() {
        for (FolderScan.Found file : List.copyOf(stuck.values())) {
            if (!file.isUnchanged()) {
                stuck.remove(file.name());
                continue;
            }
            try {
                Files.delete(file.path());
                stuck.remove(file.name());
            } catch (IOException e) {
                LOG.debug("a file still cannot be removed", e);
            }
        }
    }

    private static Folder.Document document(Answer answer) {
        return new Folder.Document(answer.name(), answer.body());
    }
}
