package org.florahub.channel;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/// Adapters over SFTP for tests: `xx-sftp` in both directions, `xx-marked` with a readiness marker. Their server is
/// named by the environment variables `SFTP`, `SFTP_HOSTKEY` and `SFTP_PASSWORD`.
final class SftpAdapters {

    private static final String BOTH = """
            adapter: xx-sftp
            name: Behörde mit eigenem Server
            authority: ane:990001
            channels:
              in:
                - type: sftp
                  transform: statusliste-csv
                  address: ${SFTP}
                  user: flora
                  password: ${SFTP_PASSWORD}
                  hostKey: ${SFTP_HOSTKEY}
                  folder: /in
                  answers: /answers
              out:
                - type: sftp
                  transform: statusliste-csv
                  address: ${SFTP}
                  user: flora
                  password: ${SFTP_PASSWORD}
                  hostKey: ${SFTP_HOSTKEY}
                  folder: /out
            given:
              message.mark: Beispiel
            receives:
              statuses: [arrived]
            limits:
              bytesMax: 4 MB
            """;

    private static final String MARKED = """
            adapter: xx-marked
            name: Behörde mit Fertigzeichen
            authority: ane:990002
            channels:
              in:
                - type: sftp
                  transform: statusliste-csv
                  address: ${SFTP}
                  user: flora
                  password: ${SFTP_PASSWORD}
                  hostKey: ${SFTP_HOSTKEY}
                  folder: /marked
                  answers: /answers
                  ready: .ready
            given:
              message.mark: Beispiel
            """;

    private static final String KEY = """
            adapter: xx-key
            name: Behörde mit Schlüssel
            authority: ane:990001
            channels:
              in:
                - type: sftp
                  transform: statusliste-csv
                  address: ${SFTP}
                  user: ${SFTP_USER}
                  keyFile: ${SFTP_KEY}
                  keyPassphrase: ${SFTP_KEY_PASSPHRASE}
                  knownHosts: ${SFTP_KNOWN_HOSTS}
                  folder: ${SFTP_ROOT}/in
                  answers: ${SFTP_ROOT}/answers
              out:
                - type: sftp
                  transform: statusliste-csv
                  address: ${SFTP}
                  user: ${SFTP_USER}
                  keyFile: ${SFTP_KEY}
                  keyPassphrase: ${SFTP_KEY_PASSPHRASE}
                  knownHosts: ${SFTP_KNOWN_HOSTS}
                  folder: ${SFTP_ROOT}/out
            given:
              message.mark: Beispiel
            receives:
              statuses: [arrived]
            """;

    private SftpAdapters() {}

    /// An edge with these adapters alone.
    static Edge edge(Path data, Map<String, String> environment) throws Exception {
        Path adapters = data.resolve("adapters");
        write(adapters);
        return new Edge(data, adapters, environment);
    }

    static void write(Path adapters) throws Exception {
        write(adapters, "xx-sftp", BOTH);
        write(adapters, "xx-marked", MARKED);
    }

    /// An edge with the adapter `xx-key`, which logs in with a key and knows its server by a file of known hosts.
    static Edge edgeWithKey(Path data, Map<String, String> environment) throws Exception {
        Path adapters = data.resolve("adapters");
        write(adapters, "xx-key", KEY);
        return new Edge(data, adapters, environment);
    }

    private static void write(Path adapters, String name, String yaml) throws Exception {
        Path folder = Files.createDirectories(adapters.resolve(name));
        Files.writeString(folder.resolve("adapter.yaml"), yaml);
    }
}
