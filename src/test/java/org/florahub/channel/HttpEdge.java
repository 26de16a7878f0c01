package org.florahub.channel;

import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.florahub.adapter.Adapter;
import org.florahub.adapter.AdapterCatalogue;
import org.florahub.adapter.Adapters;
import org.florahub.adapter.FolderCopy;
import org.florahub.adapter.Reload;
import org.florahub.adapter.Surroundings;
import org.florahub.delivery.Sender;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/// The edge as it runs, with Spring, Tomcat, its security and the broker; only intake is the test's, which has
/// forgotten everything at the beginning of each test. One for all tests of a class that registers it, with the
/// adapters of the project and `xx-http`, in folders that a test may change.
final class HttpEdge implements BeforeEachCallback, AfterAllCallback {

    static final String USER = "rp-add";
    static final String PASSWORD = "correct-horse-battery";

    private static final String XX_HTTP = """
            adapter: xx-http
            name: Behörde mit Dokumenten über HTTP
            authority: ane:990009
            channels:
              in:
                - type: http
                  transform: statusliste-csv
              out:
                - type: http
                  transform: statusliste-csv
                  endpoint: http://127.0.0.1:9/nobody-there
            given:
              message.mark: Beispiel
            receives:
              statuses: [arrived]
            limits:
              bytesMax: 2 MB
            """;

    private final HttpClient client = HttpClient.newHttpClient();
    private @Nullable Path data;
    private @Nullable ConfigurableApplicationContext context;

    /// Everything but intake, store and ledger.
    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    @Import(ChannelConfiguration.class)
    static class WithoutTheMiddle {

        @Bean
        Clock clock() {
            return Clock.systemUTC();
        }

        @Bean
        AdapterCatalogue adapters(@Value("${flora.adapters}") Path folder, EdgeProperties edge) {
            return AdapterCatalogue.load(folder, edge.transforms(), System::getenv);
        }

        @Bean
        Reload reload(
                AdapterCatalogue adapters,
                Surroundings surroundings,
                Channels channels,
                Clock clock,
                MeterRegistry meters) {
            var reload = new Reload(adapters, surroundings, clock, meters);
            reload.follow(channels.inwards());
            reload.follow(channels.outwards());
            return reload;
        }

        @Bean
        TestReceiver receiver() {
            return new TestReceiver();
        }

        @Bean
        Reception reception(TestReceiver receiver, MeterRegistry meters) {
            return new Reception(receiver, meters);
        }
    }

    @Override
    public void beforeEach(ExtensionContext test) throws Exception {
        if (context == null) {
            data = Files.createTempDirectory("edge");
            start(data);
        }
        receiver().reset();
    }

    @Override
    public void afterAll(ExtensionContext tests) throws Exception {
        client.close();
        if (context != null) {
            context.close();
        }
        if (data != null) {
            FolderCopy.remove(data);
        }
    }

    private void start(Path data) throws IOException {
        Path adapters = adapters(data.resolve("adapters"));
        FolderCopy.copy(Path.of("transforms"), data.resolve("transforms"));
        var passwords = new HashMap<String, String>();
        for (Adapter adapter : Adapters.load(adapters, Path.of("transforms")).all()) {
            passwords.put(adapter.credentials(), PASSWORD);
        }
        passwords.put(Rights.OPERATOR, PASSWORD);
        Credentials.setAll(data.resolve("credentials.properties"), passwords);
        context = new SpringApplication(WithoutTheMiddle.class)
                .run(
                        "--flora.data=" + data,
                        "--flora.adapters=" + adapters,
                        "--flora.transforms=" + data.resolve("transforms"),
                        "--flora.http-port=0",
                        "--flora.amqp-port=0",
                        "--flora.soap.bytes-max=100KB",
                        "--spring.main.allow-bean-definition-overriding=true");
    }

    private static Path adapters(Path copy) throws IOException {
        try (Stream<Path> folders = Files.list(Path.of("adapters"))) {
            for (Path folder : folders.filter(Files::isDirectory).toList()) {
                Path target = Files.createDirectories(copy.resolve(folder.getFileName()));
                Files.copy(folder.resolve("adapter.yaml"), target.resolve("adapter.yaml"));
            }
        }
        Path own = Files.createDirectories(copy.resolve("xx-http"));
        Files.writeString(own.resolve("adapter.yaml"), XX_HTTP);
        return copy;
    }

    private ConfigurableApplicationContext context() {
        return Objects.requireNonNull(context, "not started");
    }

    private <T> T bean(Class<T> type) {
        return context().getBean(type);
    }

    TestReceiver receiver() {
        return bean(TestReceiver.class);
    }

    Broker broker() {
        return bean(Broker.class);
    }

    Sender sender() {
        return bean(Sender.class);
    }

    CamelContext camel() {
        return bean(CamelContext.class);
    }

    Adapter adapter(String name) {
        return Objects.requireNonNull(bean(AdapterCatalogue.class).get().get(name));
    }

    /// What lies in the data folder, that of the adapters and transforms included.
    Path folder(String path) {
        return Objects.requireNonNull(data, "not started").resolve(path);
    }

    Reload reload() {
        return bean(Reload.class);
    }

    int port() {
        return Objects.requireNonNull(((WebServerApplicationContext) context()).getWebServer())
                .getPort();
    }

    HttpResponse<String> get(String path, @Nullable String user, String password) throws Exception {
        return send(request(path, user, password).GET());
    }

    HttpResponse<String> call(String path, String contentType, String body) throws Exception {
        return call(path, contentType, body, USER, PASSWORD);
    }

    HttpResponse<String> call(String path, String contentType, String body, @Nullable String user, String password)
            throws Exception {
        return send(request(path, user, password)
                .header("Content-Type", contentType)
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    /// A call in SOAP 1.1 that names its action, in quotes.
    HttpResponse<String> callWithAction(String path, String action, String body) throws Exception {
        return send(request(path, USER, PASSWORD)
                .header("Content-Type", "text/xml; charset=utf-8")
                .header("SOAPAction", action)
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    /// A call by `xx-http`.
    HttpResponse<String> post(String path, HttpRequest.BodyPublisher body, String... headers) throws Exception {
        return send(request(path, "xx-http", PASSWORD).headers(headers).POST(body));
    }

    private HttpRequest.Builder request(String path, @Nullable String user, String password) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + path));
        if (user != null) {
            String basic = Base64.getEncoder().encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
            request.header("Authorization", "Basic " + basic);
        }
        return request;
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    /// Where node's tests are told to go.
    Map<String, String> environment() {
        return Map.of(
                "HUB_HTTP",
                "http://127.0.0.1:" + port(),
                "HUB_AMQP_PORT",
                Integer.toString(broker().port()),
                "HUB_PASSWORD",
                PASSWORD);
    }
}
