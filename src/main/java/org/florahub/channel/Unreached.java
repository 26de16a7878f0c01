package org.florahub.channel;

import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;

/// Why a partner's server cannot be reached, in words for the operator: what was found, and what to do.
final class Unreached {

    private Unreached() {}

    /// @param e what the client threw; the innermost cause that says something counts
    static String because(Throwable e) {
        String words = "the connection failed (%s). Check that it runs and the network lets it through."
                .formatted(e.getClass().getSimpleName());
        int depth = 0;
        for (Throwable cause = e; cause != null && depth < 10; cause = cause.getCause(), depth++) {
            words = switch (cause) {
                case UnknownHostException _, UnresolvedAddressException _ ->
                    "nobody knows that name. Check the address in adapter.yaml, and the DNS of this machine.";
                case HttpTimeoutException _, TimeoutException _, InterruptedIOException _ ->
                    "it does not answer in time. Check that the network lets it through.";
                case NoRouteToHostException _ -> "there is no way to it. Check the network.";
                case ConnectException _ -> "nothing listens there. Check that it runs, and its port.";
                case SSLException tls ->
                    "TLS fails (%s). Check that it speaks TLS, and that this machine trusts its certificate."
                            .formatted(tls.getMessage());
                default -> words;
            };
        }
        return words;
    }
}
