package org.florahub.demo;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// A partner that drops files into a folder, finds the answer beside it, and collects files from a third.
///
/// It writes as a careful system does: under a name that the hub does not look at, then by renaming.
final class FolderPartner implements Partner {

    private static final Duration LOOK_EVERY = Duration.ofMillis(40);
    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(30);

    private final String name;
    private final Path exchange;
    private final Set<String> seen = new HashSet<>();
    private volatile boolean closed;

    /// @param exchange the folder that holds `in`, `answers` and `out`
    FolderPartner(String name, Path exchange) {
        this.name = name;
        this.exchange = exchange;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Reply send(Letter letter) throws IOException {
        Path in = exchange.resolve("in");
        Path temporary = in.resolve("." + letter.name() + ".tmp");
        Files.write(temporary, letter.body());
        Files.move(temporary, in.resolve(letter.name()), StandardCopyOption.ATOMIC_MOVE);
        return answer(letter);
    }

    /// The names of answers begin like the message's; rejected rows are a second file beside the receipt.
    private Reply answer(Letter letter) throws IOException {
        String stem = letter.name().substring(0, letter.name().lastIndexOf('.'));
        long until = System.nanoTime() + ANSWER_WITHIN.toNanos();
        while (System.nanoTime() < until && !closed) {
            Reply reply = answerNow(stem);
            if (reply != null) {
                return reply;
            }
            LockSupport.parkNanos(LOOK_EVERY.toNanos());
        }
        throw new IOException(
                "%s: no answer to %s within %d s".formatted(name, letter.name(), ANSWER_WITHIN.toSeconds()));
    }

    private @Nullable Reply answerNow(String stem) throws IOException {
        List<Path> answers = files(exchange.resolve("answers"));
        for (Path file : answers) {
            String answer = file.getFileName().toString();
            if (answer.startsWith(stem + "-quittung") || answer.startsWith(stem + "-rueckweisung")) {
                Reply reply = Reply.read(Files.readAllBytes(file));
                return reply.verdict() == Reply.Verdict.PARTLY ? withRows(reply, stem, answers) : reply;
            }
        }
        return null;
    }

    private static @Nullable Reply withRows(Reply reply, String stem, List<Path> answers) throws IOException {
        for (Path file : answers) {
            if (file.getFileName().toString().startsWith(stem + "-abgewiesen")) {
                return reply.withRows(Files.readAllBytes(file));
            }
        }
        return null;
    }

    @Override
    public void receive(Consumer<Arrival> arrivals) {
        Thread.ofVirtual().name(name + "-collects").start(() -> {
            while (!closed) {
                collect(arrivals);
                LockSupport.parkNanos(LOOK_EVERY.toNanos());
            }
        });
    }

    private void collect(Consumer<Arrival> arrivals) {
        try {
            for (Path file : files(exchange.resolve("out"))) {
                String id = file.getFileName().toString();
                if (!id.endsWith(".proof") && !id.endsWith(".losses") && seen.add(id)) {
                    arrivals.accept(new Arrival(name, id, Files.readAllBytes(file), System.nanoTime()));
                }
            }
        } catch (IOException _) {
            // the folder is not there yet, or the hub has just taken its temporary file away: look again
        }
    }

    private static List<Path> files(Path folder) throws IOException {
        var files = new ArrayList<Path>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
            for (Path entry : entries) {
                if (!entry.getFileName().toString().startsWith(".") && Files.isRegularFile(entry)) {
                    files.add(entry);
                }
            }
        } catch (NoSuchFileException _) {
            return List.of();
        }
        files.sort(Comparator.comparing(Path::getFileName));
        return files;
    }

    @Override
    public void close() {
        closed = true;
    }
}
