package org.florahub.channel;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.access.AccessDeniedHandler;

/// Answers calls that are not let in as [PostReply] answers all others: 401 where it is not known who calls, 403 where
/// the user has no right to.
final class HttpRefusals implements AuthenticationEntryPoint, AccessDeniedHandler {

    private final RefusalLog log;

    HttpRefusals(RefusalLog log) {
        this.log = log;
    }

    @Override
    public void commence(HttpServletRequest call, HttpServletResponse answer, AuthenticationException reason)
            throws IOException {
        answer.setHeader("WWW-Authenticate", "Basic realm=\"FLORA Hub\"");
        reply(call, answer).problem(401, "Benutzer und Passwort fehlen oder sind falsch.");
    }

    @Override
    public void handle(HttpServletRequest call, HttpServletResponse answer, AccessDeniedException reason)
            throws IOException {
        log.refused("HTTP", call.getRemoteUser(), call.getRemoteAddr(), "no right to call that address");
        reply(call, answer).problem(403, "Dieser Benutzer hat zu dieser Adresse keinen Zugang.");
    }

    private static PostReply reply(HttpServletRequest call, HttpServletResponse answer) {
        return new PostReply(call.getHeader("Accept"), answer);
    }
}
