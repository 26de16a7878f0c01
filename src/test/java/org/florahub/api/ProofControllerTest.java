package org.florahub.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.florahub.adapter.AdapterCatalogue;
import org.florahub.adapter.FolderCopy;
import org.florahub.delivery.FolderSender;
import org.florahub.delivery.LossReports;
import org.florahub.delivery.RealHub;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;

/// Who may fetch what belongs to a delivery, where users are not called as their adapters are.
final class ProofControllerTest {

    @TempDir
    private Path folder = Path.of("");

    private RealHub hub;
    private FolderSender sender;
    private ProofController controller;

    @BeforeEach
    void usersAreCalledOtherwiseThanTheirAdapters() throws IOException {
        Path adapters = folder.resolve("adapters");
        FolderCopy.copy(RealHub.ADAPTERS.resolve("bamf"), adapters.resolve("bamf"));
        FolderCopy.copy(RealHub.ADAPTERS.resolve("bb-zabh"), adapters.resolve("bb-zabh"));
        FolderCopy.edit(adapters.resolve("bamf/adapter.yaml"), yaml -> yaml + "credentials: nuernberg\n");
        FolderCopy.edit(adapters.resolve("bb-zabh/adapter.yaml"), yaml -> yaml + "credentials: bamf\n");
        sender = new FolderSender(folder.resolve("out"));
        hub = RealHub.open(Files.createDirectory(folder.resolve("data")), sender);
        var catalogue = AdapterCatalogue.load(adapters, RealHub.TRANSFORMS, System::getenv);
        controller = new ProofController(hub.bundles(), new LossReports(hub.store()), catalogue);
    }

    @AfterEach
    void close() {
        hub.close();
    }

    @Test
    void belongsToTheReceiversUserAndNotToOneThatIsCalledAsTheReceiver() {
        hub.receive(RealHub.ADAPTERS.resolve("bb-zabh/samples/in/030-tagesliste.csv"));
        await().until(hub::idle);
        UUID delivery = sender.delivery(sender.files("bamf").getFirst());
        await().until(() -> proof("nuernberg", delivery).equals(HttpStatus.OK));

        assertThat(losses("nuernberg", delivery)).isEqualTo(HttpStatus.OK);
        for (String other : List.of("bamf", "bb-zabh", "operator")) {
            assertThat(proof(other, delivery)).as(other).isEqualTo(HttpStatus.NOT_FOUND);
            assertThat(losses(other, delivery)).as(other).isEqualTo(HttpStatus.NOT_FOUND);
        }
    }

    private HttpStatusCode proof(String user, UUID delivery) {
        return controller
                .proof(delivery, UsernamePasswordAuthenticationToken.authenticated(user, null, List.of()))
                .getStatusCode();
    }

    private HttpStatusCode losses(String user, UUID delivery) {
        return controller
                .losses(delivery, UsernamePasswordAuthenticationToken.authenticated(user, null, List.of()))
                .getStatusCode();
    }
}
