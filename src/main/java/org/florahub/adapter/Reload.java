package org.florahub.adapter;

import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import org.florahub.event.Problem;
import org.florahub.transform.Transform;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Takes changed, new and removed folders over while the hub runs, folder by folder: checked first, and tested on
/// its own samples. A folder that is wrong leaves in force what was, and holds up no other. See [Takeover].
///
/// A message is finished in the version it was begun with: whoever works for an adapter is a [Follower] and changes
/// over when what it has at hand is done. Thread-safe.
public final class Reload implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Reload.class);
    private static final String ADAPTERS = "adapters/";
    private static final String TRANSFORMS = "transforms/";
    private static final Duration CHANGE_OVER_WAIT = Duration.ofSeconds(20);

    private final AdapterCatalogue catalogue;
    private final Surroundings surroundings;
    private final Clock clock;
    private final MeterRegistry meters;
    private final List<Succession> successions = new CopyOnWriteArrayList<>();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final ReentrantLock deciding = new ReentrantLock();

    private Look last; // guarded by deciding
    private Look judgedLook; // guarded by deciding
    private Judged.All judged; // guarded by deciding
    private volatile State state;
    private volatile @Nullable String trouble;

    /// @param since   when what is in force of a folder came into force
    /// @param refused why what lies in a folder is not in force
    private record State(Map<String, Instant> since, Map<String, List<Problem>> refused) {

        State {
            since = Map.copyOf(since);
            refused = Map.copyOf(refused);
        }

        /// Names of the folders of a kind that are refused.
        Set<String> refused(String kind) {
            return refused.keySet().stream()
                    .filter(folder -> folder.startsWith(kind))
                    .map(folder -> folder.substring(kind.length()))
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    /// @param surroundings asked what this hub cannot serve, and what adapters lack
    /// @param meters       gets `flora.adapter.reloads`
    public Reload(AdapterCatalogue catalogue, Surroundings surroundings, Clock clock, MeterRegistry meters) {
        this.catalogue = catalogue;
        this.surroundings = surroundings;
        this.clock = clock;
        this.meters = meters;
        this.judgedLook = catalogue.firstLook();
        this.last = judgedLook;
        this.judged = Judged.All.ofStart(judgedLook, catalogue.get());
        var since = new HashMap<String, Instant>();
        versions(catalogue.get()).keySet().forEach(folder -> since.put(folder, clock.instant()));
        this.state = new State(since, Map.of());
    }

    /// Tells followers of adapters that come, change and go. Those of one call follow each other: the last withdraws
    /// first. They have been told of what is in force now.
    public void follow(Follower... chain) {
        successions.add(new Succession(List.of(chain), catalogue));
    }

    /// Looks at the folders again and again. A folder is judged when it looks the same two times.
    public void watch(Duration interval) {
        Thread.ofPlatform().name("reload").daemon().start(() -> {
            try {
                while (!closing.await(interval.toMillis(), TimeUnit.MILLISECONDS)) {
                    attempt(false);
                }
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        });
    }

    /// Looks at the folders now and judges them as they are. Returns when the followers have changed over, or after
    /// 20 seconds. Where the folders cannot be read, or one is being written, nothing changes; see [#trouble].
    public void now() throws InterruptedException {
        attempt(true);
        long until = System.nanoTime() + CHANGE_OVER_WAIT.toNanos();
        while (System.nanoTime() < until && !unsettled().isEmpty()) {
            if (closing.await(20, TimeUnit.MILLISECONDS)) {
                return;
            }
        }
    }

    /// Every adapter in force, every folder that would be one, and those whose work is still being ended.
    public List<Standing> adapters() {
        Adapters current = catalogue.get();
        State known = state;
        Set<String> names = known.refused(ADAPTERS);
        names.addAll(unsettled());
        current.all().forEach(adapter -> names.add(adapter.name()));
        return names.stream()
                .map(name -> adapter(name, current.get(name), known))
                .toList();
    }

    private Standing adapter(String name, @Nullable Adapter adapter, State known) {
        return new Standing(
                name,
                adapter == null ? null : adapter.version(),
                adapter == null ? List.of() : uses(adapter),
                known.since.get(ADAPTERS + name),
                known.refused.getOrDefault(ADAPTERS + name, List.of()),
                adapter == null ? List.of() : surroundings.lacks(adapter),
                working(name));
    }

    /// Every transform that adapters can use, and every folder that would be one.
    public List<Standing> transforms() {
        Map<String, Transform> current = catalogue.get().transforms();
        State known = state;
        Set<String> names = known.refused(TRANSFORMS);
        names.addAll(current.keySet());
        return names.stream()
                .map(name -> transform(name, current.get(name), known))
                .toList();
    }

    private static Standing transform(String name, @Nullable Transform transform, State known) {
        return new Standing(
                name,
                transform == null ? null : transform.version(),
                List.of(),
                known.since.get(TRANSFORMS + name),
                known.refused.getOrDefault(TRANSFORMS + name, List.of()),
                List.of(),
                null);
    }

    /// Why the folders could not be looked at the last time; `null` if they could.
    public @Nullable String trouble() {
        return trouble;
    }

    @Override
    public void close() {
        closing.countDown();
    }

    private void attempt(boolean asked) {
        deciding.lock();
        try {
            Look now = Look.at(catalogue.folders());
            Look settled = asked ? now : now.settledSince(last, judgedLook);
            last = now;
            if (now.adapters().isEmpty() && !catalogue.get().all().isEmpty()) {
                throw new IOException("%s: found no folder at all, expected adapters. Is it mounted?"
                        .formatted(catalogue.folders().adapters()));
            }
            if (!settled.equals(judgedLook)) {
                take(settled);
            }
            trouble = null;
        } catch (IOException e) {
            note(e);
        } catch (RuntimeException e) {
            LOG.error("the folders could not be judged; what was in force stays so", e);
            trouble = e.toString();
        } finally {
            deciding.unlock();
        }
        successions.forEach(Succession::settle);
    }

    private void note(IOException e) {
        String found = e instanceof StillWritingException ? e.getMessage() : e.toString();
        if (!Objects.equals(found, trouble)) {
            LOG.warn("the folders of adapters and transforms stay as they were: {}", found);
        }
        trouble = found;
    }

    private void take(Look look) throws StillWritingException {
        Adapters before = catalogue.get();
        var decision = new Takeover(catalogue.folders(), before, look, judged, surroundings).decide();
        judged = decision.judged();
        judgedLook = look;
        catalogue.put(decision.adapters());
        State old = state;
        state = new State(since(old.since, versions(before), versions(decision.adapters())), decision.refused());
        decision.adapters().all().stream()
                .filter(adapter -> !adapter.equals(before.get(adapter.name())))
                .flatMap(adapter -> surroundings.lacks(adapter).stream())
                .forEach(lack -> LOG.warn("{}", lack));
        decision.refused().forEach((folder, problems) -> {
            if (!problems.equals(old.refused.get(folder))) {
                report(folder, problems);
            }
        });
    }

    private Map<String, Instant> since(
            Map<String, Instant> old, Map<String, String> before, Map<String, String> after) {
        var since = new HashMap<>(old);
        var folders = new TreeSet<>(before.keySet());
        folders.addAll(after.keySet());
        for (String folder : folders) {
            String last = before.get(folder);
            String fresh = after.get(folder);
            if (fresh == null) {
                LOG.info("{}: gone; what waits for it is kept", folder);
                since.remove(folder);
                count("removed");
            } else if (!fresh.equals(last)) {
                LOG.info("{}: {} is in force now{}", folder, fresh, last == null ? "" : ", before " + last);
                since.put(folder, clock.instant());
                count("taken");
            }
        }
        return since;
    }

    private void report(String folder, List<Problem> problems) {
        LOG.warn(
                "{}: refused, {} {}:\n  {}",
                folder,
                state.since.containsKey(folder) ? "what was in force stays so;" : "not in force;",
                problems.size() == 1 ? "1 mistake" : problems.size() + " mistakes",
                problems.stream().limit(20).map(Problem::toString).collect(Collectors.joining("\n  ")));
        count("refused");
    }

    private void count(String result) {
        meters.counter("flora.adapter.reloads", "result", result).increment();
    }

    /// What is in force, by folder and in words: an adapter with its transforms.
    private static Map<String, String> versions(Adapters adapters) {
        var versions = new TreeMap<String, String>();
        for (Map.Entry<String, Transform> transform : adapters.transforms().entrySet()) {
            versions.put(TRANSFORMS + transform.getKey(), transform.getValue().version());
        }
        for (Adapter adapter : adapters.all()) {
            String uses = String.join(", ", uses(adapter));
            versions.put(ADAPTERS + adapter.name(), adapter.version() + " with " + uses);
        }
        return versions;
    }

    private static List<String> uses(Adapter adapter) {
        var uses = new TreeSet<String>();
        adapter.in().forEach(channel -> uses.add(channel.transform().toString()));
        adapter.out().forEach(channel -> uses.add(channel.transform().toString()));
        return List.copyOf(uses);
    }

    private Set<String> unsettled() {
        return successions.stream()
                .flatMap(succession -> succession.unsettled().stream())
                .collect(Collectors.toSet());
    }

    private @Nullable String working(String adapter) {
        return successions.stream()
                .map(succession -> succession.working(adapter))
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }
}
