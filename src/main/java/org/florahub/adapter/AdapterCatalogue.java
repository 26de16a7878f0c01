package org.florahub.adapter;

import java.nio.file.Path;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The adapters in force: what the folders said at the start, and what [Reload] has taken over from them since.
/// Whoever works on a message asks once and keeps to what it got. Thread-safe.
public final class AdapterCatalogue implements Supplier<Adapters> {

    private final Folders folders;
    private volatile Adapters inForce;

    private AdapterCatalogue(Folders folders, Adapters inForce) {
        this.folders = folders;
        this.inForce = inForce;
    }

    /// Loads all folders.
    ///
    /// @param environment the value of a variable, or `null` if it is not set
    /// @throws BrokenAdapterException if anything is wrong with any of them; it lists every mistake of every folder
    public static AdapterCatalogue load(
            Path adaptersDir, Path transformsDir, Function<String, @Nullable String> environment) {
        var folders = new Folders(adaptersDir, transformsDir, environment);
        return new AdapterCatalogue(folders, Adapters.load(adaptersDir, transformsDir, environment));
    }

    @Override
    public Adapters get() {
        return inForce;
    }

    Folders folders() {
        return folders;
    }

    void put(Adapters fresh) {
        inForce = fresh;
    }
}
