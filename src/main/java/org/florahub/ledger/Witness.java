package org.florahub.ledger;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Cosigns checkpoints of the logs it knows, each only if it continues the one before (c2sp.org/tlog-witness).
///
/// The last cosigned checkpoint of each log is a file. It is compared, replaced and durable before the answer is
/// given, under one lock for each log: no two answers of this witness contradict each other, whatever comes at once
/// and whenever it is killed. Thread-safe; one process for a folder.
public final class Witness {

    private final WitnessKeys keys;
    private final Clock clock;
    private final Map<String, Log> logs;

    private Witness(WitnessKeys keys, Clock clock, Map<String, Log> logs) {
        this.keys = keys;
        this.clock = clock;
        this.logs = logs;
    }

    /// Opens a witness.
    ///
    /// @param folder  of the cosigned checkpoints; made with the first
    /// @param logKeys public keys of all logs that it cosigns; every key of a log must have signed
    /// @throws IOException           if the folder cannot be read
    /// @throws InvalidProofException if a stored checkpoint is not one of its log
    public static Witness open(Path folder, WitnessKeys keys, Collection<VerifierKey> logKeys, Clock clock)
            throws IOException {
        Map<String, List<VerifierKey>> byOrigin =
                logKeys.stream().collect(Collectors.groupingBy(VerifierKey::name, TreeMap::new, Collectors.toList()));
        var logs = new TreeMap<String, Log>();
        for (Map.Entry<String, List<VerifierKey>> origin : byOrigin.entrySet()) {
            logs.put(origin.getKey(), new Log(folder, LogVerifier.of(origin.getValue())));
        }
        return new Witness(keys, clock, Map.copyOf(logs));
    }

    /// Answers a request. Durable before it returns.
    ///
    /// @throws IOException           if the checkpoint cannot be made durable: then nothing is cosigned
    /// @throws IllegalStateException if the clock is wrong
    public WitnessAnswer addCheckpoint(String body) throws IOException {
        AddCheckpoint request;
        try {
            request = AddCheckpoint.parse(body);
        } catch (InvalidProofException e) {
            return new WitnessAnswer.Refused(400, String.valueOf(e.getMessage()));
        }
        Log log = logs.get(request.checkpoint().origin());
        if (log == null) {
            return new WitnessAnswer.Refused(404, "this witness does not know the log");
        }
        try {
            log.verifier.verify(request.checkpoint());
        } catch (InvalidProofException e) {
            return new WitnessAnswer.Refused(403, String.valueOf(e.getMessage()));
        }
        if (request.old() > request.checkpoint().size()) {
            return new WitnessAnswer.Refused(400, "found an old size above that of the checkpoint");
        }
        log.lock.lock();
        try {
            return answer(log, request);
        } finally {
            log.lock.unlock();
        }
    }

    private WitnessAnswer answer(Log log, AddCheckpoint request) throws IOException {
        Checkpoint last = log.last;
        long stored = last == null ? 0 : last.size();
        Checkpoint checkpoint = request.checkpoint();
        if (request.old() != stored) {
            return new WitnessAnswer.Conflict(stored);
        }
        try {
            Hash root = last == null ? TreeHash.EMPTY : last.root();
            new ConsistencyProof(stored, checkpoint.size(), request.proof()).verify(root, checkpoint.root());
        } catch (InvalidProofException e) {
            return new WitnessAnswer.Refused(422, String.valueOf(e.getMessage()));
        }
        List<Note.Line> lines = keys.cosign(checkpoint, clock.instant());
        Checkpoint cosigned = log.own(checkpoint).with(lines);
        log.save(cosigned);
        return new WitnessAnswer.Cosigned(
                cosigned, lines.stream().map(Note.Line::render).collect(Collectors.joining()));
    }

    /// Names of the logs that it knows.
    public Collection<String> origins() {
        return logs.keySet().stream().sorted().toList();
    }

    /// The last checkpoint of a log that it cosigned, with its lines; empty if there is none.
    public Optional<Checkpoint> last(String origin) {
        Log log = logs.get(origin);
        return log == null ? Optional.empty() : Optional.ofNullable(log.last);
    }

    public WitnessKeys keys() {
        return keys;
    }

    /// Name of the file of a log's checkpoint: origins may hold slashes.
    static String fileName(String origin) {
        return HexFormat.of()
                .formatHex(
                        Hash.ofContent(origin.getBytes(StandardCharsets.UTF_8)).shared(), 0, 16);
    }

    /// One log and what was cosigned of it.
    private static final class Log {

        private final LogVerifier verifier;
        private final Path file;
        private final ReentrantLock lock = new ReentrantLock();
        private volatile @Nullable Checkpoint last; // written under the lock

        private Log(Path folder, LogVerifier verifier) throws IOException {
            String origin = verifier.keys().getFirst().name();
            this.verifier = verifier;
            this.file = folder.resolve(fileName(origin));
            if (Files.exists(file)) {
                Checkpoint stored = Checkpoint.parse(Files.readString(file));
                verifier.verify(stored);
                last = stored;
            }
        }

        /// The lines of the log's known keys alone: those of strangers are not kept or passed on.
        private Checkpoint own(Checkpoint checkpoint) {
            List<Note.Line> lines = checkpoint.signatures().stream()
                    .filter(line -> verifier.keys().stream().anyMatch(key -> key.wrote(line)))
                    .toList();
            return new Checkpoint(checkpoint.origin(), checkpoint.size(), checkpoint.root(), lines);
        }

        private void save(Checkpoint cosigned) throws IOException {
            DurableFiles.write(file, cosigned.note().getBytes(StandardCharsets.UTF_8));
            last = cosigned;
        }
    }
}
