package org.florahub;

import java.util.Map;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.ConfigurableApplicationContext;

/// The hub as one process.
@SpringBootApplication
@ConfigurationPropertiesScan
public class HubApplication {

    /// Starts a hub and returns when it is ready to receive.
    ///
    /// @param settings properties that win over all others, for example `flora.data` → a folder
    /// @return the running hub; closing it finishes what is in flight
    /// @throws RuntimeException if it cannot start: the reasons have been logged
    public static ConfigurableApplicationContext start(Map<String, ?> settings) {
        String[] arguments = settings.entrySet().stream()
                .map(setting -> "--%s=%s".formatted(setting.getKey(), setting.getValue()))
                .toArray(String[]::new);
        return new SpringApplication(HubApplication.class).run(arguments);
    }
}
