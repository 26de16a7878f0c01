package org.florahub.channel;

import java.io.IOException;
import java.io.InputStream;
import java.net.SocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PublicKey;
import java.time.Duration;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.config.hosts.HostConfigEntryResolver;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.AttributeRepository;
import org.apache.sshd.common.AttributeRepository.AttributeKey;
import org.apache.sshd.common.SshConstants;
import org.apache.sshd.common.SshException;
import org.apache.sshd.common.config.keys.FilePasswordProvider;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.keyprovider.KeyIdentityProvider;
import org.apache.sshd.common.util.security.SecurityUtils;
import org.apache.sshd.core.CoreModuleProperties;
import org.apache.sshd.sftp.client.SftpClient;
import org.apache.sshd.sftp.client.SftpClientFactory;
import org.apache.sshd.sftp.client.impl.AbstractSftpClient;
import org.jspecify.annotations.Nullable;

/// A connection to an authority's SFTP server, opened when it is needed and again after it broke. Thread-safe.
final class SftpConnection implements AutoCloseable {

    private static final AttributeKey<Asked> ASKED = new AttributeKey<>();
    private static final Duration HEARTBEAT = Duration.ofSeconds(20);

    private final SshClient client;
    private final SftpServer server;
    private final SftpProperties settings;
    private @Nullable ClientSession session;
    private @Nullable SftpClient sftp;

    /// What one attempt to connect learnt of the server's key.
    private static final class Asked {

        private final HostKeys known;
        private volatile @Nullable PublicKey refused;

        Asked(HostKeys known) {
            this.known = known;
        }

        boolean accept(ClientSession session, SocketAddress address, PublicKey key) {
            boolean accepted = known.accept(session, address, key);
            refused = accepted ? null : key;
            return accepted;
        }
    }

    SftpConnection(SshClient client, SftpServer server, SftpProperties settings) {
        this.client = client;
        this.server = server;
        this.settings = settings;
    }

    /// A client for any number of connections. It reads nothing of what the operator's account has for `ssh`: no
    /// configuration, no keys, no known hosts. To be started and stopped by its owner.
    static SshClient client(SftpProperties settings) {
        SshClient client = SshClient.setUpDefaultClient();
        client.setHostConfigEntryResolver(HostConfigEntryResolver.EMPTY);
        client.setKeyIdentityProvider(KeyIdentityProvider.EMPTY_KEYS_PROVIDER);
        client.setFilePasswordProvider(FilePasswordProvider.EMPTY);
        client.setServerKeyVerifier((session, address, key) -> {
            AttributeRepository context = session.getConnectionContext();
            Asked asked = context == null ? null : context.getAttribute(ASKED);
            return asked != null && asked.accept(session, address, key);
        });
        CoreModuleProperties.HEARTBEAT_INTERVAL.set(client, HEARTBEAT);
        CoreModuleProperties.HEARTBEAT_NO_REPLY_MAX.set(client, 2);
        CoreModuleProperties.IDLE_TIMEOUT.set(client, Duration.ZERO);
        AbstractSftpClient.SFTP_CLIENT_CMD_TIMEOUT.set(client, settings.answerTimeout());
        return client;
    }

    /// The open connection.
    ///
    /// @throws AwayException if there is none and none can be opened
    synchronized SftpClient open() throws AwayException {
        SftpClient open = sftp;
        if (open != null && open.isOpen()) {
            return open;
        }
        close();
        var asked = new Asked(server.hostKeys());
        try {
            SftpClient fresh = connect(asked);
            sftp = fresh;
            return fresh;
        } catch (IOException | GeneralSecurityException | RuntimeException e) {
            close(); // unchecked: an unknown host, or a session that is closed while it is being opened
            throw new AwayException(why(asked, e), e);
        }
    }

    /// Closes it; the next use opens it again.
    @Override
    public synchronized void close() {
        ClientSession open = session;
        session = null;
        sftp = null;
        if (open != null) {
            open.close(true);
        }
    }

    @Override
    public String toString() {
        return server.toString();
    }

    private SftpClient connect(Asked asked) throws IOException, GeneralSecurityException {
        ClientSession opening = client.connect(
                        server.user(), server.host(), server.port(), AttributeRepository.ofKeyValuePair(ASKED, asked))
                .verify(settings.connectTimeout())
                .getSession();
        session = opening;
        if (server.password() != null) {
            opening.addPasswordIdentity(server.password());
        }
        if (server.keyFile() != null) {
            for (KeyPair key : keys(opening, server.keyFile())) {
                opening.addPublicKeyIdentity(key);
            }
        }
        opening.auth().verify(settings.connectTimeout());
        return SftpClientFactory.instance().createSftpClient(opening);
    }

    private Iterable<KeyPair> keys(ClientSession opening, Path file) throws AwayException {
        String passphrase = server.keyPassphrase();
        try (InputStream in = Files.newInputStream(file)) {
            Iterable<KeyPair> keys = SecurityUtils.loadKeyPairIdentities(
                    opening,
                    null,
                    in,
                    passphrase == null ? FilePasswordProvider.EMPTY : FilePasswordProvider.of(passphrase));
            if (keys == null) {
                throw new IOException("no key in it");
            }
            return keys;
        } catch (IOException | GeneralSecurityException e) {
            throw new AwayException(
                    "The key file %s cannot be used (%s). Check path, rights and keyPassphrase."
                            .formatted(file, e.getClass().getSimpleName()),
                    e);
        }
    }

    private String why(Asked asked, Exception e) {
        PublicKey refused = asked.refused;
        if (refused != null) {
            return ("%s shows the host key %s (%s), which %s does not list; nothing was sent. Ask who runs it,"
                            + " on another way, whether that is its key, and list it only then.")
                    .formatted(
                            server,
                            HostKeys.fingerprint(refused),
                            KeyUtils.getKeyType(refused),
                            server.hostKeys().place());
        }
        if (e instanceof AwayException) {
            return String.valueOf(e.getMessage());
        }
        if (e instanceof SshException ssh
                && ssh.getDisconnectCode() == SshConstants.SSH2_DISCONNECT_NO_MORE_AUTH_METHODS_AVAILABLE) {
            return "%s does not let the hub in. Check user and %s."
                    .formatted(server, server.password() == null ? "keyFile" : "password");
        }
        return "%s cannot be reached: %s".formatted(server, Unreached.because(e));
    }
}
