package org.florahub.api;

import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.List;
import org.florahub.event.Problem;
import org.florahub.intake.Intake;
import org.florahub.intake.IntakeUnavailableException;
import org.florahub.intake.NotReplayableException;
import org.florahub.intake.Receipt;
import org.florahub.record.Message;
import org.florahub.record.Quarantine;
import org.florahub.record.Store;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.InputStreamResource;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/// What could not be taken, for operators: listed, shown, fetched and tried once more.
@RestController
@RequestMapping("/ops/quarantine")
class QuarantineController {

    private static final int PAGE = 100;

    private final Quarantine quarantine;
    private final Intake intake;

    QuarantineController(Store store, Intake intake) {
        this.quarantine = store.quarantine();
        this.intake = intake;
    }

    /// A quarantined message.
    ///
    /// @param number  the hub's number of it
    /// @param at      when it was received
    /// @param adapter who sent it
    /// @param channel `file`, `sftp`, `soap`, `http` or `mq`
    /// @param name    file name or transport id
    /// @param bytes   length of the original
    /// @param result  `rejected` or `partly`
    record Quarantined(
            long number,
            Instant at,
            String adapter,
            String channel,
            String name,
            long bytes,
            String result,
            List<Problem> problems) {}

    /// What became of a replay.
    ///
    /// @param number the new message's number
    record Replayed(long number, String result, List<Problem> problems) {}

    /// @param reason why a call was not done, and what to do
    record Refusal(@Nullable String reason) {}

    /// The newest first.
    ///
    /// @param before only those with a smaller number
    @GetMapping
    List<Quarantined> list(@RequestParam(defaultValue = "9223372036854775807") long before) {
        return quarantine.list(before, PAGE).stream().map(this::quarantined).toList();
    }

    @GetMapping("/{number}")
    Quarantined show(@PathVariable long number) {
        return quarantined(find(number));
    }

    @GetMapping("/{number}/original")
    ResponseEntity<InputStreamResource> original(@PathVariable long number) throws IOException {
        find(number);
        InputStream original = quarantine.original(number);
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_OCTET_STREAM)
                .body(new InputStreamResource(original));
    }

    @PostMapping("/{number}/replay")
    Replayed replay(@PathVariable long number) {
        find(number);
        Receipt receipt = playAgain(number);
        String result = switch (receipt) {
            case Receipt.Accepted _ -> "accepted";
            case Receipt.PartlyAccepted _ -> "partly";
            case Receipt.Rejected _, Receipt.Refused _, Receipt.Unfinished _ -> "rejected";
        };
        return new Replayed(receipt.message(), result, receipt.problems());
    }

    private Receipt playAgain(long number) {
        try {
            return intake.replay(number);
        } catch (NotReplayableException e) {
            throw new ResponseStatusException(HttpStatus.CONFLICT, e.getMessage(), e);
        } catch (IntakeUnavailableException e) {
            throw new ResponseStatusException(HttpStatus.SERVICE_UNAVAILABLE, e.getMessage(), e);
        }
    }

    private Message find(long number) {
        return quarantine
                .show(number)
                .orElseThrow(() -> new ResponseStatusException(
                        HttpStatus.NOT_FOUND,
                        "Message %d is not in quarantine. List what is: flora quarantine list.".formatted(number)));
    }

    @ExceptionHandler
    ResponseEntity<Refusal> refused(ResponseStatusException e) {
        return ResponseEntity.status(e.getStatusCode()).body(new Refusal(e.getReason()));
    }

    private Quarantined quarantined(Message message) {
        return new Quarantined(
                message.no(),
                message.receivedAt(),
                message.header().sender(),
                message.header().channel(),
                message.header().name(),
                message.sizeBytes(),
                message.disposition().key(),
                quarantine.problems(message.no()));
    }
}
