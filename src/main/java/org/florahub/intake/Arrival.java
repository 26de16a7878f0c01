package org.florahub.intake;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntConsumer;
import org.florahub.adapter.Adapter;
import org.florahub.adapter.Adapters;
import org.florahub.event.Field;
import org.florahub.event.Problem;
import org.florahub.record.MessageHeader;
import org.florahub.record.Original;
import org.florahub.transform.Transform;
import org.florahub.transform.template.Given;
import org.florahub.transform.template.Reading;
import org.florahub.transform.template.Sink;
import org.jspecify.annotations.Nullable;

/// One message at work: what was handed over, and what the other packages need to know of it.
record Arrival(Incoming incoming, Adapters adapters) {

    /// Stands in the record for the transform of a message that was too large to be read.
    static final String UNREAD = "unread@0";

    Adapter adapter() {
        return incoming.adapter();
    }

    Transform transform() {
        return incoming.channel().transform();
    }

    Content content() {
        return incoming.content();
    }

    /// The same message with other bytes under it.
    Arrival with(Content content) {
        return new Arrival(
                new Incoming(
                        incoming.adapter(),
                        incoming.channel(),
                        incoming.name(),
                        content,
                        incoming.transportMessageId(),
                        incoming.mayGrow()),
                adapters);
    }

    /// The same message in memory, if it is short enough to be held there.
    Arrival held(IntakeLimits limits) throws IOException {
        boolean apart = content() instanceof Content.OnDisk || content() instanceof Content.Stored;
        if (apart && content().sizeBytes() <= limits.memoryBytesMax()) {
            try (InputStream in = content().open()) {
                return with(Content.of(in.readAllBytes()));
            }
        }
        return this;
    }

    Gate gate() {
        return new Gate(adapter(), adapters, incoming.name());
    }

    /// @param progress is told of each tenth of the bytes that has been read
    Reading read(Sink sink, boolean validate, IntConsumer progress) throws IOException {
        try (InputStream in = new Tenths(content().open(), content().sizeBytes(), progress)) {
            return transform().read(in, incoming.name(), given(), sink, validate);
        }
    }

    byte[] sha256() throws IOException {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            if (content() instanceof Content.Bytes held) {
                return sha256.digest(held.bytes());
            }
            try (var in = new DigestInputStream(content().open(), sha256)) {
                in.transferTo(OutputStream.nullOutputStream());
            }
            return sha256.digest();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    Original original() {
        return switch (content()) {
            case Content.Bytes bytes -> Original.of(bytes.bytes());
            case Content.OnDisk file -> Original.of(file.file());
            case Content.Unread _ -> throw new IllegalStateException("This message is not read");
            case Content.Stored stored -> Original.of(stored.source());
        };
    }

    /// What stands in the record for a message that is not read: its name and size.
    Original reference() {
        return Original.of("%s, %d bytes, not read\n"
                .formatted(incoming.name(), content().sizeBytes())
                .getBytes(StandardCharsets.UTF_8));
    }

    /// The header before the message is read.
    MessageHeader header() {
        return header(transform().toString(), incoming.transportMessageId(), null);
    }

    /// The header with what the message says of itself.
    MessageHeader header(Reading reading) {
        String id = reading.messageId() == null ? incoming.transportMessageId() : reading.messageId();
        return header(transform().identity(reading), id, reading);
    }

    /// The header of a message that is not read.
    MessageHeader unreadHeader() {
        return header(UNREAD, null, null);
    }

    /// Why a message of so many records is not taken; empty if it is.
    Optional<Problem> tooMany(long records) {
        int most = adapter().limits().eventsPerMessageMax();
        if (records <= most) {
            return Optional.empty();
        }
        return Optional.of(new Problem(
                "S999",
                incoming.name(),
                0,
                0,
                null,
                "more records than the sender may send at once",
                "at most %d records".formatted(most),
                "Divide the message, or have limits.eventsPerMessageMax raised in the adapter.yaml of %s."
                        .formatted(adapter().name())));
    }

    private MessageHeader header(String transform, @Nullable String messageId, @Nullable Reading reading) {
        return new MessageHeader(
                adapter().name(),
                adapter().version(),
                transform,
                adapter().authority(),
                adapter().land(),
                incoming.channel().type(),
                incoming.name(),
                messageId,
                reading == null ? null : reading.sentAt());
    }

    private Given given() {
        Map<Field, String> values = new EnumMap<>(Field.class);
        values.put(Field.SOURCE, adapter().authority().toString());
        values.put(Field.SOURCE_NAME, adapter().title());
        if (incoming.transportMessageId() != null) {
            values.put(Field.MESSAGE_ID, incoming.transportMessageId());
        }
        values.putAll(adapter().given());
        return new Given(values);
    }
}
