package org.florahub.record;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.florahub.event.Field;
import org.florahub.event.Statement;
import org.florahub.vault.BrokenKeyStoreException;
import org.florahub.vault.KeyStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The vault gets a new wrapping key while it is used, and nothing is lost on the way.
class KeyRotationTest {

    private static final int PERSONS_PER_MESSAGE = 500;
    private static final Duration LONG = Duration.ofSeconds(60);

    @TempDir
    private Path folder = Path.of("");

    private static void record(Hub hub, int message) {
        Statement[] arrivals = IntStream.range(0, PERSONS_PER_MESSAGE)
                .mapToObj(
                        row -> Hub.arrived(message * PERSONS_PER_MESSAGE + row).build())
                .toArray(Statement[]::new);
        assertThat(hub.rows("message " + message, arrivals).events()).isEqualTo(PERSONS_PER_MESSAGE);
    }

    private static void record(Hub hub, int from, int to) {
        for (int message = from; message < to; message++) {
            record(hub, message);
        }
    }

    private static void awaitEnd(Hub hub) {
        await().atMost(LONG).until(() -> !hub.store.rotation().progress().going());
        assertThat(hub.store.rotation().progress().unreadable()).isZero();
    }

    private static List<String> names(KeyStore keys) {
        return keys.shown().stream().map(KeyStore.Shown::name).toList();
    }

    private static void readsEverything(Hub hub, int messages) throws IOException {
        var names = new ArrayList<String>();
        for (RecordedEvent event : hub.store.events().from(1, messages * PERSONS_PER_MESSAGE + 1)) {
            names.add(event.personal().get(Field.PERSON_FAMILY_NAME));
        }
        assertThat(names).hasSize(messages * PERSONS_PER_MESSAGE).doesNotHaveDuplicates();
        assertThat(names.getFirst()).isEqualTo("Beispielmann0");
        for (int message = 0; message < messages; message++) {
            try (InputStream original = hub.store.events().original(message + 1)) {
                assertThat(new String(original.readAllBytes(), UTF_8)).isEqualTo("message " + message);
            }
            assertThat(hub.store.cases().named(Field.PERSON_AZR_NUMBER, Hub.azr(message * PERSONS_PER_MESSAGE)))
                    .singleElement()
                    .satisfies(found ->
                            assertThat(found.parts().getFirst().persons()).isNotEmpty());
        }
    }

    @Test
    void wrapsEverythingAnewWhileMessagesComeAndForgetsTheFormerKey() throws IOException {
        Path file = folder.resolve("keys/keystore");
        try (var hub = new Hub(folder)) {
            record(hub, 0, 4);
            Files.copy(file, folder.resolve("backup"), StandardCopyOption.REPLACE_EXISTING);
            String before = Hub.keys(folder).shown().getLast().fingerprint();

            assertThat(hub.store.rotation().begin("operator")).isTrue();
            assertThat(hub.store.rotation().progress().of())
                    .as("known at once")
                    .isGreaterThanOrEqualTo(4 * PERSONS_PER_MESSAGE);
            record(hub, 4, 8);
            awaitEnd(hub);

            KeyStore keys = Hub.keys(folder);
            assertThat(names(keys)).containsExactly("INDEX", "KNOWN", "WRAP");
            assertThat(keys.shown().getLast().fingerprint()).isNotEqualTo(before);
            assertThat(hub.store.rotation().progress().done()).isGreaterThanOrEqualTo(4 * PERSONS_PER_MESSAGE);
            readsEverything(hub, 8);
        }
        try (var again = new Hub(folder)) {
            readsEverything(again, 8);
            assertThat(again.store.rotation().begin("operator"))
                    .as("a second time")
                    .isTrue();
            awaitEnd(again);
            readsEverything(again, 8);
        }
        Files.copy(folder.resolve("backup"), file, StandardCopyOption.REPLACE_EXISTING);
        assertThatThrownBy(() -> new Hub(folder).close())
                .isInstanceOf(BrokenKeyStoreException.class)
                .hasMessageContainingAll("opens nothing of what", "older than the last rotation");
    }

    @Test
    void goesOnAfterAKillAndCanReadEverythingAllTheWhile() throws Exception {
        int messages = 12;
        try (var hub = new Hub(folder)) {
            record(hub, 0, messages);
        }
        Process child = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Rotating.class.getName(),
                        folder.toString())
                .redirectErrorStream(true)
                .start();
        try (BufferedReader said = child.inputReader()) {
            assertThat(said.lines().anyMatch("some are wrapped anew"::equals)).isTrue();
        } finally {
            child.destroyForcibly().waitFor();
        }
        assertThat(names(Hub.keys(folder))).as("killed in the middle").contains("WRAP.former");

        try (var hub = new Hub(folder)) {
            readsEverything(hub, messages);
            awaitEnd(hub);
            readsEverything(hub, messages);
        }
        assertThat(names(Hub.keys(folder))).containsExactly("INDEX", "KNOWN", "WRAP");
        try (var hub = new Hub(folder)) {
            readsEverything(hub, messages);
        }
    }

    /// Says when it is in the middle, and stands still there until it is killed.
    static final class Rotating {

        private Rotating() {}

        static void main(String[] arguments) {
            @SuppressWarnings("resource") // killed
            var hub = new Hub(Path.of(arguments[0]));
            hub.store.rotation().begin("operator");
            while (hub.store.rotation().progress().done() < PERSONS_PER_MESSAGE) {
                Thread.onSpinWait();
            }
            hub.store.rotation().close();
            System.out.println("some are wrapped anew");
            await().forever().until(() -> false);
        }
    }

    @Test
    void refusesTheKeyStoreOfAnotherHub() throws IOException {
        try (var hub = new Hub(folder)) {
            record(hub, 0, 1);
        }
        Path own = Files.move(folder.resolve("keys/keystore"), folder.resolve("own"));
        Hub.keys(folder);

        assertThatThrownBy(() -> new Hub(folder).close())
                .isInstanceOf(BrokenKeyStoreException.class)
                .hasMessageContainingAll("keystore: found a key store that opens nothing of what", "another hub");

        Files.move(own, folder.resolve("keys/keystore"), StandardCopyOption.REPLACE_EXISTING);
        try (var hub = new Hub(folder)) {
            readsEverything(hub, 1);
        }
    }

    @Test
    void refusesASecondRotationWhileOneIsGoingOn() {
        KeyStore keys;
        try (var hub = new Hub(folder)) {
            record(hub, 0, 4);
            hub.store.rotation().close();
            assertThat(hub.store.rotation().begin("operator")).isTrue();
            assertThat(hub.store.rotation().begin("operator")).isFalse();
            keys = Hub.keys(folder);
        }
        assertThat(names(keys)).containsOnlyOnce("WRAP.former");
    }
}
