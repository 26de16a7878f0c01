package org.florahub.demo;

import java.nio.file.Path;
import java.util.Map;

/// All that partners are told of a hub.
///
/// @param httpPort  port of its SOAP services on loopback
/// @param amqpPort  port of its broker on loopback
/// @param exchange  folder with one exchange folder per adapter
/// @param passwords of the partners, by adapter
public record HubAddress(int httpPort, int amqpPort, Path exchange, Map<String, String> passwords) {

    public HubAddress {
        passwords = Map.copyOf(passwords);
    }

    /// Without the passwords.
    @Override
    public String toString() {
        return "HubAddress[http %d, amqp %d, %s]".formatted(httpPort, amqpPort, exchange);
    }
}
