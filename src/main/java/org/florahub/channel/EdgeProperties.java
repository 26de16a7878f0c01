package org.florahub.channel;

import java.net.URI;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// Where the hub listens and where its exchange folders lie.
///
/// @param data      the data folder; broker journal, exchange folders and credentials lie below it. `flora.data`,
/// `data`
/// @param transforms the folder of the transforms, whose schemas the SOAP description shows. `flora.transforms`,
///                  `transforms`
/// @param bind      the address that HTTP and the broker listen on. `flora.bind`, `127.0.0.1`: this machine only
/// @param httpPort  port of SOAP, documents, proofs and operations. `flora.http-port`, 8080
/// @param amqpPort  port of the broker for AMQP 1.0 and JMS; 0 takes a free one. `flora.amqp-port`, 5672
/// @param publicUrl how receivers reach this hub over HTTP, for the addresses of proof bundles. `flora.public-url`,
///                  `http://BIND:HTTP-PORT`
@ConfigurationProperties("flora")
public record EdgeProperties(
        @DefaultValue("data") Path data,
        @DefaultValue("transforms") Path transforms,
        @DefaultValue("127.0.0.1") String bind,
        @DefaultValue("8080") int httpPort,
        @DefaultValue("5672") int amqpPort,
        @Nullable URI publicUrl) {

    public EdgeProperties {
        port("flora.http-port", httpPort);
        port("flora.amqp-port", amqpPort);
        if (publicUrl != null && !publicUrl.isAbsolute()) {
            throw new IllegalArgumentException(
                    "flora.public-url: found no scheme, expected an address such as https://hub.example.org. Add it.");
        }
    }

    /// The journal and the pages of the broker.
    Path brokerFolder() {
        return data.resolve("broker");
    }

    /// The exchange folders, one below it for each adapter.
    Path exchangeFolder() {
        return data.resolve("exchange");
    }

    /// Users and the hashes of their passwords.
    Path credentialsFile() {
        return data.resolve("credentials.properties");
    }

    /// Address of a resource of the hub as receivers reach it.
    String address(String path) {
        String base = publicUrl == null ? "http://" + bind + ":" + httpPort : publicUrl.toString();
        return base.endsWith("/") ? base + path : base + "/" + path;
    }

    private static void port(String key, int value) {
        if (value < 0 || value > 65_535) {
            throw new IllegalArgumentException("%s: found %d, expected 0 to 65535. Change it.".formatted(key, value));
        }
    }
}
