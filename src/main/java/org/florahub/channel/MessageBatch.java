package org.florahub.channel;

import jakarta.jms.BytesMessage;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.TextMessage;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import org.florahub.adapter.Adapter;
import org.florahub.adapter.InChannel;
import org.florahub.intake.Content;
import org.florahub.intake.Incoming;
import org.jspecify.annotations.Nullable;

/// Messages of a queue as intake takes them. Large ones are copied to a file, which goes when the batch is closed.
///
/// Bytes are taken as they are and text as UTF-8. Other kinds of JMS message hold no document: they count as empty,
/// and Java objects in them are never read.
final class MessageBatch implements AutoCloseable {

    /// Artemis' way to stream a large body: setting this property copies it.
    private static final String SAVE_STREAM = "JMS_AMQ_SaveStream";

    private static final int MEMORY_BYTES = 1 << 20;

    private final Adapter adapter;
    private final InChannel channel;
    private final Path spool;
    private final List<Message> messages = new ArrayList<>();
    private final List<Incoming> incoming = new ArrayList<>();
    private final List<@Nullable Path> files = new ArrayList<>();
    private long bytes;

    /// An empty batch.
    ///
    /// @param spool the folder for large messages; created when one comes
    MessageBatch(Adapter adapter, InChannel channel, Path spool) {
        this.adapter = adapter;
        this.channel = channel;
        this.spool = spool;
    }

    /// Adds a message. To be called before the next one is received: that makes the client forget what it has not
    /// yet fetched of a large one.
    void add(Message message) throws JMSException, IOException {
        long size = sizeBytes(message);
        Path file = size > MEMORY_BYTES ? copied(message) : null;
        Content content = file == null ? Content.of(bytes(message)) : Content.of(file);
        String id = message.getJMSMessageID();
        messages.add(message);
        files.add(file);
        incoming.add(new Incoming(adapter, channel, id == null ? "message" : Names.clean(id), content, id));
        bytes += file == null ? size : 0;
    }

    /// As they came, in the order of the queue.
    List<Message> messages() {
        return messages;
    }

    /// For intake, in the order of the queue.
    List<Incoming> incoming() {
        return incoming;
    }

    /// Bytes that the batch holds in memory.
    long bytes() {
        return bytes;
    }

    /// Gives the document of a message to a new one, for another queue.
    void copyTo(BytesMessage copy, int index) throws JMSException, IOException {
        try (InputStream in = incoming.get(index).content().open()) {
            byte[] buffer = new byte[64 << 10];
            for (int read = in.read(buffer); read > 0; read = in.read(buffer)) {
                copy.writeBytes(buffer, 0, read);
            }
        }
    }

    /// Bytes of the document in a message, as far as they are known before it is read; text counts two for each
    /// character.
    private static long sizeBytes(Message message) throws JMSException {
        return switch (message) {
            case BytesMessage bytes -> bytes.getBodyLength();
            case TextMessage text ->
                text.getText() == null ? 0 : 2L * text.getText().length();
            default -> 0;
        };
    }

    /// Moves the file of a large message to where the hub keeps what it refused to read.
    void setAside(int index, Path refused) throws IOException {
        Path file = files.get(index);
        if (file != null) {
            ClearText.shared(refused);
            String name = incoming.get(index).name().replaceAll("[^A-Za-z0-9._-]", "_");
            Files.move(file, refused.resolve(name), StandardCopyOption.REPLACE_EXISTING);
        }
    }

    @Override
    public void close() throws IOException {
        for (Path file : files) {
            if (file != null) {
                Files.deleteIfExists(file);
            }
        }
    }

    private static byte[] bytes(Message message) throws JMSException {
        return switch (message) {
            case BytesMessage bytes -> {
                byte[] body = new byte[Math.toIntExact(bytes.getBodyLength())];
                bytes.reset();
                bytes.readBytes(body);
                yield body;
            }
            case TextMessage text when text.getText() != null -> text.getText().getBytes(StandardCharsets.UTF_8);
            default -> new byte[0];
        };
    }

    private Path copied(Message message) throws JMSException, IOException {
        ClearText.ofHub(spool);
        Path file = Files.createTempFile(spool, "message", ".tmp");
        try (OutputStream out = Files.newOutputStream(file)) {
            if (message instanceof BytesMessage) {
                message.setObjectProperty(SAVE_STREAM, out); // blocks until all of it is written
            } else {
                out.write(bytes(message));
            }
        }
        return file;
    }
}
