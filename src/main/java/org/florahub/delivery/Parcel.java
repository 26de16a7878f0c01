package org.florahub.delivery;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// One document on its way to one destination. Whenever it is sent again, id, name and bytes are the same.
///
/// Immutable; the body must not be changed.
public final class Parcel {

    private final UUID id;
    private final long sequence;
    private final String name;
    private final String mediaType;
    private final byte[] body;
    private final byte @Nullable [] lossReport;
    private final List<Long> leafIndices;
    private final Map<String, String> properties;

    Parcel(
            UUID id,
            long sequence,
            String name,
            String mediaType,
            byte[] body,
            byte @Nullable [] lossReport,
            List<Long> leafIndices,
            Map<String, String> properties) {
        this.id = id;
        this.sequence = sequence;
        this.name = name;
        this.mediaType = mediaType;
        this.body = body;
        this.lossReport = lossReport;
        this.leafIndices = List.copyOf(leafIndices);
        this.properties = Map.copyOf(properties);
    }

    /// The delivery's id, by which a receiver or a broker recognises a repeat.
    public UUID id() {
        return id;
    }

    /// Rises with the order in which the destination's parcels were formed. The first event's outbox number.
    public long sequence() {
        return sequence;
    }

    /// File name: the sequence in ten digits, eight characters of the id, and the format's extension.
    public String name() {
        return name;
    }

    public String mediaType() {
        return mediaType;
    }

    /// The bytes, not copied: whoever changes them breaks the promise of the same bytes.
    @SuppressWarnings("ExposedArray")
    public byte[] body() {
        return body;
    }

    /// What the document says less than its events, as JSON to be put beside it; `null` if the receiver does not
    /// want it.
    @SuppressWarnings("ExposedArray")
    public byte @Nullable [] lossReport() {
        return lossReport;
    }

    /// The bytes as a stream.
    public InputStream open() {
        return new ByteArrayInputStream(body);
    }

    /// Where its events stand in the ledger, in the order of the document.
    public List<Long> leafIndices() {
        return leafIndices;
    }

    /// For channels that carry properties beside the body: `florahub_delivery`, `florahub_leaves` (indices
    /// separated by commas, at most the first 20), `florahub_proof` (path of the proof bundle under the hub's
    /// address).
    public Map<String, String> properties() {
        return properties;
    }

    /// Names the parcel by id and name only.
    @Override
    public String toString() {
        return "Parcel[" + id + " " + name + "]";
    }
}
