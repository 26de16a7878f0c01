package org.florahub.cli;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Speaks to a running hub's operations endpoints with the operator's login.
final class HubClient implements AutoCloseable {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final HttpRequest.BodyPublisher NO_BODY = HttpRequest.BodyPublishers.noBody();

    private final URI hub;
    private final String authorization;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

    /// @param hub for example `http://127.0.0.1:8080`
    HubClient(URI hub, String user, String password) {
        this.hub = hub;
        String login = user + ":" + password;
        authorization = "Basic " + Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8));
    }

    /// Where the hub that works on this data folder listens, from the `hub.json` that it writes when it is ready.
    ///
    /// @throws CommandFailed if there is none
    static URI find(Path data) {
        Path file = data.resolve("hub.json");
        try {
            JsonNode hub = JSON.readTree(Files.readString(file));
            return URI.create("http://%s:%d"
                    .formatted(
                            hub.path("bind").asString("127.0.0.1"),
                            hub.path("httpPort").asInt()));
        } catch (IOException | JacksonException e) {
            throw new CommandFailed(
                    "%s: not found. Is a hub running on this data folder? Start it with: ./flora run --data %s"
                            .formatted(file, data),
                    e);
        }
    }

    /// Reads JSON.
    JsonNode get(String path) {
        return JSON.readTree(new String(send(path, "GET", NO_BODY), StandardCharsets.UTF_8));
    }

    /// Reads bytes as they are.
    byte[] bytes(String path) {
        return send(path, "GET", NO_BODY);
    }

    /// Posts without a body.
    JsonNode post(String path) {
        return JSON.readTree(new String(send(path, "POST", NO_BODY), StandardCharsets.UTF_8));
    }

    /// Posts JSON.
    JsonNode post(String path, Object body) {
        HttpRequest.BodyPublisher publisher = HttpRequest.BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body));
        return JSON.readTree(new String(send(path, "POST", publisher), StandardCharsets.UTF_8));
    }

    private byte[] send(String path, String method, HttpRequest.BodyPublisher body) {
        HttpRequest request = HttpRequest.newBuilder(hub.resolve(path))
                .timeout(Duration.ofSeconds(60))
                .header("Authorization", authorization)
                .header("Content-Type", "application/json")
                .method(method, body)
                .build();
        try {
            HttpResponse<byte[]> response = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
            return switch (response.statusCode()) {
                case 200 -> response.body();
                case 401 ->
                    throw new CommandFailed("the hub refuses this operator login. Check the password; "
                            + "for a new one: ./flora credentials set operator --data DIR");
                case 403 ->
                    throw new CommandFailed("found the login of a user who is no operator, expected operator or"
                            + " operator.NAME. Give --user.");
                default -> throw new CommandFailed(reason(response, path));
            };
        } catch (IOException e) {
            throw new CommandFailed("no hub answers at %s".formatted(hub), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandFailed("interrupted", e);
        }
    }

    private static String reason(HttpResponse<byte[]> response, String path) {
        String answer = "the hub answered HTTP %d to %s".formatted(response.statusCode(), path);
        try {
            return JSON.readTree(response.body()).path("reason").asString(answer);
        } catch (JacksonException _) {
            return answer;
        }
    }

    @Override
    public void close() {
        http.close();
    }
}
