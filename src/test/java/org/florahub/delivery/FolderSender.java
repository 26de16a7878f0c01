package org.florahub.delivery;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.florahub.adapter.Adapter;
import org.florahub.adapter.OutChannel;
import org.florahub.event.Problem;
import org.jspecify.annotations.Nullable;

/// A destination of files for tests: a folder per adapter, each parcel a file of its name. It fails on command, and
/// it fails the test when a name ever comes with other bytes.
public final class FolderSender implements Sender {

    private final Path root;
    private final Map<String, Boolean> down = new ConcurrentHashMap<>();
    private final Map<String, String> refused = new ConcurrentHashMap<>();
    private final Map<String, String> failing = new ConcurrentHashMap<>();
    private final Map<String, UUID> ids = new ConcurrentHashMap<>();
    private final Map<String, Boolean> forgetful = new ConcurrentHashMap<>();
    private final Map<String, CountDownLatch> hanging = new ConcurrentHashMap<>();
    private final AtomicInteger attempts = new AtomicInteger();
    private final Set<String> bundlesRefused = ConcurrentHashMap.newKeySet();
    private final List<String> broken = new ArrayList<>();

    public FolderSender(Path root) {
        this.root = root;
    }

    /// From now on this destination cannot be reached, or can again.
    public void down(String adapter, boolean isDown) {
        down.put(adapter, isDown);
    }

    /// Refuses whatever contains this text.
    public void refuse(String adapter, String text) {
        refused.put(adapter, text);
    }

    /// Cannot deliver whatever contains this text, but everything else.
    public void failFor(String adapter, String text) {
        failing.put(adapter, text);
    }

    /// The delivery that brought a file.
    public UUID delivery(Path file) {
        return Objects.requireNonNull(ids.get(file.getFileName().toString()));
    }

    public void acceptAll(String adapter) {
        refused.remove(adapter);
    }

    /// Takes the parcels and then says that it could not be reached: what a crash between sending and noting looks
    /// like.
    public void takeWithoutSaying(String adapter, boolean isForgetful) {
        forgetful.put(adapter, isForgetful);
    }

    /// Puts no bundle for this destination anywhere, as if the folder could not be written.
    public void refuseBundles(String adapter) {
        bundlesRefused.add(adapter);
    }

    /// Takes no bundle for this destination until the latch is down, and gives no answer either.
    public void hangAtBundles(String adapter, CountDownLatch end) {
        hanging.put(adapter, end);
    }

    public int attempts() {
        return attempts.get();
    }

    /// Names that came a second time with other bytes.
    public synchronized List<String> broken() {
        return List.copyOf(broken);
    }

    public Path folder(String adapter) {
        return root.resolve(adapter);
    }

    /// The delivered files in the order of their names.
    public List<Path> files(String adapter) {
        return list(adapter, false);
    }

    /// The proof bundles in the order of their names.
    public List<Path> proofs(String adapter) {
        return list(adapter, true);
    }

    @Override
    public List<Outcome> send(Adapter to, OutChannel over, List<Parcel> batch) {
        attempts.incrementAndGet();
        if (down.getOrDefault(to.name(), false)) {
            return List.of(new Outcome.Unreachable("The test has switched it off."));
        }
        var outcomes = new ArrayList<Outcome>();
        for (Parcel parcel : batch) {
            if (contains(parcel, failing.get(to.name()))) {
                outcomes.add(new Outcome.Unreachable("The test lets this one fail."));
                return outcomes;
            }
            if (contains(parcel, refused.get(to.name()))) {
                outcomes.add(new Outcome.Refused(
                        new Problem("X001", parcel.name(), 0, 0, null, "a refusal", "none", "Look at it.")));
                return outcomes;
            }
            ids.put(parcel.name(), parcel.id());
            put(to.name(), parcel.name(), parcel.body());
            outcomes.add(new Outcome.Delivered());
        }
        return forgetful.getOrDefault(to.name(), false)
                ? List.of(new Outcome.Unreachable("The test lets the hub forget."))
                : outcomes;
    }

    @Override
    public void attach(Adapter to, OutChannel over, String parcelName, byte[] proofBundle) {
        if (bundlesRefused.contains(to.name())) {
            throw new UncheckedIOException(new IOException("The test refuses bundles."));
        }
        CountDownLatch end = hanging.get(to.name());
        if (end != null) {
            awaitUninterruptibly(end);
        }
        write(folder(to.name()), parcelName + ".proof", proofBundle);
    }

    private static void awaitUninterruptibly(CountDownLatch end) {
        try {
            end.await();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private static boolean contains(Parcel parcel, @Nullable String text) {
        return text != null && new String(parcel.body(), StandardCharsets.UTF_8).contains(text);
    }

    private void put(String adapter, String name, byte[] body) {
        Path file = folder(adapter).resolve(name);
        try {
            if (Files.exists(file) && !Arrays.equals(Files.readAllBytes(file), body)) {
                synchronized (this) {
                    broken.add(name);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        write(folder(adapter), name, body);
    }

    private static void write(Path folder, String name, byte[] body) {
        try {
            Files.createDirectories(folder);
            Path temporary = Files.write(folder.resolve(name + ".tmp"), body);
            Files.move(temporary, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<Path> list(String adapter, boolean proofs) {
        if (!Files.isDirectory(folder(adapter))) {
            return List.of();
        }
        try (var files = Files.list(folder(adapter))) {
            return files.filter(file -> !file.toString().endsWith(".tmp"))
                    .filter(file -> file.toString().endsWith(".proof") == proofs)
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
