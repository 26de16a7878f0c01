package org.florahub.cli;

import java.nio.file.Path;
import org.florahub.kit.Workbench;

/// The folder that holds adapters, transforms and routes: where the launcher stands, else the working folder.
final class Home {

    private Home() {}

    static Path adapters() {
        return folder().resolve("adapters");
    }

    static Path transforms() {
        return folder().resolve("transforms");
    }

    /// The folders that integration engineers work on.
    static Workbench workbench() {
        return new Workbench(adapters(), transforms(), System::getenv);
    }

    private static Path folder() {
        return Path.of(System.getProperty("flora.home", "")).toAbsolutePath();
    }
}
