package org.florahub.adapter;

import java.util.Map;
import org.florahub.transform.Transform;

/// A way in which an authority sends.
///
/// @param type      `file`, `sftp`, `soap`, `http` or `mq`
/// @param transform the format in which it sends
/// @param settings  settings of that type; see docs/reference/adapter-yaml.md
public record InChannel(String type, Transform transform, Map<String, String> settings) {

    public InChannel {
        settings = Map.copyOf(settings);
    }

    /// Without the settings, which may hold passwords.
    @Override
    public String toString() {
        return "%s (%s)".formatted(type, transform.name());
    }
}
