package org.florahub.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.SimpleFileServer;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.florahub.ledger.LeafStore;
import org.florahub.ledger.Ledger;
import org.florahub.ledger.LogCopy;
import org.florahub.ledger.LogKeys;
import org.florahub.ledger.LogVerifier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/// `flora log export` from a copy of a log that a plain web server serves as static files.
class LogCommandTest {

    private static final LogKeys KEYS = LogKeys.generate("example.com/log");

    @TempDir
    private Path folder = Path.of("");

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final List<byte[]> entries = new ArrayList<>();

    @SuppressWarnings("NullAway.Init")
    private HttpServer server;

    @BeforeEach
    void serve() throws Exception {
        Ledger.open(folder.resolve("log"), KEYS, new Listed(List.of()), Clock.systemUTC())
                .close();
        publish(300);
        server = SimpleFileServer.createFileServer(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                folder.resolve("public").toAbsolutePath(),
                SimpleFileServer.OutputLevel.NONE);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void copiesWhatIsThereAndLaterWhatIsNewWithTheKeysItKnows() throws Exception {
        assertThat(export("--key", folder.resolve("public/log.vkey").toString()))
                .isZero();
        assertThat(out.toString()).contains("300 entries copied, now 300");

        publish(250);
        assertThat(export()).isZero();
        assertThat(out.toString()).contains("250 entries copied, now 550");
        for (String file : List.of("checkpoint", "log.vkey", "tile/0/001", "tile/entries/002.p/38", "tile/1/000.p/2")) {
            assertThat(folder.resolve("copy").resolve(file))
                    .hasSameBinaryContentAs(folder.resolve("public").resolve(file));
        }
    }

    @Test
    void saysWhyALogIsNotTheOneThatWasSigned() throws Exception {
        Path bundle = folder.resolve("public/tile/entries/000");
        byte[] bytes = Files.readAllBytes(bundle);
        bytes[5] ^= 1;
        Files.write(bundle, bytes);

        assertThat(export("--key", folder.resolve("public/log.vkey").toString()))
                .isEqualTo(1);
        assertThat(err.toString())
                .contains("do not give the signed root of 300 leaves")
                .doesNotContain("\tat ");
        assertThat(folder.resolve("copy/checkpoint")).doesNotExist();
    }

    @Test
    void saysWhatIsMissing() throws Exception {
        Files.delete(folder.resolve("public/checkpoint"));

        assertThat(export("--key", folder.resolve("public/log.vkey").toString()))
                .isEqualTo(1);
        assertThat(err.toString()).contains("cannot be copied", "checkpoint").doesNotContain("\tat ");
    }

    private int export(String... more) {
        List<String> args =
                new ArrayList<>(List.of("log", "export", folder.resolve("copy").toString()));
        args.addAll(List.of("--from", "http://127.0.0.1:" + server.getAddress().getPort()));
        args.addAll(List.of(more));
        CommandLine flora = Flora.commandLine();
        flora.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
        return flora.execute(args.toArray(String[]::new));
    }

    /// Lets the log grow and puts its files where the server finds them.
    private void publish(int more) throws Exception {
        for (int i = 0; i < more; i++) {
            entries.add(("entry " + entries.size()).getBytes(StandardCharsets.US_ASCII));
        }
        List<byte[]> stored = List.copyOf(entries);
        try (var ledger = Ledger.open(folder.resolve("log"), KEYS, new Listed(stored), Clock.systemUTC())) {
            await().until(() -> ledger.size() == stored.size());
            new LogCopy(folder.resolve("public"), LogVerifier.of(KEYS.verifierKeys()))
                    .update(path -> path.equals("checkpoint")
                            ? ledger.latest().note().getBytes(StandardCharsets.UTF_8)
                            : ledger.files().read(path).orElseThrow(() -> new NoSuchFileException(path)));
        }
    }

    private record Listed(List<byte[]> entries) implements LeafStore {

        @Override
        public long size() {
            return entries.size();
        }

        @Override
        public void entries(long from, long to, EntryConsumer consumer) {
            for (long index = from; index < to; index++) {
                consumer.entry(index, entries.get((int) index));
            }
        }
    }
}
