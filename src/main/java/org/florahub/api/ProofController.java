package org.florahub.api;

import java.util.Optional;
import java.util.UUID;
import org.florahub.adapter.Adapter;
import org.florahub.adapter.AdapterCatalogue;
import org.florahub.delivery.Bundles;
import org.florahub.delivery.LossReports;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/// What belongs to a delivery, for receivers whose channel has no place for a file beside it: its proof bundle and
/// its loss report. For the authority that received it and nobody else: both disclose what was delivered.
@RestController
class ProofController {

    private final Bundles bundles;
    private final LossReports losses;
    private final AdapterCatalogue adapters;

    ProofController(Bundles bundles, LossReports losses, AdapterCatalogue adapters) {
        this.bundles = bundles;
        this.losses = losses;
        this.adapters = adapters;
    }

    /// The bundle of a delivery. Not found also means that no checkpoint covers the delivery yet, which takes about
    /// a second.
    @GetMapping("/proofs/{delivery}.proof")
    ResponseEntity<byte[]> proof(@PathVariable UUID delivery, Authentication caller) {
        return answer(bundles.bundle(delivery)
                .filter(found -> isReceiver(caller, found.destination()))
                .map(found -> new Attachment(found.parcelName() + ".proof", found.bytes())));
    }

    /// What the document of a delivery says less than its events.
    @GetMapping("/proofs/{delivery}.losses")
    ResponseEntity<byte[]> losses(@PathVariable UUID delivery, Authentication caller) {
        return answer(losses.report(delivery)
                .filter(found -> isReceiver(caller, found.destination()))
                .map(found -> new Attachment(delivery + ".losses", found.json())));
    }

    /// A user stands for the adapter whose `credentials` it is, whatever that adapter is called.
    private boolean isReceiver(Authentication caller, String destination) {
        Adapter adapter = adapters.get().ofUser(caller.getName());
        return adapter != null && adapter.name().equals(destination);
    }

    @SuppressWarnings("ArrayRecordComponent") // a carrier
    private record Attachment(String name, byte[] json) {}

    private static ResponseEntity<byte[]> answer(Optional<Attachment> attachment) {
        return attachment
                .map(found -> ResponseEntity.ok()
                        .contentType(MediaType.APPLICATION_JSON)
                        .header(
                                HttpHeaders.CONTENT_DISPOSITION,
                                ContentDisposition.attachment()
                                        .filename(found.name())
                                        .build()
                                        .toString())
                        .body(found.json()))
                .orElseGet(() -> ResponseEntity.notFound().build());
    }
}
