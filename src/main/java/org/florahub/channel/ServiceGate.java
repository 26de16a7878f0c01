package org.florahub.channel;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.web.filter.OncePerRequestFilter;

/// Lets calls through to a service only while it is open, and answers others with 503 and `Retry-After`.
///
/// The HTTP port opens before the services do, and a service can be opened and closed at any time. A call that met a
/// service just while it was being published was answered
/// 200 with an empty body by CXF and handed to nobody: to its caller it looked recorded.
final class ServiceGate extends OncePerRequestFilter {

    private static final String RETRY_SECONDS = "5";

    private final BooleanSupplier open;
    private final Function<String, @Nullable Turnstile> services;

    /// @param open     whether the channels are open at all
    /// @param services the way into an adapter's service, or `null` if it has none
    ServiceGate(BooleanSupplier open, Function<String, @Nullable Turnstile> services) {
        this.open = open;
        this.services = services;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest call, HttpServletResponse answer, FilterChain next)
            throws IOException, ServletException {
        Turnstile service = services.apply(adapter(call));
        if (!open.getAsBoolean() || (service != null && !service.enter())) {
            repeatLater(answer);
            return;
        }
        try {
            next.doFilter(call, answer);
        } finally {
            if (service != null) {
                service.leave();
            }
        }
    }

    private static String adapter(HttpServletRequest call) {
        String path = call.getPathInfo();
        return path == null ? "" : path.substring(1);
    }

    private static void repeatLater(HttpServletResponse answer) throws IOException {
        answer.setHeader("Retry-After", RETRY_SECONDS);
        answer.setContentType("text/plain;charset=utf-8");
        answer.setStatus(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
        answer.getWriter()
                .println("Der Dienst ist noch nicht oder nicht mehr geöffnet. Die Nachricht unverändert wiederholen.");
    }
}
