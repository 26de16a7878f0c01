package org.florahub.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.florahub.adapter.FolderCopy;
import org.florahub.ledger.Ledger;
import org.florahub.ledger.LogKeys;
import org.florahub.record.Disposition;
import org.florahub.record.Store;
import org.florahub.vault.KeyStore;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// A long list through the packaged hub with a small heap: the hub is killed while it works
/// on it, and others send meanwhile.
///
/// `mvn verify -Dit.test=ResumeIT -Dresume.csv.mb=1024 -Dresume.xml.mb=100 -Dresume.heap=256m` is the full size.
class ResumeIT {

    private static final String HEAP = System.getProperty("resume.heap", "128m");
    private static final Duration LONG = Duration.ofMinutes(60);
    private static final Duration SOON = Duration.ofSeconds(90);
    private static final String LISTS = "bb-zabh";
    private static final String OTHER = "sn-landesdirektion";

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    private Path folder;

    private final Map<String, Long> sentAt = new ConcurrentHashMap<>();
    private final Map<String, Long> answeredAt = new ConcurrentHashMap<>();
    private volatile boolean sending = true;

    @ParameterizedTest
    @EnumSource
    void recordsAndDeliversEveryRowOnceAlthoughItIsKilledOnTheWay(LongList list) throws Exception {
        Path file = folder.resolve(list.fileName());
        int people = list.write(file, megabytes(list) << 20);
        var settings = Map.of("FLORA_ADAPTERS", adapters(list).toString());
        try (var hub = new HubProcess(folder, settings, HEAP);
                var partners = Executors.newVirtualThreadPerTaskExecutor()) {
            var bamf = new Arrivals(hub, people);
            try {
                hub.start();
                Future<?> reading = partners.submit(bamf);
                Future<?> others = partners.submit(() -> sendOthers(hub));
                drop(hub, LISTS, file);
                String course = killOnTheWay(hub, list, bamf, people);
                sending = false;
                others.get(30, TimeUnit.SECONDS);
                settled(hub, list, bamf);
                bamf.end();
                reading.get(30, TimeUnit.SECONDS);
                System.out.printf("%s, %d rows, heap %s: %s%n", file.getFileName(), people, HEAP, course);
                System.out.printf(
                        "others: answered after %s; delivered after %s%n", waits(answeredAt), waits(bamf.others()));
            } finally {
                sending = false;
                bamf.end();
            }
            hub.stop();
            assertThat(bamf.violations()).isEmpty();
            assertThat(Files.readString(hub.log())).containsPattern("going on after [1-9][0-9]* statements");
            count(hub, people);
        }
    }

    private static String killOnTheWay(HubProcess hub, LongList list, Arrivals bamf, int people) throws IOException {
        var progress = new Progress(people);
        Path file = in(hub, LISTS).resolve(list.fileName());
        await().atMost(LONG)
                .failFast("the list was refused", () -> !Files.exists(file) && bamf.listed() == 0)
                .until(() -> progress.at(bamf.listed()) > 0
                        && Files.readString(hub.log()).contains("20 % read"));
        hub.kill();
        long killedAt = System.nanoTime();
        int before = bamf.listed();
        hub.start();
        long readyAt = System.nanoTime();
        await().atMost(SOON).until(() -> bamf.listed() > before + 1_000);
        progress.stopped(killedAt, readyAt);
        await().atMost(LONG).until(() -> progress.at(bamf.listed()) == people);
        return progress.toString();
    }

    private void settled(HubProcess hub, LongList list, Arrivals bamf) {
        await().atMost(SOON).untilAsserted(() -> {
            assertThat(bamf.others().keySet()).containsAll(sentAt.keySet());
            assertThat(in(hub, LISTS).resolve(list.fileName())).doesNotExist();
        });
    }

    /// Drops a short file, waits until it is answered, and so on.
    private Void sendOthers(HubProcess hub) throws IOException {
        var letters = new Letters(Path.of("adapters"));
        while (sending) {
            var letter = letters.arrivalByFile(sentAt.size());
            Path file = Files.writeString(folder.resolve(letter.id() + ".xml"), letter.body());
            sentAt.put(letter.azr(), System.nanoTime());
            Path dropped = drop(hub, OTHER, file);
            while (Files.exists(dropped)) {
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
            }
            answeredAt.put(letter.azr(), System.nanoTime());
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(300));
        }
        return null;
    }

    /// Every row once in the store and in the ledger, and nothing but the rows and the short files.
    private void count(HubProcess hub, int people) throws Exception {
        long all = (long) people + sentAt.size();
        KeyStore keys = hub.keys();
        try (Store store =
                Store.open(hub.data(), keys, (_, _, _) -> List.of(), Clock.systemUTC(), new SimpleMeterRegistry())) {
            var events = new HashMap<String, Long>();
            for (var message : store.events().messages(Long.MAX_VALUE, Integer.MAX_VALUE)) {
                assertThat(message.disposition()).isEqualTo(Disposition.ACCEPTED);
                events.merge(message.header().sender(), message.events(), Long::sum);
            }
            assertThat(events).isEqualTo(Map.of(LISTS, (long) people, OTHER, (long) sentAt.size()));
            assertThat(store.events().statistics().events()).isEqualTo(all);
            assertThat(store.events().statistics().leaves()).isEqualTo(all);
            LogKeys logKeys = LogKeys.decode(keys.secret("ledger.keys").orElseThrow());
            try (var ledger = Ledger.open(hub.data().resolve("ledger"), logKeys, store.leaves(), Clock.systemUTC())) {
                await().atMost(SOON).until(() -> ledger.pending() == 0);
                assertThat(ledger.audit()).isEqualTo(all);
            }
        }
    }

    private static long megabytes(LongList list) {
        return switch (list) {
            case CSV -> Long.getLong("resume.csv.mb", 24);
            case XML -> Long.getLong("resume.xml.mb", 4);
        };
    }

    /// Two senders and a receiver; one of the senders may send as much as it likes.
    private Path adapters(LongList list) throws IOException {
        Path adapters = Files.createDirectories(folder.resolve("adapters"));
        for (String name : List.of("bamf", LISTS, OTHER)) {
            FolderCopy.copy(Path.of("adapters", name), adapters.resolve(name));
        }
        FolderCopy.remove(adapters.resolve(LISTS).resolve("samples"));
        FolderCopy.edit(
                adapters.resolve(LISTS).resolve("adapter.yaml"),
                text -> text.replace("100 MB", "2 GB")
                        .replace("100_000", "10_000_000")
                        .replaceFirst("statusliste-csv", list.transform()));
        return adapters;
    }

    private static Path in(HubProcess hub, String adapter) throws IOException {
        return Files.createDirectories(hub.exchange(adapter).resolve("in"));
    }

    private static Path drop(HubProcess hub, String adapter, Path file) throws IOException {
        return Files.move(file, in(hub, adapter).resolve(file.getFileName()), StandardCopyOption.ATOMIC_MOVE);
    }

    private String waits(Map<String, Long> until) {
        LongSummaryStatistics millis = sentAt.entrySet().stream()
                .mapToLong(sent -> (until.getOrDefault(sent.getKey(), Long.MAX_VALUE) - sent.getValue()) / 1_000_000)
                .summaryStatistics();
        return "%.0f ms on average, %d at most".formatted(millis.getAverage(), millis.getMax());
    }
}
