package org.florahub.channel;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.florahub.event.Problem;
import org.florahub.intake.AnswerDocuments;
import org.florahub.intake.Incoming;
import org.florahub.intake.Receipt;

/// Stands where intake stands: keeps what channels hand over, and answers as the test says.
final class TestReceiver implements Receiver {

    private final Queue<String> texts = new ConcurrentLinkedQueue<>();
    private final Queue<Incoming> received = new ConcurrentLinkedQueue<>();
    private final AtomicLong numbers = new AtomicLong();
    private volatile Function<String, Receipt> answers = this::accepted;

    /// From now on, what a message with this text gets; the function may throw.
    void answerWith(Function<String, Receipt> function) {
        answers = function;
    }

    /// Forgets everything and accepts again.
    void reset() {
        answers = this::accepted;
        texts.clear();
        received.clear();
    }

    /// The messages handed over, as text, in the order in which they came.
    List<String> texts() {
        return List.copyOf(texts);
    }

    List<Incoming> received() {
        return List.copyOf(received);
    }

    @Override
    public List<Future<Receipt>> receive(List<Incoming> messages) {
        return messages.stream().map(this::receipt).toList();
    }

    private Future<Receipt> receipt(Incoming incoming) {
        var receipt = new FutureTask<>(() -> receive(incoming));
        receipt.run();
        return receipt;
    }

    private Receipt receive(Incoming incoming) {
        String text;
        if (incoming.content().sizeBytes() > incoming.adapter().limits().bytesMax()) {
            received.add(incoming);
            return new Receipt.Refused(
                    numbers.incrementAndGet(), List.of(problem()), List.of(AnswerDocuments.of("refused.xml", "<no/>")));
        }
        try (InputStream in = incoming.content().open()) {
            text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Receipt receipt = answers.apply(text);
        received.add(incoming);
        texts.add(text);
        return receipt;
    }

    Receipt accepted(String text) {
        long number = numbers.incrementAndGet();
        return new Receipt.Accepted(
                number,
                1,
                0,
                List.of(AnswerDocuments.of("m%08x-quittung.xml".formatted(text.hashCode()), "<yes/>")),
                false);
    }

    Receipt rejected(String text) {
        long number = numbers.incrementAndGet();
        return new Receipt.Rejected(
                number,
                0,
                List.of(problem()),
                List.of(AnswerDocuments.of("m%08x-rueckweisung.xml".formatted(text.hashCode()), "<no/>")),
                false);
    }

    static Problem problem() {
        return new Problem("S010", "name", 7, 0, "/a/b", "is no code", "a code", "Correct it.");
    }
}
