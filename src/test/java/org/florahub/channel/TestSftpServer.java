package org.florahub.channel;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.sshd.common.file.virtualfs.VirtualFileSystemFactory;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.session.ServerSession;
import org.apache.sshd.sftp.server.FileHandle;
import org.apache.sshd.sftp.server.SftpEventListener;
import org.apache.sshd.sftp.server.SftpSubsystemFactory;

/// An authority's SFTP server in this process, which can be told to fail. Its root is a folder of the test.
final class TestSftpServer implements AutoCloseable {

    static final String USER = "flora";
    static final String PASSWORD = "a-password-of-the-test";

    final Path root;
    private final AtomicReference<Fault> fault = new AtomicReference<>(Fault.NONE);
    private SshServer server;
    private KeyPair hostKey = newKey();
    private int port;

    /// What goes wrong at the next occasion.
    enum Fault {
        NONE,
        /// The connection breaks when a file is written to; once.
        CUT_WHEN_WRITING,
        /// The connection breaks when a file is read; once.
        CUT_WHEN_READING,
        /// Every write fails, as on a full disk.
        NO_WRITING,
        /// Nothing can be removed.
        NO_REMOVING
    }

    TestSftpServer(Path root) throws IOException {
        this.root = root;
        for (String folder : List.of("in", "out", "answers")) {
            Files.createDirectories(root.resolve(folder));
        }
        server = start();
        port = server.getPort();
    }

    Path folder(String name) {
        return root.resolve(name);
    }

    String address() {
        return "127.0.0.1:" + port;
    }

    String fingerprint() {
        return HostKeys.fingerprint(hostKey.getPublic());
    }

    void failWith(Fault next) {
        fault.set(next);
    }

    /// From the next start on.
    void changeHostKey() {
        hostKey = newKey();
    }

    void stop() throws IOException {
        server.stop(true);
    }

    /// On the same port as before.
    void startAgain() throws IOException {
        server = start();
    }

    @Override
    public void close() throws IOException {
        stop();
    }

    private SshServer start() throws IOException {
        SshServer fresh = SshServer.setUpDefaultServer();
        fresh.setHost("127.0.0.1");
        fresh.setPort(port);
        fresh.setKeyPairProvider(KeyPairProvider.wrap(hostKey));
        fresh.setPasswordAuthenticator((user, password, _) -> user.equals(USER) && password.equals(PASSWORD));
        fresh.setFileSystemFactory(new VirtualFileSystemFactory(root));
        var sftp = new SftpSubsystemFactory.Builder().build();
        sftp.addSftpEventListener(new Faults());
        fresh.setSubsystemFactories(List.of(sftp));
        fresh.start();
        return fresh;
    }

    private static KeyPair newKey() {
        try {
            var generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(256);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private final class Faults implements SftpEventListener {

        @Override
        public void writing(
                ServerSession session,
                String remoteHandle,
                FileHandle localHandle,
                long offset,
                byte[] data,
                int dataOffset,
                int dataLen)
                throws IOException {
            cut(session, Fault.CUT_WHEN_WRITING);
            if (fault.get() == Fault.NO_WRITING) {
                throw new IOException("No space left on device");
            }
        }

        @Override
        public void reading(
                ServerSession session,
                String remoteHandle,
                FileHandle localHandle,
                long offset,
                byte[] data,
                int dataOffset,
                int dataLen)
                throws IOException {
            cut(session, Fault.CUT_WHEN_READING);
        }

        @Override
        public void removing(ServerSession session, Path path, boolean isDirectory) throws IOException {
            if (fault.get() == Fault.NO_REMOVING) {
                throw new java.nio.file.AccessDeniedException(path.toString());
            }
        }

        private void cut(ServerSession session, Fault at) throws IOException {
            if (fault.compareAndSet(at, Fault.NONE)) {
                session.close(true);
                throw new IOException("the line went dead");
            }
        }
    }

    /// The text of a file of the server.
    String text(String folder, String name) {
        try {
            return Files.readString(folder(folder).resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
