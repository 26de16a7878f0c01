package org.florahub.api;

import java.security.Principal;
import org.florahub.event.Field;
import org.florahub.record.Store;
import org.florahub.record.SubjectAccess;
import org.florahub.record.SubjectRecord;
import org.florahub.vault.SeveralPersonsException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/// What is held about one person, for operators who answer under Article 15 GDPR. The identifier comes in the body,
/// so that no address in a log holds it; each call is anchored in the ledger.
@RestController
@RequestMapping("/ops/subject-access")
class SubjectAccessController {

    private final SubjectAccess access;

    SubjectAccessController(Store store) {
        this.access = store.subjectAccess();
    }

    /// @param field path of the identifier, for example `person.azrNumber`
    record Wanted(String field, String value) {

        /// Never prints an identifier.
        @Override
        public String toString() {
            return "Wanted[" + field + "]";
        }
    }

    /// @param reason why a call was not done, and what to do
    record Refusal(@Nullable String reason) {}

    @PostMapping
    SubjectRecord of(@RequestBody Wanted wanted, Principal operator) {
        Field field = Field.of(wanted.field);
        if (field == null || !field.type().accepts(wanted.value)) {
            throw new ResponseStatusException(
                    HttpStatus.BAD_REQUEST,
                    "That is no such identifier. Write it as events do: an AZR number has 12 digits.");
        }
        return access.of(field, wanted.value, operator.getName())
                .orElseThrow(() -> new ResponseStatusException(
                        HttpStatus.NOT_FOUND, "Nothing is recorded under that identifier."));
    }

    @ExceptionHandler
    ResponseEntity<Refusal> refused(ResponseStatusException e) {
        return ResponseEntity.status(e.getStatusCode()).body(new Refusal(e.getReason()));
    }

    @ExceptionHandler
    ResponseEntity<Refusal> refused(SeveralPersonsException e) {
        return ResponseEntity.status(HttpStatus.CONFLICT).body(new Refusal(e.getMessage()));
    }

    @ExceptionHandler
    ResponseEntity<Refusal> refused(IllegalArgumentException e) {
        return ResponseEntity.badRequest().body(new Refusal(e.getMessage()));
    }
}
