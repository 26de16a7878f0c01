package org.florahub.channel;

import jakarta.servlet.http.HttpServletRequest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.apache.camel.Endpoint;
import org.apache.camel.Processor;
import org.florahub.adapter.Adapter;
import org.florahub.adapter.InChannel;
import org.florahub.intake.Content;
import org.florahub.intake.Incoming;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Takes the documents that one authority posts. Each call waits until its document is recorded; many calls at once
/// share commits by themselves.
///
/// It goes on when its adapter changes: a call keeps to the version with which it began, and none is turned away.
///
/// A document of up to 1 MB is held in memory, a larger one in a file of this machine until it has its receipt. One
/// that does not arrive whole is handed to nobody.
final class PostConsumer extends IntakeConsumer {

    private static final Logger LOG = LoggerFactory.getLogger(PostConsumer.class);
    private static final int MEMORY_BYTES = 1 << 20;
    private static final int RETRY_SECONDS = 5;

    private final Postbox postbox;
    private final Path spool;
    private final Turnstile calls = new Turnstile();
    private volatile Served served;

    /// Whose documents are taken, in which format.
    private record Served(Adapter adapter, InChannel channel) {

        long bytesMax() {
            return adapter.limits().bytesMax();
        }
    }

    /// @param spool folder for large documents while they are taken
    PostConsumer(
            Endpoint endpoint, Processor processor, Adapter adapter, InChannel channel, Postbox postbox, Path spool) {
        super(endpoint, processor);
        this.served = new Served(adapter, channel);
        this.postbox = postbox;
        this.spool = spool;
    }

    Turnstile calls() {
        return calls;
    }

    /// Takes documents for another version of the adapter from the next call on.
    void serve(Adapter adapter, InChannel channel) {
        served = new Served(adapter, channel);
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        clear();
        postbox.open(served.adapter().name(), this);
        calls.open();
    }

    /// Returns when the calls inside are answered.
    @Override
    protected void doStop() throws Exception {
        calls.close();
        postbox.close(served.adapter().name(), this);
        super.doStop();
    }

    /// Takes the document of a call and answers it.
    void take(HttpServletRequest call, PostReply reply) throws IOException {
        Served version = served;
        String type = call.getContentType() == null ? "" : call.getContentType().toLowerCase(Locale.ROOT);
        String key = idempotencyKey(call.getHeader("Idempotency-Key"));
        if (type.startsWith("multipart/") || call.getHeader("Content-Encoding") != null) {
            reply.problem(415, "Das Dokument selbst ist der Inhalt: kein Formular, kein Anhang, nicht komprimiert.");
        } else if (key != null && !key.matches("[\\x21-\\x7E]{1,200}")) {
            reply.problem(400, "Der Idempotency-Key hat andere Zeichen als druckbares ASCII oder ist zu lang.");
        } else if (call.getContentLengthLong() > version.bytesMax()) {
            tooLarge(reply, version.bytesMax());
        } else {
            try (InputStream in = call.getInputStream()) {
                take(version, in, key, reply);
            } catch (Bounded.OverflowException _) {
                tooLarge(reply, version.bytesMax());
            }
        }
    }

    private void take(Served version, InputStream in, @Nullable String key, PostReply reply) throws IOException {
        long bytesMax = version.bytesMax();
        byte[] head = in.readNBytes(MEMORY_BYTES + 1);
        if (head.length > bytesMax) {
            tooLarge(reply, bytesMax);
        } else if (head.length <= MEMORY_BYTES) {
            handOver(version, Content.of(head), key, reply);
        } else {
            Path file = Files.createTempFile(spool, "document", ".tmp");
            try {
                try (OutputStream out = new Bounded(Files.newOutputStream(file), bytesMax)) {
                    new SequenceInputStream(new ByteArrayInputStream(head), in).transferTo(out);
                }
                handOver(version, Content.of(file), key, reply);
            } finally {
                Files.deleteIfExists(file);
            }
        }
    }

    private void handOver(Served version, Content content, @Nullable String key, PostReply reply) throws IOException {
        String name = key == null ? "document" : key;
        var incoming = new Incoming(version.adapter(), version.channel(), name, content, key);
        switch (handedOver(incoming)) {
            case Handover.Taken(var receipt) -> reply.receipt(receipt);
            case Handover.Failed(Throwable cause) -> {
                LOG.debug(
                        "a document of {} could not be taken", version.adapter().name(), cause);
                reply.repeatLater(RETRY_SECONDS);
            }
        }
    }

    private Handover handedOver(Incoming incoming) {
        try {
            return handOver(List.of(incoming)).getFirst();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Handover.Failed(e);
        } catch (Exception e) {
            LOG.error("the route {} failed: {}", getRouteId(), e.toString());
            return new Handover.Failed(e);
        }
    }

    private static void tooLarge(PostReply reply, long bytesMax) throws IOException {
        reply.problem(
                413,
                "Das Dokument ist zu groß; höchstens %d Bytes. Teilen oder als Datei abgeben.".formatted(bytesMax));
    }

    /// With or without the quotes that a structured header has.
    private static @Nullable String idempotencyKey(@Nullable String header) {
        if (header == null) {
            return null;
        }
        String key = header.strip();
        return key.length() > 1 && key.startsWith("\"") && key.endsWith("\"")
                ? key.substring(1, key.length() - 1)
                : key;
    }

    private void clear() {
        try {
            ClearText.ofHub(spool);
            try (var left = Files.newDirectoryStream(spool)) {
                for (Path file : left) {
                    Files.deleteIfExists(file);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(spool + ": cannot be created or read. Check its owner and rights.", e);
        }
    }
}
