package org.florahub.cli;

import java.util.HashMap;
import java.util.Map;
import org.florahub.HubApplication;
import org.springframework.boot.web.server.PortInUseException;
import org.springframework.context.ConfigurableApplicationContext;

/// Starts a hub in this JVM. What keeps it from starting is said once and in its own words, not as the trace of the
/// container around it.
final class HubStart {

    private HubStart() {}

    /// @throws CommandFailed if it cannot start for a reason that a user can do something about
    static ConfigurableApplicationContext start(Map<String, ?> settings) {
        var quiet = new HashMap<String, Object>(settings);
        quiet.put("logging.level.org.springframework.boot.SpringApplication", "OFF");
        quiet.put("logging.level.org.springframework.boot.diagnostics", "OFF");
        quiet.put("logging.level.org.springframework.boot.web.server", "ERROR");
        quiet.put("logging.level.org.springframework.boot.tomcat.servlet", "OFF");
        try {
            return HubApplication.start(quiet);
        } catch (RuntimeException e) {
            Throwable reason = e;
            while (reason.getCause() != null && isTheContainers(reason)) {
                reason = reason.getCause();
            }
            if (reason instanceof NullPointerException
                    || reason instanceof LinkageError
                    || reason.getMessage() == null) {
                throw e;
            }
            throw new CommandFailed("the hub cannot start: " + reason.getMessage(), e);
        }
    }

    /// Whether an exception only wraps the reason.
    private static boolean isTheContainers(Throwable failure) {
        return failure.getClass().getName().startsWith("org.springframework.")
                && !(failure instanceof PortInUseException);
    }
}
