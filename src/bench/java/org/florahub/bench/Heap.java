package org.florahub.bench;

import com.sun.management.GarbageCollectionNotificationInfo;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import javax.management.Notification;
import javax.management.NotificationEmitter;
import javax.management.openmbean.CompositeData;
import org.jspecify.annotations.Nullable;

/// The most heap that was in use right after a garbage collection. Thread-safe.
final class Heap {

    private final Set<String> pools = ManagementFactory.getMemoryPoolMXBeans().stream()
            .filter(pool -> pool.getType() == MemoryType.HEAP)
            .map(MemoryPoolMXBean::getName)
            .collect(Collectors.toSet());
    private final AtomicLong mostBytes = new AtomicLong();

    private Heap() {}

    /// Watches this process from now on.
    static Heap watched() {
        var heap = new Heap();
        for (GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans()) {
            ((NotificationEmitter) collector).addNotificationListener(heap::collected, null, null);
        }
        return heap;
    }

    private void collected(Notification notification, @Nullable Object handback) {
        if (notification.getUserData() instanceof CompositeData data) {
            GarbageCollectionNotificationInfo.from(data).getGcInfo().getMemoryUsageAfterGc().entrySet().stream()
                    .filter(usage -> pools.contains(usage.getKey()))
                    .mapToLong(usage -> usage.getValue().getUsed())
                    .reduce(Long::sum)
                    .ifPresent(used -> mostBytes.accumulateAndGet(used, Math::max));
        }
    }

    void forget() {
        mostBytes.set(0);
    }

    double mostMb() {
        return mostBytes.get() / 1e6;
    }

    /// Collects now and says how much is alive.
    static double aliveMb() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() / 1e6;
    }
}
