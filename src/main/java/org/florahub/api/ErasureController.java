package org.florahub.api;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import org.florahub.erasure.Certificate;
import org.florahub.erasure.Eraser;
import org.florahub.ledger.AnchoredOrder;
import org.florahub.ledger.Checkpoint;
import org.florahub.ledger.ErasureOrder;
import org.florahub.ledger.Ledger;
import org.florahub.record.Erasure;
import org.florahub.record.Erasure.Scope;
import org.florahub.record.Erasures;
import org.florahub.record.NotErasableException;
import org.florahub.record.Store;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/// Orders to erase, for operators: proposed by one, approved by another, listed, shown, certified.
@RestController
@RequestMapping("/ops/erasures")
class ErasureController {

    private static final int REASON_MAX = 500;

    private final Eraser eraser;
    private final Erasures erasures;
    private final Store store;
    private final Ledger ledger;

    ErasureController(Eraser eraser, Store store, Ledger ledger) {
        this.eraser = eraser;
        this.erasures = store.erasures();
        this.store = store;
        this.ledger = ledger;
    }

    /// What to erase: one of the two, and why.
    record Request(
            @Nullable UUID caseRef,
            @Nullable UUID event,
            @Nullable String reason) {}

    /// An order as operators see it.
    ///
    /// @param phase `proposed`, `expired`, `destroyed`, `awaited` or `done`
    record Shown(String phase, Erasure erasure) {}

    /// @param reason why a call was not done, and what to do
    record Refusal(@Nullable String reason) {}

    @GetMapping
    List<Shown> list() {
        return erasures.all().stream().map(this::shown).toList();
    }

    @GetMapping("/{number}")
    Shown show(@PathVariable long number) {
        return shown(find(number));
    }

    @PostMapping
    Shown propose(@RequestBody Request request, Authentication operator) {
        String reason = request.reason() == null ? "" : request.reason().strip();
        UUID subject = request.caseRef() == null ? request.event() : request.caseRef();
        if (subject == null || (request.caseRef() != null && request.event() != null)) {
            throw bad("found not exactly one of a case and an event, expected one. Name one of them.");
        }
        if (reason.isEmpty() || reason.length() > REASON_MAX) {
            throw bad("found a reason of %d characters, expected 1 to %d. It is kept for good: name nobody in it."
                    .formatted(reason.length(), REASON_MAX));
        }
        Scope scope = request.caseRef() == null ? Scope.EVENT : Scope.CASE;
        return shown(eraser.propose(new Erasures.Proposal(scope, subject, reason, operator.getName())));
    }

    @PostMapping("/{number}/approve")
    Shown approve(@PathVariable long number, Authentication operator) {
        return shown(eraser.approve(find(number), operator.getName()));
    }

    /// Notes what a recipient has acknowledged by another way than the hub.
    @PostMapping("/{number}/acknowledge")
    Shown acknowledge(@PathVariable long number, @RequestParam String destination, Authentication operator) {
        if (!eraser.acknowledged(find(number).no(), destination, operator.getName())) {
            throw bad("erasure %d: found no such recipient, expected one that was told. See: flora erase status %d"
                    .formatted(number, number));
        }
        return show(number);
    }

    /// The order's leaves with their proofs: what a verifier needs to tell that an event is erased.
    @GetMapping("/{number}/orders")
    List<String> orders(@PathVariable long number) {
        Checkpoint checkpoint = ledger.latest();
        return find(number).orders().stream()
                .map(leaf -> anchored(leaf, checkpoint).render())
                .toList();
    }

    @GetMapping(value = "/{number}/certificate.json", produces = MediaType.APPLICATION_JSON_VALUE)
    byte[] certificateJson(@PathVariable long number) {
        return certificate(number).json().getBytes(StandardCharsets.UTF_8);
    }

    @GetMapping(value = "/{number}/certificate.pdf", produces = MediaType.APPLICATION_PDF_VALUE)
    byte[] certificatePdf(@PathVariable long number) {
        return certificate(number).pdf();
    }

    private Certificate certificate(long number) {
        Erasure erasure = find(number);
        if (erasure.clearedAt() == null) {
            throw new ResponseStatusException(
                    HttpStatus.CONFLICT,
                    "erasure %d: found that it is not carried through, expected one that is. See: flora erase status %d"
                            .formatted(number, number));
        }
        return new Certificate(erasure, ledger.latest().origin(), orders(number));
    }

    private AnchoredOrder anchored(long leaf, Checkpoint checkpoint) {
        if (leaf >= checkpoint.size()) {
            throw new ResponseStatusException(
                    HttpStatus.CONFLICT, "The order is in no checkpoint yet. Ask again in a second.");
        }
        var entry = new byte[1][];
        store.leaves().entries(leaf, leaf + 1, (_, bytes) -> entry[0] = bytes.clone());
        return new AnchoredOrder(ErasureOrder.parse(entry[0]), ledger.prove(leaf, checkpoint), checkpoint);
    }

    private Erasure find(long number) {
        return erasures.find(number)
                .orElseThrow(() -> new ResponseStatusException(
                        HttpStatus.NOT_FOUND,
                        "Erasure %d: found none of that number. List them: flora erase list.".formatted(number)));
    }

    private Shown shown(Erasure erasure) {
        return new Shown(erasure.phase(erasures.now()).key(), erasure);
    }

    private static ResponseStatusException bad(String reason) {
        return new ResponseStatusException(HttpStatus.BAD_REQUEST, reason);
    }

    @ExceptionHandler
    ResponseEntity<Refusal> refused(ResponseStatusException e) {
        return ResponseEntity.status(e.getStatusCode()).body(new Refusal(e.getReason()));
    }

    @ExceptionHandler
    ResponseEntity<Refusal> refused(NotErasableException e) {
        return ResponseEntity.status(HttpStatus.CONFLICT).body(new Refusal(e.getMessage()));
    }
}
