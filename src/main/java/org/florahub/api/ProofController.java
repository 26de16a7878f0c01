package org.florahub.api;

import java.util.Optional;
import java.util.UUID;
import org.florahub.delivery.Bundle;
import org.florahub.delivery.Bundles;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/// Proof bundles for receivers whose channel has no place for a file beside the delivery: queues and SOAP.
@RestController
class ProofController {

    private final Bundles bundles;

    ProofController(Bundles bundles) {
        this.bundles = bundles;
    }

    /// The bundle of a delivery, for the authority that received it and nobody else: it discloses what was delivered.
    /// Not found also means that no checkpoint covers the delivery yet, which takes about a second.
    @GetMapping("/proofs/{delivery}.proof")
    ResponseEntity<byte[]> proof(@PathVariable UUID delivery, Authentication caller) {
        Optional<Bundle> bundle =
                bundles.bundle(delivery).filter(found -> found.destination().equals(caller.getName()));
        return bundle.map(found -> ResponseEntity.ok()
                        .contentType(MediaType.APPLICATION_JSON)
                        .header(
                                HttpHeaders.CONTENT_DISPOSITION,
                                ContentDisposition.attachment()
                                        .filename(found.parcelName() + ".proof")
                                        .build()
                                        .toString())
                        .body(found.bytes()))
                .orElseGet(() -> ResponseEntity.notFound().build());
    }
}
