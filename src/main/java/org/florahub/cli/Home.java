package org.florahub.cli;

import java.nio.file.Path;
import java.util.Map;

/// The folder that holds adapters, transforms and routes: where the launcher stands, else the working folder.
final class Home {

    private Home() {}

    static Path adapters() {
        return folder().resolve("adapters");
    }

    static Path transforms() {
        return folder().resolve("transforms");
    }

    /// Settings that tell a hub where its folders are.
    static Map<String, String> settings() {
        return Map.of(
                "flora.adapters", adapters().toString(),
                "flora.transforms", transforms().toString(),
                "flora.routes", folder().resolve("routes").toString());
    }

    private static Path folder() {
        return Path.of(System.getProperty("flora.home", "")).toAbsolutePath();
    }
}
