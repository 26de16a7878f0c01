package org.florahub.api;

import org.florahub.adapter.Adapter;
import org.florahub.adapter.AdapterCatalogue;
import org.florahub.erasure.Eraser;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/// Where a recipient says that it has erased what it was told to. It speaks for the authority whose user calls.
@RestController
class AcknowledgementController {

    private final Eraser eraser;
    private final AdapterCatalogue adapters;

    AcknowledgementController(Eraser eraser, AdapterCatalogue adapters) {
        this.eraser = eraser;
        this.adapters = adapters;
    }

    /// Answers 204, also when it is said again, and 404 where the caller's authority is no recipient.
    @PostMapping("/erasures/{number}/acknowledgement")
    ResponseEntity<Void> acknowledge(@PathVariable long number, Authentication caller) {
        Adapter adapter = adapters.get().ofUser(caller.getName());
        boolean told = adapter != null && eraser.acknowledged(number, adapter.name(), caller.getName());
        return ResponseEntity.status(told ? HttpStatus.NO_CONTENT : HttpStatus.NOT_FOUND)
                .build();
    }
}
