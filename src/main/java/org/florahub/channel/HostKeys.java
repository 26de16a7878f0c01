package org.florahub.channel;

import java.net.SocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PublicKey;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.sshd.client.keyverifier.KnownHostsServerKeyVerifier;
import org.apache.sshd.client.keyverifier.RejectAllServerKeyVerifier;
import org.apache.sshd.client.keyverifier.ServerKeyVerifier;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.config.keys.KeyUtils;

/// The keys by which one server is recognised: their fingerprints, or a file in the form of OpenSSH's `known_hosts`.
/// Whatever is not listed is refused; nothing is ever learnt from a connection.
final class HostKeys {

    private final ServerKeyVerifier listed;
    private final String place;

    private HostKeys(ServerKeyVerifier listed, String place) {
        this.listed = listed;
        this.place = place;
    }

    static HostKeys of(Map<String, String> settings, Path data) {
        String fingerprints = settings.get("hostKey");
        if (fingerprints != null) {
            Set<String> known = Arrays.stream(fingerprints.strip().split("\\s+"))
                    .map(print -> print.replace("=", ""))
                    .collect(Collectors.toUnmodifiableSet());
            return new HostKeys((_, _, key) -> known.contains(fingerprint(key)), "hostKey in adapter.yaml");
        }
        Path file = data.resolve(settings.getOrDefault("knownHosts", "known_hosts"));
        return new HostKeys(
                new KnownHostsServerKeyVerifier(RejectAllServerKeyVerifier.INSTANCE, file),
                Files.isReadable(file) ? "the file %s".formatted(file) : "the file %s, missing,".formatted(file));
    }

    /// Where the keys are listed, in words.
    String place() {
        return place;
    }

    boolean accept(ClientSession session, SocketAddress address, PublicKey key) {
        return listed.verifyServerKey(session, address, key);
    }

    /// As `ssh-keygen -l` shows it: `SHA256:` and 43 characters.
    static String fingerprint(PublicKey key) {
        return KeyUtils.getFingerPrint(key).replace("=", "");
    }
}
