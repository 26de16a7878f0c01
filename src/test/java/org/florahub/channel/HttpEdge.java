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
import org.florahub.delivery.Sender;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/// The edge as it runs, with Spring, Tomcat, its security and the broker; only intake is the test's.
final class HttpEdge implements AutoCloseable {

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

    private final ConfigurableApplicationContext context;
    private final HttpClient client = HttpClient.newHttpClient();

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
        AdapterCatalogue adapters(@Value("${flora.adapters}") Path folder) {
            return AdapterCatalogue.load(folder, Path.of("transforms"), System::getenv);
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

    /// With the adapters of the project and `xx-http`.
    HttpEdge(Path data) throws IOException {
        Path adapters = adapters(data.resolve("adapters"));
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

    TestReceiver receiver() {
        return context.getBean(TestReceiver.class);
    }

    Broker broker() {
        return context.getBean(Broker.class);
    }

    Sender sender() {
        return context.getBean(Sender.class);
    }

    CamelContext camel() {
        return context.getBean(CamelContext.class);
    }

    Adapter adapter(String name) {
        return Objects.requireNonNull(
                context.getBean(AdapterCatalogue.class).get().get(name));
    }

    int port() {
        return Objects.requireNonNull(((WebServerApplicationContext) context).getWebServer())
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

    @Override
    public void close() {
        client.close();
        context.close();
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
