package org.florahub.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;

/// The operator's settings file, read only as far as a command needs it before a hub starts.
final class ConfigFile {

    private final Map<String, String> settings = new HashMap<>();

    /// @param file YAML, or properties if it is called so
    /// @throws CommandFailed if it cannot be read
    static ConfigFile read(Path file) {
        var config = new ConfigFile();
        try (var reader = Files.newBufferedReader(file)) {
            if (file.toString().endsWith(".properties")) {
                var properties = new Properties();
                properties.load(reader);
                properties.stringPropertyNames().forEach(key -> config.settings.put(key, properties.getProperty(key)));
            } else {
                config.flatten("", new Yaml(new SafeConstructor(new LoaderOptions())).load(reader));
            }
            return config;
        } catch (IOException | YAMLException e) {
            throw new CommandFailed("%s cannot be read. Correct --config.".formatted(file), e);
        }
    }

    /// A path that the file sets, else another one.
    Path path(String key, Path otherwise) {
        String set = settings.get(key);
        return set == null ? otherwise : Path.of(set);
    }

    private void flatten(String prefix, @Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            map.forEach((key, inner) -> flatten(prefix.isEmpty() ? key.toString() : prefix + "." + key, inner));
        } else if (value != null) {
            settings.put(prefix, value.toString());
        }
    }
}
