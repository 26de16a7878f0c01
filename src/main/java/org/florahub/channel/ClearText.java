package org.florahub.channel;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/// Makes folders that hold messages in clear, so that not everybody on this machine can look into them. The rights of
/// a folder that is there already stay as somebody set them.
final class ClearText {

    private static final FileAttribute<Set<PosixFilePermission>> OWNER = rights("rwx------");
    private static final FileAttribute<Set<PosixFilePermission>> OWNER_AND_GROUP = rights("rwxrwx---");

    private ClearText() {}

    /// A folder that nobody but the hub needs.
    static Path ofHub(Path folder) throws IOException {
        return Files.createDirectories(folder, OWNER);
    }

    /// A folder that an authority's own user reads or writes, by a group that the operator gives it; the group gets
    /// what the umask leaves.
    static Path shared(Path folder) throws IOException {
        return Files.createDirectories(folder, OWNER_AND_GROUP);
    }

    private static FileAttribute<Set<PosixFilePermission>> rights(String text) {
        return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(text));
    }
}
