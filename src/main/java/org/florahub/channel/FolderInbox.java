package org.florahub.channel;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.florahub.adapter.InChannel;
import org.florahub.adapter.Sizes;
import org.florahub.intake.Content;
import org.florahub.intake.Receipt;
import org.jspecify.annotations.Nullable;

/// The exchange folders of an adapter on this machine. Symbolic links and folders in them are not looked at.
final class FolderInbox implements Inbox {

    private final Folder in;
    private final Folder answers;
    private final Path refused;
    private final @Nullable String readySuffix;
    private final KeptFiles kept;

    FolderInbox(AdapterFolders folders, InChannel channel, Clock clock) {
        this.in = Folder.ofOthers(folders.in());
        this.answers = Folder.ofHub(folders.answers());
        this.refused = folders.refused();
        this.readySuffix = channel.settings().get("ready");
        String keep = channel.settings().get("keep");
        Duration time = keep == null ? null : Sizes.duration(keep);
        this.kept = new KeptFiles(in.path(), time, clock);
    }

    @Override
    public void tidy() throws IOException {
        kept.forgetOld();
    }

    @Override
    public Map<String, FileScan.Look> list(Predicate<String> wanted) throws IOException {
        var listing = new HashMap<String, FileScan.Look>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(in.path())) {
            for (Path file : files) {
                String name = file.getFileName().toString();
                FileScan.Look look = wanted.test(name) ? lookAt(file) : null;
                if (look != null) {
                    listing.put(name, look);
                }
            }
        }
        return listing;
    }

    @Override
    public Fetched fetch(List<FileScan.Found> files) throws IOException {
        var contents = new LinkedHashMap<FileScan.Found, Content>();
        for (FileScan.Found file : files) {
            if (isUnchanged(file)) {
                contents.put(file, Content.of(path(file)));
            }
        }
        return () -> contents;
    }

    @Override
    public boolean isUnchanged(FileScan.Found file) throws IOException {
        return file.look().equals(lookAt(path(file)));
    }

    @Override
    public Instant quietSince(FileScan.Found file) {
        return file.look().modified();
    }

    @Override
    public void answer(List<Folder.Document> documents) throws IOException {
        answers.put(documents);
    }

    @Override
    public void remove(FileScan.Found file, Receipt receipt) throws IOException {
        switch (receipt) {
            case Receipt.Refused _ -> moveAside(file);
            case Receipt.Rejected _ -> Files.delete(path(file));
            case Receipt.Accepted _, Receipt.PartlyAccepted _ -> kept.keepOrDelete(path(file));
            case Receipt.Unfinished _ -> throw new IllegalStateException("An unfinished file stays");
        }
        if (readySuffix != null) {
            Files.deleteIfExists(in.path().resolve(file.name() + readySuffix));
        }
    }

    @Override
    public void delete(FileScan.Found file) throws IOException {
        Files.delete(path(file));
    }

    @Override
    public String toString() {
        return in.path().toString();
    }

    private void moveAside(FileScan.Found file) throws IOException {
        ClearText.shared(refused);
        String stamp = Long.toString(file.look().modified().toEpochMilli(), 36);
        Files.move(path(file), refused.resolve(stamp + "-" + file.name()), StandardCopyOption.REPLACE_EXISTING);
    }

    private Path path(FileScan.Found file) {
        return in.path().resolve(file.name());
    }

    /// `null` if it is not a plain file, or gone.
    private static FileScan.@Nullable Look lookAt(Path file) throws IOException {
        try {
            var attributes = Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            return attributes.isRegularFile()
                    ? new FileScan.Look(
                            attributes.size(), attributes.lastModifiedTime().toInstant())
                    : null;
        } catch (NoSuchFileException _) {
            return null;
        }
    }
}
