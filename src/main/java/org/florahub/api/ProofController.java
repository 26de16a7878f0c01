package org.florahub.api;

import java.util.Optional;
import java.util.UUID;
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

    ProofController(Bundles bundles, LossReports losses) {
        this.bundles = bundles;
        this.losses = losses;
    }

    /// The bundle of a delivery. Not found also means that no checkpoint covers the delivery yet, which takes about
    /// a second.
    @GetMapping("/proofs/{delivery}.proof")
    ResponseEntity<byte[]> proof(@PathVariable UUID delivery, Authentication caller) {
        return answer(bundles.bundle(delivery)
                .filter(found -> found.destination().equals(caller.getName()))
                .map(found -> new Attachment(found.parcelName() + ".proof", found.bytes())));
    }

    /// What the document of a delivery says less than its events.
    @GetMapping("/proofs/{delivery}.losses")
    ResponseEntity<byte[]> losses(@PathVariable UUID delivery, Authentication caller) {
        return answer(losses.report(delivery)
                .filter(found -> found.destination().equals(caller.getName()))
                .map(found -> new Attachment(delivery + ".losses", found.json())));
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
