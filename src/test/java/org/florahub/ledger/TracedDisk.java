package org.florahub.ledger;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Writes to the real disk and keeps what was done, so that a test can ask what a crash at any moment would have left.
final class TracedDisk implements Disk {

    private final List<Action> trace = new ArrayList<>();

    /// What happened: an action on files, or something that must hold from then on whatever comes.
    sealed interface Action {
        record Folder(Path path) implements Action {}

        @SuppressWarnings("ArrayRecordComponent") // never compared
        record Write(Path path, byte[] content) implements Action {}

        record Force(Path path) implements Action {}

        record ForceFolder(Path path) implements Action {}

        record Rename(Path from, Path to) implements Action {}

        record Delete(Path path) implements Action {}

        /// The store has committed so many entries in all.
        record Committed(int entries) implements Action {}

        /// A checkpoint was shown to somebody.
        record Published(Checkpoint checkpoint) implements Action {}
    }

    synchronized void note(Action action) {
        trace.add(action);
    }

    synchronized List<Action> trace() {
        return List.copyOf(trace);
    }

    @Override
    public void createFolder(Path folder) throws IOException {
        Disk.super.createFolder(folder);
        note(new Action.Folder(folder));
    }

    @Override
    public void write(Path file, byte[] content) throws IOException {
        Disk.super.write(file, content);
        note(new Action.Write(file, content));
    }

    @Override
    public void force(Path file) throws IOException {
        Disk.super.force(file);
        note(new Action.Force(file));
    }

    @Override
    public void forceFolder(Path folder) throws IOException {
        Disk.super.forceFolder(folder);
        note(new Action.ForceFolder(folder));
    }

    @Override
    public void rename(Path file, Path name) throws IOException {
        Disk.super.rename(file, name);
        note(new Action.Rename(file, name));
    }

    @Override
    public void delete(Path path) throws IOException {
        Disk.super.delete(path);
        note(new Action.Delete(path));
    }
}
