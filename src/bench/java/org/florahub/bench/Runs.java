package org.florahub.bench;

import com.sun.management.OperatingSystemMXBean;
import jakarta.jms.JMSConsumer;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.JMSProducer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/// The runs, the same for every system. One at a time; not thread-safe.
///
/// Queue and file runs start the clock when all messages appear in the entrance at once (one commit, or one burst
/// of renames) and stop it when the last one lies in the last queue: receivers' work is not in the time. Then the
/// queues are emptied and what arrived is compared, number by number.
final class Runs {

    private static final long PATIENCE_NANOS = 300_000_000_000L;
    private static final long GLANCE_NANOS = 2_000_000;
    private static final long COLLECTION_NANOS = 1_000_000_000;
    private static final long RECEIVE_MILLIS = 30_000;

    private final Subject subject;
    private final Heap heap = Heap.watched();
    private final OperatingSystemMXBean process = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    Runs(Subject subject) {
        this.subject = subject;
    }

    /// A backlog of messages in one queue, to two queues. One sender offers all of them in one transaction.
    Measured queue(long first, int count) throws JMSException {
        try (JMSContext context = subject.sender().createContext(JMSContext.SESSION_TRANSACTED)) {
            JMSProducer producer = context.createProducer();
            for (long number = first; number < first + count; number++) {
                producer.send(context.createQueue(subject.inQueue()), Traffic.decision(number));
            }
            return toQueues(first, count, context::commit);
        }
    }

    /// A folder of files, to two queues. The files are renamed into the folder as the clock starts.
    Measured files(long first, int count) throws JMSException, IOException {
        Path filled = Files.createTempDirectory(subject.inbox().toAbsolutePath().getParent(), "filled");
        Traffic.dropDecisions(filled, first, count);
        Measured measured = toQueues(first, count, () -> moveAll(filled, subject.inbox()));
        Files.delete(filled);
        return measured;
    }

    private Measured toQueues(long first, int count, Runnable open) throws JMSException {
        var watch = new Stopwatch();
        open.run();
        await(() -> subject.outQueues().stream().allMatch(out -> subject.depth(out) >= count));
        Measured measured = watch.stop(count);
        var tallies = new ArrayList<Tally>();
        for (String out : subject.outQueues()) {
            tallies.add(new Drain(subject.receiver(out), out).rest());
        }
        return measured.checked(first, tallies);
    }

    /// One long CSV file, to one queue that is read meanwhile, until the last row is delivered and anchored.
    Measured rows(long first, int count) throws JMSException, IOException {
        Path inbox = subject.rowsInbox();
        Path hidden = inbox.resolve(".rows-%d.csv".formatted(first));
        Traffic.writeRows(hidden, first, count);
        String out = subject.rowsQueue();
        var watch = new Stopwatch();
        Files.move(hidden, inbox.resolve("rows-%d.csv".formatted(first)), StandardCopyOption.ATOMIC_MOVE);
        var drain = new Drain(subject.receiver(out), out);
        drain.until(count);
        boolean anchored = await(subject::anchored);
        Measured measured = watch.stop(count).checked(first, List.of(drain.rest()));
        return anchored ? measured : Measured.failed("not anchored");
    }

    /// The same while collecting garbage once a second: the most heap that was alive. Its time means nothing.
    Measured rowsHeap(long first, int count) throws JMSException, IOException, InterruptedException {
        double[] most = {Heap.aliveMb()};
        Thread collector = Thread.ofPlatform().daemon().start(() -> {
            while (!Thread.currentThread().isInterrupted()) {
                most[0] = Math.max(most[0], Heap.aliveMb());
                LockSupport.parkNanos(COLLECTION_NANOS);
            }
        });
        Measured measured = rows(first, count);
        collector.interrupt();
        collector.join();
        return measured.withHeap(most[0]);
    }

    /// Messages one after the other, each from before its sending until it was received from both queues.
    Measured lone(long first, int count) throws JMSException {
        var millis = new ArrayList<Double>();
        var tallies = List.of(new Tally(), new Tally());
        var watch = new Stopwatch();
        try (JMSContext sender = subject.sender().createContext(JMSContext.AUTO_ACKNOWLEDGE);
                JMSContext one = receiver(0);
                JMSContext two = receiver(1)) {
            JMSProducer producer = sender.createProducer();
            List<JMSConsumer> consumers = List.of(consumer(one, 0), consumer(two, 1));
            for (int i = 0; i < count; i++) {
                byte[] message = Traffic.decision(first + i);
                long start = System.nanoTime();
                producer.send(sender.createQueue(subject.inQueue()), message);
                for (int out = 0; out < 2; out++) {
                    tallies.get(out).add(Drain.text(consumers.get(out).receive(RECEIVE_MILLIS)));
                }
                millis.add((System.nanoTime() - start) / 1e6);
            }
        }
        return watch.stop(count).withMillis(millis).checked(first, tallies);
    }

    private JMSContext receiver(int out) {
        return subject.receiver(subject.outQueues().get(out)).createContext(JMSContext.AUTO_ACKNOWLEDGE);
    }

    private JMSConsumer consumer(JMSContext context, int out) {
        return context.createConsumer(context.createQueue(subject.outQueues().get(out)));
    }

    private static void moveAll(Path from, Path to) {
        try (var files = Files.newDirectoryStream(from)) {
            for (Path file : files) {
                Files.move(file, to.resolve(file.getFileName()), StandardCopyOption.ATOMIC_MOVE);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean await(BooleanSupplier condition) {
        long deadline = System.nanoTime() + PATIENCE_NANOS;
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                return false;
            }
            LockSupport.parkNanos(GLANCE_NANOS);
        }
        return true;
    }

    /// Time, CPU, durable waits and heap from its making on.
    private final class Stopwatch {

        private final long waits = subject.durableWaits();
        private final long cpuNanos = process.getProcessCpuTime();
        private final long startNanos = System.nanoTime();

        Stopwatch() {
            heap.forget();
        }

        Measured stop(int count) {
            double seconds = (System.nanoTime() - startNanos) / 1e9;
            double cpuMicros = (process.getProcessCpuTime() - cpuNanos) / 1e3 / count;
            double waitsEach = (double) (subject.durableWaits() - waits) / count;
            return new Measured(count, seconds, cpuMicros, waitsEach, heap.mostMb(), List.of(), "", "");
        }
    }
}
