package org.florahub.adapter;

import java.util.Map;
import org.florahub.transform.Transform;

/// The way in which an authority receives.
///
/// @param type      `file`, `sftp`, `soap`, `http` or `mq`
/// @param transform the format in which it receives
/// @param settings  settings of that type; see docs/reference/adapter-yaml.md
public record OutChannel(String type, Transform transform, Map<String, String> settings) {

    public OutChannel {
        settings = Map.copyOf(settings);
    }

    /// Without the settings, which may hold passwords.
    @Override
    public String toString() {
        return "%s (%s)".formatted(type, transform.name());
    }
}
