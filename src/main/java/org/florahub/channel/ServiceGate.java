package org.florahub.channel;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.function.BooleanSupplier;
import org.springframework.web.filter.OncePerRequestFilter;

/// Lets calls through to the services only while the channels are open, and answers others with 503 and `Retry-After`.
///
/// The HTTP port opens before the services do. A call that met a service just while it was being published was answered
/// 200 with an empty body by CXF and handed to nobody: to its caller it looked recorded.
final class ServiceGate extends OncePerRequestFilter {

    private static final String RETRY_SECONDS = "5";

    private final BooleanSupplier open;

    ServiceGate(BooleanSupplier open) {
        this.open = open;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest call, HttpServletResponse answer, FilterChain next)
            throws IOException, ServletException {
        if (open.getAsBoolean()) {
            next.doFilter(call, answer);
            return;
        }
        answer.setHeader("Retry-After", RETRY_SECONDS);
        answer.setContentType("text/plain;charset=utf-8");
        answer.setStatus(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
        answer.getWriter()
                .println("Der Dienst ist noch nicht oder nicht mehr geöffnet. Die Nachricht unverändert wiederholen.");
    }
}
