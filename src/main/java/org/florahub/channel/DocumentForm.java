package org.florahub.channel;

import java.net.http.HttpRequest;
import java.util.Set;
import java.util.TreeSet;
import org.florahub.delivery.Parcel;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.json.JsonMapper;

/// A POST of the document as it is. A repeated one carries the same `Idempotency-Key`, the delivery's id, by which
/// the receiver recognises it.
final class DocumentForm implements CallForm {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final int CODES_MAX = 10;

    private final ProofAddress proofs;

    DocumentForm(ProofAddress proofs) {
        this.proofs = proofs;
    }

    @Override
    public void fill(HttpRequest.Builder call, Parcel parcel) {
        call.header("Content-Type", parcel.mediaType())
                .header("Idempotency-Key", parcel.id().toString())
                .header("Florahub-Name", parcel.name())
                .header("Florahub-Leaves", parcel.properties().getOrDefault("florahub_leaves", ""))
                .header("Florahub-Proof", proofs.of(parcel))
                .POST(HttpRequest.BodyPublishers.ofByteArray(parcel.body()));
    }

    /// The codes that an answer in JSON names, wherever they stand. Other answers say nothing beside their status.
    @Override
    public CallbackAnswer read(byte[] body) {
        Set<String> codes = new TreeSet<>();
        try (JsonParser in = JSON.createParser(body)) {
            for (JsonToken token = in.nextToken(); token != null && codes.size() < CODES_MAX; token = in.nextToken()) {
                boolean code = token == JsonToken.VALUE_STRING && "code".equals(in.currentName());
                if (code && in.getString().matches("[A-Z]\\d{3}")) {
                    codes.add(in.getString());
                }
            }
        } catch (JacksonException _) {
            return new CallbackAnswer(false, false, codes); // what was read up to here is enough
        }
        return new CallbackAnswer(false, false, codes);
    }
}
