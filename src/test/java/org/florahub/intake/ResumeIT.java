package org.florahub.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.Awaitility;
import org.florahub.adapter.Adapter;
import org.florahub.adapter.OutChannel;
import org.florahub.delivery.Lists;
import org.florahub.delivery.Outcome;
import org.florahub.delivery.Parcel;
import org.florahub.delivery.RealHub;
import org.florahub.delivery.Sender;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A list of 100,000 rows through a hub of its own process with a small heap, which is killed on the way.
@Timeout(1200)
final class ResumeIT {

    private static final int ROWS = 100_000;

    @TempDir
    private Path data;

    @Test
    void recordsEveryRowOnceAlthoughItIsKilledOnTheWay() throws IOException, InterruptedException {
        Path list = Lists.file(data.resolve("liste.csv"), ROWS);

        assertThat(run(list, true)).as("was killed").noneMatch(Victim::isResult);
        List<String> lines = run(list, false);

        assertThat(lines).contains("resumed 1");
        assertThat(lines).filteredOn(Victim::isResult).containsExactly(Victim.result(ROWS, ROWS, ROWS));
    }

    /// Runs a hub until it ends, or kills it when a good part is recorded and some of it delivered.
    private List<String> run(Path list, boolean kills) throws IOException, InterruptedException {
        Process hub = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx192m",
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        Victim.class.getName(),
                        data.resolve("hub").toString(),
                        list.toString())
                .redirectErrorStream(true)
                .start();
        var lines = new ArrayList<String>();
        try (BufferedReader out = hub.inputReader(StandardCharsets.UTF_8)) {
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                lines.add(line);
                if (kills && line.equals("delivered 10000")) {
                    hub.destroyForcibly();
                }
            }
        } catch (IOException e) {
            assertThat(kills).as("the hub's output ended: %s", e).isTrue();
        }
        hub.waitFor();
        return lines;
    }

    /// A hub that takes one list, delivers what follows from it, and says what it counted.
    static final class Victim implements Sender {

        private final Set<String> ids = ConcurrentHashMap.newKeySet();
        private final AtomicLong parcels = new AtomicLong();

        private Victim() {}

        public static void main(String[] args) throws IOException {
            var victim = new Victim();
            Path data = Path.of(args[0]);
            if (!new File(args[0]).isDirectory()) {
                java.nio.file.Files.createDirectories(data);
            }
            try (RealHub hub = RealHub.open(data, victim)) {
                System.out.println("resumed " + hub.intake().resumeUnfinished());
                Receipt receipt = hub.receive("bb-zabh", "liste.csv", Content.of(Path.of(args[1])));
                Awaitility.await().atMost(java.time.Duration.ofMinutes(8)).until(hub::idle);
                long events = receipt instanceof Receipt.Accepted accepted ? accepted.events() : -1;
                var statistics = hub.store().events().statistics();
                System.out.println(result(events, statistics.events(), statistics.leaves()));
                System.out.println("parcels " + victim.parcels + ", distinct " + victim.ids.size());
            }
        }

        static String result(long events, long recorded, long leaves) {
            return "accepted %d events, recorded %d, leaves %d".formatted(events, recorded, leaves);
        }

        static boolean isResult(String line) {
            return line.startsWith("accepted ");
        }

        @Override
        public List<Outcome> send(Adapter to, OutChannel over, List<Parcel> batch) {
            batch.forEach(parcel -> ids.add(parcel.id().toString()));
            for (Parcel _ : batch) {
                long count = parcels.incrementAndGet();
                if (count % 10_000 == 0) {
                    System.out.println("delivered " + count);
                }
            }
            return batch.stream().<Outcome>map(_ -> new Outcome.Delivered()).toList();
        }

        @Override
        public void attach(Adapter to, OutChannel over, String parcelName, byte[] proofBundle) {}
    }
}
