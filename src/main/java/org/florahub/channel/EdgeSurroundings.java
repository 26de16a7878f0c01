package org.florahub.channel;

import java.util.ArrayList;
import java.util.List;
import org.florahub.adapter.Adapter;
import org.florahub.adapter.OutChannel;
import org.florahub.adapter.Surroundings;
import org.florahub.event.Problem;

/// What the edge needs of an adapter that comes into force while it runs: addresses that it may call, and a password
/// where the authority logs in.
final class EdgeSurroundings implements Surroundings {

    static final String ADDRESS = "A008";
    static final String NO_PASSWORD = "A009";

    private final EdgeProperties edge;
    private final Credentials credentials;
    private final SoapProperties soap;
    private final HttpProperties http;

    EdgeSurroundings(EdgeProperties edge, Credentials credentials, SoapProperties soap, HttpProperties http) {
        this.edge = edge;
        this.credentials = credentials;
        this.soap = soap;
        this.http = http;
    }

    @Override
    public List<Problem> refusals(Adapter adapter) {
        var refusals = new ArrayList<Problem>();
        for (OutChannel channel : adapter.out()) {
            switch (channel.type()) {
                case "soap" -> checkAddress(adapter, channel, "flora.soap", soap.plainHttpHosts(), refusals);
                case "http" -> checkAddress(adapter, channel, "flora.http", http.plainHttpHosts(), refusals);
                default -> {}
            }
        }
        return refusals;
    }

    private static void checkAddress(
            Adapter adapter, OutChannel channel, String settings, List<String> plainHttpHosts, List<Problem> refusals) {
        try {
            var _ = CallbackAddress.of(adapter.name(), channel.settings().getOrDefault("endpoint", ""), plainHttpHosts);
        } catch (IllegalArgumentException _) {
            refusals.add(problem(
                    adapter,
                    ADDRESS,
                    "channels.out.endpoint",
                    "an address that this hub does not call",
                    "https, or a host in %s.plain-http-hosts".formatted(settings),
                    "Correct the address or the setting."));
        }
    }

    @Override
    public List<Problem> lacks(Adapter adapter) {
        if (!adapter.logsIn() || credentials.knows(adapter.credentials())) {
            return List.of();
        }
        return List.of(problem(
                adapter,
                NO_PASSWORD,
                "credentials",
                "no password of user %s, so that nobody can log in".formatted(adapter.credentials()),
                "one",
                "Run: ./flora credentials set %s --data %s".formatted(adapter.credentials(), edge.data())));
    }

    private static Problem problem(
            Adapter adapter, String code, String field, String found, String expected, String remedy) {
        String file = "adapters/%s/adapter.yaml".formatted(adapter.name());
        return new Problem(code, file, 0, 0, field, found, expected, remedy);
    }
}
