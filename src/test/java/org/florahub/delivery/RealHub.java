package org.florahub.delivery;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.florahub.adapter.Adapter;
import org.florahub.adapter.Adapters;
import org.florahub.event.Field;
import org.florahub.event.Statement;
import org.florahub.intake.Content;
import org.florahub.intake.Incoming;
import org.florahub.intake.Intake;
import org.florahub.intake.IntakeLimits;
import org.florahub.intake.Receipt;
import org.florahub.intake.Suspension;
import org.florahub.ledger.Ledger;
import org.florahub.ledger.LedgerMismatchException;
import org.florahub.ledger.LogKeys;
import org.florahub.ledger.LogVerifier;
import org.florahub.record.Store;
import org.florahub.transform.template.Given;
import org.florahub.transform.template.Reading;
import org.florahub.transform.template.RejectedRecord;
import org.florahub.transform.template.Sink;
import org.florahub.vault.KeyStore;

/// The pipeline of a hub with everything real but its channels: the repository's adapters and transforms, store,
/// ledger, intake and delivery, on one data folder that can be closed and opened again.
public final class RealHub implements AutoCloseable {

    public static final Path ADAPTERS = Path.of("adapters");
    public static final Path TRANSFORMS = Path.of("transforms");

    private static final DeliveryPolicy QUICK =
            new DeliveryPolicy(500, 1000, 2000, Duration.ofMillis(20), Duration.ofMillis(100), 5);
    private static final char[] PASSPHRASE = "nur fuer diesen Test".toCharArray();

    private final MeterRegistry meters = new SimpleMeterRegistry();
    private final Adapters adapters;
    private final Store store;
    private final Ledger ledger;
    private final LogKeys logKeys;
    private final Bundles bundles;
    private final Dispatcher dispatcher;
    private final Intake intake;

    private RealHub(Path data, Path adapterFolders, Path transforms, Sender sender, IntakeLimits limits)
            throws IOException {
        try {
            Path keyFile = data.resolve("keystore");
            KeyStore keys = Files.exists(keyFile)
                    ? KeyStore.open(keyFile, PASSPHRASE.clone())
                    : KeyStore.create(keyFile, PASSPHRASE.clone());
            adapters = Adapters.load(adapterFolders, transforms);
            store = Store.open(data, keys, new CompetenceRules(() -> adapters), Clock.systemUTC(), meters);
            logKeys = logKeys(data.resolve("log.key"));
            ledger = Ledger.open(data.resolve("ledger"), logKeys, store.leaves(), Clock.systemUTC());
            store.listen((_, _) -> ledger.signal());
            bundles = Bundles.start(store, ledger, Checkpoints.of(ledger), () -> adapters, sender, Clock.systemUTC());
            dispatcher = Dispatcher.start(store, adapters, sender, bundles, QUICK, Clock.systemUTC(), meters);
            intake = new Intake(store, () -> adapters, limits, Suspension.NEVER, meters);
        } catch (LedgerMismatchException e) {
            throw new IllegalStateException(e);
        }
    }

    public static RealHub open(Path data, Sender sender) {
        return open(data, TRANSFORMS, sender, IntakeLimits.standard());
    }

    /// With other adapters than the repository's.
    public static RealHub open(Path data, Sender sender, Path adapters) {
        return open(data, adapters, TRANSFORMS, sender, IntakeLimits.standard());
    }

    public static RealHub open(Path data, Path transforms, Sender sender, IntakeLimits limits) {
        return open(data, ADAPTERS, transforms, sender, limits);
    }

    private static RealHub open(Path data, Path adapters, Path transforms, Sender sender, IntakeLimits limits) {
        try {
            return new RealHub(data, adapters, transforms, sender, limits);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Adapter adapter(String name) {
        Adapter adapter = adapters.get(name);
        if (adapter == null) {
            throw new IllegalArgumentException(name);
        }
        return adapter;
    }

    /// A message of that adapter over its one channel, as bytes.
    public Receipt receive(String adapter, String name, byte[] bytes) {
        return receive(adapter, name, Content.of(bytes));
    }

    /// A sample of the repository, as its file.
    public Receipt receive(Path sample) {
        try {
            return receive(sample.getName(1).toString(), sample.getFileName().toString(), Content.of(sample));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Receipt receive(String adapter, String name, Content content) {
        Adapter sender = adapter(adapter);
        return intake.receive(new Incoming(sender, sender.in().getFirst(), name, content, null));
    }

    public Intake intake() {
        return intake;
    }

    public Store store() {
        return store;
    }

    public Ledger ledger() {
        return ledger;
    }

    public Bundles bundles() {
        return bundles;
    }

    public Dispatcher dispatcher() {
        return dispatcher;
    }

    public MeterRegistry meters() {
        return meters;
    }

    public LogVerifier verifier() {
        return LogVerifier.of(logKeys.verifierKeys());
    }

    /// What a delivered document says, read in the destination's own format, in the order of the document.
    public List<Statement> read(String destination, Path file) {
        var statements = new ArrayList<Statement>();
        var sink = new Sink() {
            @Override
            public void statement(Statement statement, int line) {
                statements.add(statement);
            }

            @Override
            public void rejected(RejectedRecord row) {
                throw new AssertionError(row);
            }
        };
        var given = new Given(Map.of(Field.SOURCE, "dbs:000001"));
        try (InputStream in = Files.newInputStream(file)) {
            Reading reading = adapter(destination).out().getFirst().transform().read(in, "delivered", given, sink);
            if (!reading.counts()) {
                throw new AssertionError(reading.problems());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return statements;
    }

    /// Nothing waits for any destination, parked cases not counted.
    public boolean idle() {
        return store.outbox().destinations().isEmpty();
    }

    @Override
    public void close() {
        dispatcher.close();
        bundles.close();
        ledger.close();
        store.close();
    }

    private static LogKeys logKeys(Path file) throws IOException {
        if (!Files.exists(file)) {
            Files.write(file, LogKeys.generate("test.florahub.example/log").encode());
        }
        return LogKeys.decode(Files.readAllBytes(file));
    }
}
