package org.florahub.api;

import java.security.Principal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import org.florahub.event.CaseRef;
import org.florahub.event.Field;
import org.florahub.record.CaseFile;
import org.florahub.record.CaseLinkException;
import org.florahub.record.Cases;
import org.florahub.record.Store;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/// Cases, for operators: found by any of their identifiers, merged and split. Identifiers come in bodies only, so
/// that no address in a log holds one.
@RestController
@RequestMapping("/ops/cases")
class CaseController {

    private final Cases cases;

    CaseController(Store store) {
        this.cases = store.cases();
    }

    /// @param field path of the identifier, for example `person.azrNumber`
    record Wanted(String field, String value) {

        /// Never prints an identifier.
        @Override
        public String toString() {
            return "Wanted[" + field + "]";
        }
    }

    /// @param leads the case that the others are part of
    record Shown(String leads, int events, List<Part> parts, List<Act> acts) {}

    /// @param partOf the case that it was made part of, empty while it is part of none
    record Part(String ref, boolean filed, String partOf, List<Map<String, String>> persons) {

        /// Never prints an identifier.
        @Override
        public String toString() {
            return "Part[" + ref + "]";
        }
    }

    /// @param leaf index in the ledger of what proves it
    record Act(Instant at, String actor, String act, String subject, String other, long leaf) {}

    /// @param reason why a call was not done, and what to do
    record Refusal(@Nullable String reason) {}

    @PostMapping("/find")
    List<Shown> find(@RequestBody Wanted wanted) {
        Field field = Field.of(wanted.field);
        if (field == null || !field.type().accepts(wanted.value)) {
            throw new ResponseStatusException(
                    HttpStatus.BAD_REQUEST,
                    "That is no such identifier. Write it as events do: an AZR number has 12 digits.");
        }
        try {
            return cases.named(field, wanted.value).stream()
                    .map(CaseController::shown)
                    .toList();
        } catch (IllegalArgumentException e) {
            throw new ResponseStatusException(HttpStatus.BAD_REQUEST, e.getMessage(), e);
        }
    }

    @GetMapping("/{ref}")
    Shown show(@PathVariable UUID ref) {
        return cases.find(new CaseRef(ref))
                .map(CaseController::shown)
                .orElseThrow(() -> new ResponseStatusException(
                        HttpStatus.NOT_FOUND,
                        "There is no case of that pseudonym. Find it: flora case show --azr NUMBER."));
    }

    @PostMapping("/{ref}/merge-into/{whole}")
    Shown merge(@PathVariable UUID ref, @PathVariable UUID whole, Principal operator) {
        return linked(() -> cases.merge(new CaseRef(ref), new CaseRef(whole), operator.getName()));
    }

    @PostMapping("/{ref}/split")
    Shown split(@PathVariable UUID ref, Principal operator) {
        return linked(() -> cases.split(new CaseRef(ref), operator.getName()));
    }

    private static Shown linked(Supplier<CaseFile> change) {
        try {
            return shown(change.get());
        } catch (CaseLinkException e) {
            throw new ResponseStatusException(HttpStatus.CONFLICT, e.getMessage(), e);
        }
    }

    private static Shown shown(CaseFile file) {
        return new Shown(
                file.leads().toString(),
                file.events(),
                file.parts().stream()
                        .map(part -> new Part(part.ref().toString(), part.filed(), text(part.partOf()), part.persons()))
                        .toList(),
                file.acts().stream()
                        .map(act -> new Act(
                                act.at(),
                                act.actor(),
                                act.act(),
                                act.subject().toString(),
                                text(act.other()),
                                act.leaf()))
                        .toList());
    }

    private static String text(@Nullable CaseRef ref) {
        return ref == null ? "" : ref.toString();
    }

    @ExceptionHandler
    ResponseEntity<Refusal> refused(ResponseStatusException e) {
        return ResponseEntity.status(e.getStatusCode()).body(new Refusal(e.getReason()));
    }
}
