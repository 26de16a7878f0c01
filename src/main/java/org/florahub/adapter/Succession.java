package org.florahub.adapter;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Keeps a chain of followers at the adapters in force. Each adapter has its turn on a thread of its own, so that
/// none waits for what another has at hand; the followers of one chain withdraw from last to first and are told of
/// the successor from first to last.
final class Succession {

    private static final Logger LOG = LoggerFactory.getLogger(Reload.class);

    private final List<Follower> chain;
    private final Supplier<Adapters> inForce;
    private final Map<String, Adapter> admitted = new ConcurrentHashMap<>();
    private final Map<String, String> troubles = new ConcurrentHashMap<>();
    private final Set<String> busy = ConcurrentHashMap.newKeySet();

    /// @param chain has been told of what is in force now
    Succession(List<Follower> chain, Supplier<Adapters> inForce) {
        this.chain = List.copyOf(chain);
        this.inForce = inForce;
        inForce.get().all().forEach(adapter -> admitted.put(adapter.name(), adapter));
    }

    /// Begins to bring the followers to what is in force, where they are not there yet.
    void settle() {
        for (String name : unsettled()) {
            if (busy.add(name)) {
                Thread.ofVirtual().name("reload-" + name).start(() -> turn(name));
            }
        }
    }

    /// Adapters whose followers are not at what is in force, also those that are in force no more.
    Set<String> unsettled() {
        var names = new TreeSet<>(admitted.keySet());
        inForce.get().all().forEach(adapter -> names.add(adapter.name()));
        names.removeIf(this::isCurrent);
        return names;
    }

    /// What keeps an adapter's followers from being where they should, in words; `null` if nothing does.
    @Nullable
    String working(String name) {
        String trouble = troubles.get(name);
        return trouble != null || isCurrent(name) ? trouble : "what is at hand is finished first";
    }

    private boolean isCurrent(String name) {
        return Objects.equals(admitted.get(name), inForce.get().get(name));
    }

    private void turn(String name) {
        try {
            while (!isCurrent(name)) {
                succeed(name, admitted.get(name), inForce.get().get(name));
                troubles.remove(name);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } catch (Exception e) {
            String trouble = "%s: %s".formatted(e.getClass().getSimpleName(), e.getMessage());
            if (!trouble.equals(troubles.put(name, trouble))) {
                LOG.error("adapter {} could not be changed over, it is tried again: {}", name, trouble);
                LOG.debug("the failure", e);
            }
        } finally {
            busy.remove(name);
        }
    }

    private void succeed(String name, @Nullable Adapter last, @Nullable Adapter next) throws Exception {
        if (last != null) {
            withdraw(last, next);
            admitted.remove(name);
        }
        if (next == null) {
            return;
        }
        try {
            for (Follower follower : chain) {
                follower.admit(next);
            }
        } catch (Exception e) {
            withdraw(next, null);
            throw e;
        }
        admitted.put(name, next);
    }

    private void withdraw(Adapter adapter, @Nullable Adapter successor) throws Exception {
        for (Follower follower : chain.reversed()) {
            follower.withdraw(adapter, successor);
        }
    }
}
