package org.florahub.channel;

import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// Documents over plain HTTP, in both directions.
///
/// @param callsMax       documents received at the same time at most; further callers are asked to repeat.
///                       `flora.http.calls-max`, 100
/// @param connectTimeout wait for a receiver's connection. `flora.http.connect-timeout`, 5s
/// @param answerTimeout  wait for a receiver's answer. `flora.http.answer-timeout`, 30s
/// @param plainHttpHosts hosts besides this machine that may be called without TLS, for a protected network of the
///                       administration. `flora.http.plain-http-hosts`, none
/// @param ledgerReaders  who may read the ledger's checkpoint, tiles and entries below `/ledger`: `everybody`, as
///                       nothing in it is personal, or only `users`. `flora.http.ledger-readers`, everybody
@ConfigurationProperties("flora.http")
public record HttpProperties(
        @DefaultValue("100") int callsMax,
        @DefaultValue("5s") Duration connectTimeout,
        @DefaultValue("30s") Duration answerTimeout,
        @DefaultValue List<String> plainHttpHosts,
        @DefaultValue("everybody") LedgerReaders ledgerReaders) {

    /// Who may read the ledger over HTTP.
    public enum LedgerReaders {
        /// Everyone who reaches the hub.
        EVERYBODY,
        /// Whoever has a password: adapters' users and the operator.
        USERS
    }

    public HttpProperties {
        plainHttpHosts = List.copyOf(plainHttpHosts);
        if (callsMax < 1 || callsMax > 10_000) {
            throw new IllegalArgumentException(
                    "flora.http.calls-max: found %d, expected 1 to 10000. Change it.".formatted(callsMax));
        }
        if (connectTimeout.toMillis() < 1 || answerTimeout.toMillis() < 1) {
            throw new IllegalArgumentException(
                    "flora.http: found a timeout of 0 or less, expected at least 1ms. Raise connect-timeout and answer-timeout.");
        }
    }

    /// What is used where nothing is configured.
    public static HttpProperties standard() {
        return new HttpProperties(
                100, Duration.ofSeconds(5), Duration.ofSeconds(30), List.of(), LedgerReaders.EVERYBODY);
    }
}
