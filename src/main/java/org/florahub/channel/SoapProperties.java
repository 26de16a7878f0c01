package org.florahub.channel;

import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/// SOAP in both directions.
///
/// @param bytesMax       largest call in bytes; it is held in memory, so an adapter's own limit can only lower it.
///                       `flora.soap.bytes-max`, 10MB
/// @param connectTimeout wait for a receiver's connection. `flora.soap.connect-timeout`, 5s
/// @param answerTimeout  wait for a receiver's answer. `flora.soap.answer-timeout`, 30s
/// @param plainHttpHosts hosts besides this machine that may be called without TLS, for a protected network of the
///                       administration. `flora.soap.plain-http-hosts`, none
@ConfigurationProperties("flora.soap")
public record SoapProperties(
        @DefaultValue("10MB") DataSize bytesMax,
        @DefaultValue("5s") Duration connectTimeout,
        @DefaultValue("30s") Duration answerTimeout,
        @DefaultValue List<String> plainHttpHosts) {

    public SoapProperties {
        plainHttpHosts = List.copyOf(plainHttpHosts);
        if (bytesMax.toBytes() < 1024 || bytesMax.toMegabytes() > 256) {
            throw new IllegalArgumentException(
                    "flora.soap.bytes-max: found %s, expected 1KB to 256MB. Change it.".formatted(bytesMax));
        }
        if (connectTimeout.toMillis() < 1 || answerTimeout.toMillis() < 1) {
            throw new IllegalArgumentException(
                    "flora.soap: found a timeout of 0 or less, expected at least 1ms. Raise connect-timeout and answer-timeout.");
        }
    }

    /// What is used where nothing is configured.
    public static SoapProperties standard() {
        return new SoapProperties(DataSize.ofMegabytes(10), Duration.ofSeconds(5), Duration.ofSeconds(30), List.of());
    }
}
