package org.florahub.api;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.stream.Collectors;
import org.florahub.ledger.Ledger;
import org.florahub.ledger.LogFiles;
import org.florahub.witness.Cosigning;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/// The log for everyone who wants to watch or copy it, below the prefix `/ledger` (C2SP tlog-tiles): checkpoint,
/// tiles, bundles of entries, and the keys it is signed with. Nothing in it is personal. Who may read it:
/// `flora.http.ledger-readers`.
@RestController
@RequestMapping("/ledger")
class LedgerController {

    private static final MediaType TEXT = new MediaType(MediaType.TEXT_PLAIN, StandardCharsets.UTF_8);

    private final Ledger ledger;
    private final LogFiles files;
    private final Cosigning cosigning;

    LedgerController(Ledger ledger, Cosigning cosigning) {
        this.ledger = ledger;
        this.files = ledger.files();
        this.cosigning = cosigning;
    }

    /// The last checkpoint that enough witnesses have cosigned; not found where there is none.
    @GetMapping("/witnessed")
    ResponseEntity<byte[]> witnessed() {
        return cosigning
                .witnessed()
                .map(checkpoint -> ResponseEntity.ok()
                        .cacheControl(CacheControl.noStore())
                        .contentType(TEXT)
                        .body(checkpoint.note().getBytes(StandardCharsets.UTF_8)))
                .orElseGet(() -> ResponseEntity.notFound()
                        .cacheControl(CacheControl.noStore())
                        .build());
    }

    /// The last signed checkpoint as a signed note (C2SP tlog-checkpoint).
    @GetMapping("/checkpoint")
    ResponseEntity<byte[]> checkpoint() {
        return ResponseEntity.ok()
                .cacheControl(CacheControl.maxAge(Duration.ofSeconds(1)).cachePublic())
                .contentType(TEXT)
                .body(ledger.latest().note().getBytes(StandardCharsets.UTF_8));
    }

    /// A tile or a bundle of entries. What lies under a path never changes; what is not there yet can come at any
    /// moment.
    @GetMapping("/tile/{*path}")
    ResponseEntity<byte[]> tile(@PathVariable String path) {
        return files.read("tile" + path)
                .map(bytes -> ResponseEntity.ok()
                        .cacheControl(CacheControl.maxAge(Duration.ofDays(365))
                                .cachePublic()
                                .immutable())
                        .contentType(MediaType.APPLICATION_OCTET_STREAM)
                        .body(bytes))
                .orElseGet(() -> ResponseEntity.notFound()
                        .cacheControl(CacheControl.noStore())
                        .build());
    }

    /// The log's public keys, a vkey a line (C2SP signed-note).
    @GetMapping({"/vkey", "/log.vkey"})
    ResponseEntity<byte[]> keys() {
        String keys = ledger.verifierKeys().stream().map(key -> key + "\n").collect(Collectors.joining());
        return ResponseEntity.ok().contentType(TEXT).body(keys.getBytes(StandardCharsets.UTF_8));
    }
}
