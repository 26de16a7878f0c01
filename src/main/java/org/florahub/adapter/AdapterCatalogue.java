package org.florahub.adapter;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The adapters in force: what the folders said at the start, and what [Reload] has taken over from them since.
/// Whoever works on a message asks once and keeps to what it got. Thread-safe.
public final class AdapterCatalogue implements Supplier<Adapters> {

    private final Folders folders;
    private final Look firstLook;
    private volatile Adapters inForce;

    private AdapterCatalogue(Folders folders, Look firstLook, Adapters inForce) {
        this.folders = folders;
        this.firstLook = firstLook;
        this.inForce = inForce;
    }

    /// Loads all folders.
    ///
    /// @param environment the value of a variable, or `null` if it is not set
    /// @throws BrokenAdapterException if anything is wrong with any of them; it lists every mistake of every folder
    public static AdapterCatalogue load(
            Path adaptersDir, Path transformsDir, Function<String, @Nullable String> environment) {
        var folders = new Folders(adaptersDir, transformsDir, environment);
        try {
            Look look = Look.at(folders);
            return new AdapterCatalogue(folders, look, Adapters.load(adaptersDir, transformsDir, environment));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Adapters get() {
        return inForce;
    }

    /// How the folders looked just before they were loaded.
    Look firstLook() {
        return firstLook;
    }

    Folders folders() {
        return folders;
    }

    void put(Adapters fresh) {
        inForce = fresh;
    }
}
