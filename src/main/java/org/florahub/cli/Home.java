package org.florahub.cli;

import java.nio.file.Path;
import java.util.Locale;
import org.florahub.kit.Workbench;

/// The folders of adapters and transforms: what `flora.adapters` and `flora.transforms` name among system
/// properties, or
/// `FLORA_ADAPTERS` and `FLORA_TRANSFORMS` in the environment, as for a running hub; else below the folder where the
/// launcher stands, else below the working folder.
final class Home {

    private Home() {}

    static Path adapters() {
        return folder("adapters");
    }

    static Path transforms() {
        return folder("transforms");
    }

    /// The folders that integration engineers work on.
    static Workbench workbench() {
        return new Workbench(adapters(), transforms(), System::getenv);
    }

    private static Path folder(String name) {
        String set = System.getProperty("flora." + name, System.getenv("FLORA_" + name.toUpperCase(Locale.ROOT)));
        Path folder = set == null || set.isBlank() ? Path.of(System.getProperty("flora.home", ""), name) : Path.of(set);
        return folder.toAbsolutePath();
    }
}
