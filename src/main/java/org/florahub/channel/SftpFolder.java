package org.florahub.channel;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.function.Predicate;
import org.apache.sshd.common.SshException;
import org.apache.sshd.sftp.client.SftpClient;
import org.apache.sshd.sftp.client.SftpClient.Attributes;
import org.apache.sshd.sftp.client.SftpClient.DirEntry;
import org.apache.sshd.sftp.client.extensions.openssh.OpenSSHStatExtensionInfo;
import org.apache.sshd.sftp.client.extensions.openssh.OpenSSHStatPathExtension;
import org.apache.sshd.sftp.common.SftpConstants;
import org.apache.sshd.sftp.common.SftpException;
import org.jspecify.annotations.Nullable;

/// A folder on an authority's SFTP server. Files appear in it at once and whole: written under a name that begins
/// with a dot and ends in `.tmp`, made durable where the server offers it (`fsync@openssh.com`), renamed.
///
/// Several files are on their way at the same time, because each of them waits for the server's answers. Refusals by
/// the server are told as [AwayException] where they concern the folder, and as [IOException] where one file.
final class SftpFolder {

    private static final int AT_ONCE = 8;
    private static final String FULL = "its disk is full. Ask who runs it to make room";
    private static final ExecutorService THREADS = Executors.newVirtualThreadPerTaskExecutor();

    private final SftpConnection connection;
    private final String path;
    private final Semaphore atOnce = new Semaphore(AT_ONCE);

    /// Something done with an open connection.
    @FunctionalInterface
    private interface Action<T extends @Nullable Object> {
        T with(SftpClient client) throws IOException;
    }

    SftpFolder(SftpConnection connection, String path) {
        this.connection = connection;
        this.path = path.length() > 1 && path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    }

    /// The plain files whose names are wanted; links and folders are not looked at.
    Map<String, FileScan.Look> list(Predicate<String> wanted) throws AwayException {
        return onFolder("be listed", client -> {
            var listing = new HashMap<String, FileScan.Look>();
            for (DirEntry entry : client.readEntries(path)) {
                String name = entry.getFilename();
                if (!name.contains("/") && wanted.test(name) && isPlain(entry.getAttributes())) {
                    listing.put(name, look(entry.getAttributes()));
                }
            }
            return listing;
        });
    }

    /// How a file looks, or `null` if it is not there or no plain file.
    FileScan.@Nullable Look look(String name) throws IOException {
        return on(client -> {
            Attributes attributes = new SftpFile(client, place(name)).attributes();
            return attributes == null || !isPlain(attributes) ? null : look(attributes);
        });
    }

    /// Copies a file's bytes.
    void read(String name, OutputStream to) throws IOException {
        on(client -> {
            try (InputStream in = client.read(place(name))) {
                return in.transferTo(to);
            }
        });
    }

    void remove(String name) throws IOException {
        on(client -> {
            client.remove(place(name));
            return name;
        });
    }

    void rename(String name, String to) throws IOException {
        on(client -> {
            new SftpFile(client, place(name)).rename(place(to));
            return to;
        });
    }

    /// Writes all of them; a document whose file is there with the same bytes is left alone, another file of that
    /// name is replaced. The order in which they appear is not said.
    ///
    /// @return for each document, in order, why it could not be written, or `null`
    List<@Nullable AwayException> put(List<Folder.Document> documents) throws AwayException {
        SftpClient client = connection.open();
        List<@Nullable IOException> failures = together(documents.stream()
                .<Callable<Void>>map(document -> () -> put(client, document))
                .toList());
        var reasons = new ArrayList<@Nullable AwayException>(failures.size());
        for (int i = 0; i < failures.size(); i++) {
            IOException failure = failures.get(i);
            reasons.add(
                    failure == null
                            ? null
                            : away(client, "be written to", documents.get(i).body().length, failure));
        }
        return reasons;
    }

    /// Writes a file without content, under a name that nobody takes, and removes it.
    void tryWriting() throws AwayException {
        onFolder("be written to", client -> {
            var probe = new SftpFile(client, place(".florahub-probe.tmp"));
            probe.write(new byte[0]);
            probe.removeIfThere();
            return probe;
        });
    }

    /// Runs things at the same time, a few at once; returns when all are done, with what each of them threw.
    List<@Nullable IOException> together(List<Callable<Void>> tasks) throws AwayException {
        var running = new ArrayList<Future<Void>>(tasks.size());
        for (Callable<Void> task : tasks) {
            running.add(THREADS.submit(() -> {
                atOnce.acquire();
                try {
                    return task.call();
                } finally {
                    atOnce.release();
                }
            }));
        }
        var failures = new ArrayList<@Nullable IOException>(tasks.size());
        for (Future<Void> task : running) {
            try {
                task.get();
                failures.add(null);
            } catch (ExecutionException e) {
                failures.add(e.getCause() instanceof IOException io ? io : new IOException(e.getCause()));
            } catch (InterruptedException e) {
                running.forEach(other -> other.cancel(true));
                Thread.currentThread().interrupt();
                throw new AwayException("The hub is stopping.", e);
            }
        }
        return failures;
    }

    @Override
    public String toString() {
        return "%s/%s".formatted(connection, path.startsWith("/") ? path.substring(1) : path);
    }

    private @Nullable Void put(SftpClient client, Folder.Document document) throws IOException {
        String target = place(document.name());
        if (new SftpFile(client, target).holds(document.body())) {
            return null;
        }
        var temporary = new SftpFile(client, place("." + document.name() + ".tmp"));
        try {
            temporary.write(document.body());
        } catch (IOException e) {
            if (e instanceof SftpException) {
                temporary.removeIfThere(); // it takes space that may be what is missing
            }
            throw e;
        }
        temporary.rename(target);
        return null;
    }

    /// Whatever the server says of the folder as such means that nothing can be done there.
    private <T> T onFolder(String doing, Action<T> action) throws AwayException {
        SftpClient client = connection.open();
        try {
            return action.with(client);
        } catch (IOException e) {
            throw away(client, doing, 0, e);
        } catch (UncheckedIOException e) {
            throw away(client, doing, 0, Objects.requireNonNull(e.getCause())); // a listing that failed
        } catch (IllegalStateException e) {
            throw away(client, doing, 0, new IOException(e)); // the session is being closed
        }
    }

    /// What the server says of a file concerns that file; everything else, the connection.
    private <T extends @Nullable Object> T on(Action<T> action) throws IOException {
        SftpClient client = connection.open();
        try {
            return action.with(client);
        } catch (SftpException e) {
            if (isLost(e)) {
                throw away(client, "be used", 0, e);
            }
            throw e;
        } catch (IOException e) {
            if (client.isOpen() && !(e instanceof SshException)) {
                throw e; // not the connection's: the copy here could not be written, or is longer than it should be
            }
            throw away(client, "be used", 0, e);
        } catch (IllegalStateException e) {
            throw away(client, "be used", 0, new IOException(e)); // the session is being closed
        }
    }

    private AwayException away(SftpClient client, String doing, long bytes, IOException e) {
        if (e instanceof AwayException away) {
            return away;
        }
        if (!(e instanceof SftpException refusal) || isLost(refusal)) {
            connection.close();
            return new AwayException(
                    "%s: the connection broke (%s). It is opened again."
                            .formatted(this, e.getClass().getSimpleName()),
                    e);
        }
        String reason = switch (refusal.getStatus()) {
            case SftpConstants.SSH_FX_NO_SUCH_FILE -> "there is no such folder. Create it, or correct adapter.yaml";
            case SftpConstants.SSH_FX_PERMISSION_DENIED, SftpConstants.SSH_FX_WRITE_PROTECT ->
                "the server denies it. Give the hub's user the right to";
            case SftpConstants.SSH_FX_NO_SPACE_ON_FILESYSTEM, SftpConstants.SSH_FX_QUOTA_EXCEEDED -> FULL;
            default ->
                isFull(client, bytes)
                        ? FULL
                        : "the server answered %s. Ask who runs it"
                                .formatted(SftpConstants.getStatusName(refusal.getStatus()));
        };
        return new AwayException("%s cannot %s: %s.".formatted(this, doing, reason), e);
    }

    private boolean isFull(SftpClient client, long bytes) {
        OpenSSHStatPathExtension space = client.getExtension(OpenSSHStatPathExtension.class);
        if (bytes == 0 || space == null || !space.isSupported()) {
            return false;
        }
        try {
            OpenSSHStatExtensionInfo info = space.stat(path);
            return info.f_bavail * info.f_frsize < bytes;
        } catch (IOException _) {
            return false; // then the status has to do
        }
    }

    private static boolean isLost(SftpException e) {
        return e.getStatus() == SftpConstants.SSH_FX_NO_CONNECTION
                || e.getStatus() == SftpConstants.SSH_FX_CONNECTION_LOST;
    }

    private static boolean isPlain(Attributes attributes) {
        return !attributes.isDirectory() && !attributes.isSymbolicLink() && !attributes.isOther();
    }

    private static FileScan.Look look(Attributes attributes) {
        Instant modified = attributes.getModifyTime() == null
                ? Instant.EPOCH
                : attributes.getModifyTime().toInstant();
        return new FileScan.Look(attributes.getSize(), modified);
    }

    private String place(String name) {
        return path.endsWith("/") ? path + name : path + "/" + name;
    }
}
