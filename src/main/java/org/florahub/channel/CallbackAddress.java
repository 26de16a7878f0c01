package org.florahub.channel;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Where an authority's service is called.
///
/// @param uri           without user and password
/// @param authorization value of the `Authorization` header, or `null` for none
record CallbackAddress(URI uri, @Nullable String authorization) {

    /// Reads the `endpoint` of an adapter, with `USER:PASSWORD@` before the host where it wants HTTP Basic.
    ///
    /// @param plainHttpHosts hosts that may be called without TLS; this machine always may
    /// @throws IllegalArgumentException if it is no http or https address, or plain http to a host that may not
    static CallbackAddress of(String adapter, String endpoint, List<String> plainHttpHosts) {
        URI uri = URI.create(endpoint);
        String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
        String host = uri.getHost();
        if (host == null || !(scheme.equals("http") || scheme.equals("https"))) {
            throw new IllegalArgumentException(
                    "adapter %s: found another kind of endpoint, expected an http or https address. Correct it."
                            .formatted(adapter));
        }
        if (scheme.equals("http") && !isThisMachine(host) && !plainHttpHosts.contains(host)) {
            throw new IllegalArgumentException(
                    "adapter %s: found plain http to %s, expected https. Use https, or list the host in flora.soap.plain-http-hosts or flora.http.plain-http-hosts."
                            .formatted(adapter, host));
        }
        String user = uri.getUserInfo();
        if (user == null) {
            return new CallbackAddress(uri, null);
        }
        String basic = "Basic " + Base64.getEncoder().encodeToString(user.getBytes(StandardCharsets.UTF_8));
        return new CallbackAddress(URI.create(endpoint.replaceFirst("//[^@/]*@", "//")), basic);
    }

    /// The same address, called with a bearer token.
    ///
    /// @param token as adapter.yaml has it; `null` or empty for none
    /// @throws IllegalArgumentException if there is a user in the endpoint already
    CallbackAddress withToken(@Nullable String token) {
        if (token == null || token.isEmpty()) {
            return this;
        }
        if (authorization != null) {
            throw new IllegalArgumentException(
                    "%s: found a token and a user in the endpoint, expected one of the two. Remove one."
                            .formatted(uri));
        }
        return new CallbackAddress(uri, "Bearer " + token);
    }

    private static boolean isThisMachine(String host) {
        return host.equals("localhost") || host.equals("[::1]") || host.matches("127(\\.\\d{1,3}){3}");
    }

    /// Without the credentials.
    @Override
    public String toString() {
        return uri.toString();
    }
}
