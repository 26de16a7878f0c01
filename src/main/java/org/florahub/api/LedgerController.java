package org.florahub.api;

import java.util.stream.Collectors;
import org.florahub.ledger.Ledger;
import org.florahub.ledger.VerifierKey;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/// The ledger's public part: its last checkpoint and the keys it is signed with. Nothing personal, open to everyone
/// who reaches the hub.
@RestController
@RequestMapping("/ledger")
class LedgerController {

    private final Ledger ledger;

    LedgerController(Ledger ledger) {
        this.ledger = ledger;
    }

    /// The last signed checkpoint as a signed note (C2SP tlog-checkpoint).
    @GetMapping(value = "/checkpoint", produces = MediaType.TEXT_PLAIN_VALUE)
    ResponseEntity<String> checkpoint() {
        return ResponseEntity.ok()
                .cacheControl(CacheControl.noStore())
                .body(ledger.latest().note());
    }

    /// The log's public keys, a vkey a line (C2SP signed-note).
    @GetMapping(value = "/vkey", produces = MediaType.TEXT_PLAIN_VALUE)
    String keys() {
        return ledger.verifierKeys().stream().map(VerifierKey::toString).collect(Collectors.joining("\n", "", "\n"));
    }
}
