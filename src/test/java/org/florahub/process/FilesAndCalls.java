package org.florahub.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.florahub.adapter.FolderCopy;
import org.florahub.channel.OpenSsh;

/// Adapters for two authorities that want to hear of every arrival: one with an SFTP server, one that calls and is
/// called over HTTP.
///
/// @param server of the one
/// @param called endpoint of the other
record FilesAndCalls(OpenSsh server, CalledPartner called) {

    /// Has the SFTP server.
    static final String FILES = "sn-landesdirektion";

    /// Calls and is called over HTTP.
    static final String CALLS = "rp-add";

    /// Writes a hub's folders with these adapters and nothing else that they do not need.
    ///
    /// @return for `flora.home`
    Path home(Path folder) throws IOException {
        Path home = Files.createDirectories(folder.resolve("home"));
        FolderCopy.copy(Path.of("routes"), home.resolve("routes"));
        for (String transform : List.of("xauslaender", "statusdienst-soap")) {
            FolderCopy.copy(
                    Path.of("transforms", transform), home.resolve("transforms").resolve(transform));
        }
        FolderCopy.copy(Path.of("adapters/bamf"), home.resolve("adapters/bamf")); // to whom the arrivals are addressed
        write(home, FILES, "ane:140010", filesChannels());
        write(home, CALLS, "ane:070010", """
                  in:
                    - type: http
                      transform: statusdienst-soap
                  out:
                    - type: http
                      transform: statusdienst-soap
                      endpoint: %s
                """.formatted(called.endpoint()));
        return home;
    }

    private String filesChannels() {
        String login =
                """
                      transform: xauslaender@26.11
                      address: %s
                      user: %s
                      keyFile: %s
                      keyPassphrase: ${SFTP_KEY_PASSPHRASE}
                      knownHosts: %s
                """.formatted(server.address(), System.getProperty("user.name"), server.userKey(), server.knownHosts());
        return """
                  in:
                    - type: sftp
                %s      folder: %s
                      answers: %s
                      interval: 200 ms
                  out:
                    - type: sftp
                %s      folder: %s
                """.formatted(login, server.folder("in"), server.folder("answers"), login, server.folder("out"));
    }

    private static void write(Path home, String adapter, String authority, String channels) throws IOException {
        Path own = Files.createDirectories(home.resolve("adapters").resolve(adapter));
        Files.writeString(own.resolve("adapter.yaml"), """
                adapter: %s
                name: Behörde mit eigenem Server
                authority: %s
                channels:
                %sreceives:
                  statuses: [arrived]
                  cases: all
                """.formatted(adapter, authority, channels));
    }
}
