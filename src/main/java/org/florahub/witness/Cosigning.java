package org.florahub.witness;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.florahub.ledger.Checkpoint;
import org.florahub.ledger.InvalidProofException;
import org.florahub.ledger.Ledger;
import org.florahub.ledger.Policy;
import org.jspecify.annotations.Nullable;

/// Has the log's checkpoints cosigned by the witnesses of a policy, all asked at once, each by a thread of its own.
///
/// A witness that fails is asked again after a second, then two, up to ten. Routing never waits for any of this.
/// Only where a quorum stays out for too long, or a fork is proven, [#stop()] says that nothing more may be received,
/// until the quorum is there again. Thread-safe.
public final class Cosigning implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(Cosigning.class.getName());
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final Duration PAUSE_MAX = Duration.ofSeconds(10);

    private final Policy policy;
    private final Path file;
    private final Patience patience;
    private final HttpClient http;
    private final Gathering gathering;
    private final List<Thread> threads = new ArrayList<>();
    private final Map<String, String> troubles = new ConcurrentHashMap<>();
    private final List<Consumer<Checkpoint>> listeners = new CopyOnWriteArrayList<>();
    private volatile long witnessedNanos = System.nanoTime();
    private volatile @Nullable String fork;

    private Cosigning(Policy policy, Ledger ledger, Path file, Patience patience)
            throws IOException, ForkedLogException {
        this.policy = policy;
        this.file = file;
        this.patience = patience;
        this.http = HttpClient.newBuilder().connectTimeout(patience.answer()).build();
        this.gathering = new Gathering(policy, ledger.latest(), stored(ledger), System::nanoTime);
    }

    /// Asks every witness for the size it holds, then begins to collect cosignatures.
    ///
    /// @param file for the last checkpoint with a quorum
    /// @throws ForkedLogException if another history is proven, or said to exist and no quorum agrees with this log
    public static Cosigning start(Policy policy, Ledger ledger, Path file, Patience patience)
            throws ForkedLogException, IOException, InterruptedException {
        var cosigning = new Cosigning(policy, ledger, file, patience);
        var peers = new ArrayList<Peer>();
        for (Policy.Witness witness : policy.witnesses()) {
            URI url = witness.url();
            if (url != null) {
                peers.add(new Peer(policy, witness, url, ledger, cosigning.http, patience.answer()));
            }
        }
        try {
            cosigning.refuseForks(peers, ledger.latest());
        } catch (ForkedLogException e) {
            cosigning.http.shutdownNow();
            throw e;
        }
        ledger.onCheckpoint(cosigning.gathering::offer);
        cosigning.gathering.offer(ledger.latest());
        peers.forEach(cosigning::begin);
        if (cosigning.isRequired()) {
            cosigning.threads.add(Thread.ofVirtual().name("witness alarm").start(cosigning::watch));
        }
        return cosigning;
    }

    /// Whether the policy asks for any witness at all.
    public boolean isRequired() {
        return !(policy.quorum() instanceof Policy.Quorum.Nobody);
    }

    /// The last checkpoint that enough witnesses have cosigned, with the shortest cosignatures that suffice.
    public Optional<Checkpoint> witnessed() {
        return gathering.witnessed();
    }

    /// Has every later checkpoint with a quorum handed over: be quick.
    public void onWitnessed(Consumer<Checkpoint> listener) {
        listeners.add(listener);
    }

    /// How long the oldest entries have been waiting for their quorum, since the start at most; zero if all have it.
    public Duration lag() {
        return isRequired() ? gathering.lag() : Duration.ZERO;
    }

    /// Since a checkpoint got its quorum, or since the start.
    public Duration age() {
        return Duration.ofNanos(System.nanoTime() - witnessedNanos);
    }

    /// Names of the witnesses of the policy.
    public List<String> witnesses() {
        return policy.witnesses().stream().map(Policy.Witness::name).toList();
    }

    /// Why which witness does not cosign at the moment, by name.
    public Map<String, String> troubles() {
        return new TreeMap<>(troubles);
    }

    /// What somebody has to look after, or `null` if all is well.
    public @Nullable String alarm() {
        String stop = stop();
        return stop == null && isRequired() && lag().compareTo(patience.alarm()) > 0
                ? waiting()
                        + " Receiving and delivering go on; after %s nothing more is received."
                                .formatted(words(patience.within()))
                : stop;
    }

    /// Why nothing may be received at the moment, or `null` if it may.
    public @Nullable String stop() {
        if (fork != null) {
            return fork;
        }
        return isRequired() && lag().compareTo(patience.within()) > 0 ? waiting() : null;
    }

    @Override
    public void close() {
        gathering.close();
        threads.forEach(Thread::interrupt);
        http.shutdownNow();
    }

    private String waiting() {
        return "The ledger has waited %s for its witnesses; expected: %s. Missing: %s. Look after these witnesses, or correct flora.ledger.policy and start again."
                .formatted(words(lag()), policy.describe(), troubles());
    }

    private static String words(Duration duration) {
        return duration.toMinutes() > 0 ? duration.toMinutes() + " min" : duration.toSeconds() + " s";
    }

    private @Nullable Checkpoint stored(Ledger ledger) throws IOException, ForkedLogException {
        if (Files.exists(file)) {
            try {
                Checkpoint stored = Checkpoint.parse(Files.readString(file));
                if (ledger.contradicts(stored)) {
                    throw ForkedLogException.proven("%s is of %d leaves and this hub holds %d, or others"
                            .formatted(file, stored.size(), ledger.durable()));
                }
                return policy.witnessed(stored).orElse(null);
            } catch (InvalidProofException e) {
                LOG.log(Level.WARNING, "{0} is damaged and is written again: {1}", file, e.getMessage());
            }
        }
        return null;
    }

    /// A proof settles it, whoever has it. Of those who only say so, nobody outweighs a quorum.
    private void refuseForks(List<Peer> peers, Checkpoint checkpoint) throws ForkedLogException, InterruptedException {
        Checkpoint agreed = checkpoint;
        String said = null;
        List<Callable<Answer>> questions = peers.stream()
                .map(peer -> (Callable<Answer>) () -> new Answer(peer, peer.ask(checkpoint)))
                .toList();
        try (var asking = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Answer> answer : asking.invokeAll(questions)) {
                Answer given = answer.resultNow();
                switch (given.reply()) {
                    case Reply.Signed(Checkpoint signed) -> agreed = policy.merged(agreed, signed);
                    case Reply.Failed(String reason) -> trouble(given.peer(), reason);
                    case Reply.Fork(String found, boolean proven) -> {
                        said = "the witness %s differs: %s"
                                .formatted(given.peer().name(), found);
                        if (proven) {
                            throw ForkedLogException.proven(said);
                        }
                        trouble(given.peer(), found);
                    }
                }
            }
        }
        if (said != null && !policy.isWitnessed(agreed)) {
            throw ForkedLogException.doubtful(said, policy.describe());
        }
    }

    private record Answer(Peer peer, Reply reply) {}

    private void begin(Peer peer) {
        threads.add(Thread.ofVirtual().name("witness " + peer.name()).start(() -> run(peer)));
    }

    private void run(Peer peer) {
        long done = 0;
        Duration pause = PAUSE;
        try {
            for (var question = gathering.next(done); question != null; question = gathering.next(done)) {
                if (settle(peer, question, peer.ask(question.checkpoint()))) {
                    done = question.round();
                    pause = PAUSE;
                } else {
                    Thread.sleep(pause);
                    pause = pause.compareTo(PAUSE_MAX.dividedBy(2)) > 0 ? PAUSE_MAX : pause.multipliedBy(2);
                }
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /// @return whether the witness has cosigned
    private boolean settle(Peer peer, Gathering.Question question, Reply reply) {
        switch (reply) {
            case Reply.Signed(Checkpoint signed) -> {
                if (troubles.remove(peer.name()) != null) {
                    LOG.log(Level.INFO, "Witness {0} cosigns", peer.name());
                }
                gathering.signed(question, signed).ifPresent(this::publish);
                return true;
            }
            case Reply.Failed(String reason) -> trouble(peer, reason);
            case Reply.Fork(String found, boolean proven) -> {
                trouble(peer, found);
                if (proven) {
                    fork = ForkedLogException.proven("the witness %s differs: %s".formatted(peer.name(), found))
                            .getMessage();
                }
            }
        }
        gathering.failed();
        return false;
    }

    private void publish(Checkpoint checkpoint) {
        witnessedNanos = System.nanoTime();
        save(checkpoint);
        for (Consumer<Checkpoint> listener : listeners) {
            try {
                listener.accept(checkpoint);
            } catch (RuntimeException e) {
                LOG.log(Level.ERROR, "A listener failed on a witnessed checkpoint", e);
            }
        }
    }

    private void trouble(Peer peer, String reason) {
        if (!reason.equals(troubles.put(peer.name(), reason))) {
            LOG.log(Level.WARNING, "Witness {0} does not cosign, asked again: {1}", peer.name(), reason);
        }
    }

    /// Says aloud, once each, that a quorum is late, that nothing more is received, and that all is well again.
    private void watch() {
        String before = "";
        try {
            while (true) {
                String stop = stop();
                String alarm = alarm();
                String now = stop != null ? "stopped" : alarm != null ? "late" : "";
                if (!now.equals(before)) {
                    if (alarm == null) {
                        LOG.log(Level.INFO, "The ledger has its witnesses again; messages are received.");
                    } else {
                        LOG.log(
                                stop == null ? Level.WARNING : Level.ERROR,
                                "{0}{1}",
                                stop == null ? "" : "Nothing more is received. ",
                                alarm);
                    }
                }
                before = now;
                Thread.sleep(PAUSE);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /// Only saves time after a restart: what is lost here is asked for again.
    private synchronized void save(Checkpoint checkpoint) {
        try {
            Path fresh = file.resolveSibling(file.getFileName() + ".new");
            Files.writeString(fresh, checkpoint.note());
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            LOG.log(Level.ERROR, "A witnessed checkpoint could not be kept; it is asked for again at the start", e);
        }
    }
}
