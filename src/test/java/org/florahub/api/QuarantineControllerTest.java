package org.florahub.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.florahub.delivery.FolderSender;
import org.florahub.delivery.RealHub;
import org.florahub.intake.Content;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.http.HttpStatus;
import org.springframework.web.server.ResponseStatusException;

final class QuarantineControllerTest {

    @TempDir
    private Path folder = Path.of("");

    private RealHub hub;
    private QuarantineController controller;

    @BeforeEach
    void open() throws IOException {
        hub = RealHub.open(Files.createDirectory(folder.resolve("data")), new FolderSender(folder.resolve("out")));
        controller = new QuarantineController(hub.store(), hub.intake());
    }

    @AfterEach
    void close() {
        hub.close();
    }

    @Test
    void saysThatANumberIsNotInQuarantine() {
        var failure = catchThrowableOfType(ResponseStatusException.class, () -> controller.show(999));

        assertThat(failure.getStatusCode()).isEqualTo(HttpStatus.NOT_FOUND);
        assertThat(controller.refused(failure).getBody())
                .isEqualTo(new QuarantineController.Refusal(
                        "Message 999 is not in quarantine. List what is: flora quarantine list."));
    }

    @Test
    void saysWhyAMessageCannotBeReplayed() {
        long number = hub.receive("bb-zabh", "gross.csv", new Content.Unread(1L << 40))
                .message();

        var failure = catchThrowableOfType(ResponseStatusException.class, () -> controller.replay(number));

        assertThat(failure.getStatusCode()).isEqualTo(HttpStatus.CONFLICT);
        assertThat(failure.getReason()).contains("was too large", "Raise the limit");
    }

    @Test
    void answersAReplayWithTheNumberOfTheNewMessage() {
        long number = hub.receive("bb-zabh", "leer.csv", "x\n".getBytes(StandardCharsets.UTF_8))
                .message();

        QuarantineController.Replayed replayed = controller.replay(number);

        assertThat(replayed.number()).isGreaterThan(number);
        assertThat(replayed.result()).isEqualTo("rejected");
        assertThat(replayed.problems()).isNotEmpty();
    }
}
