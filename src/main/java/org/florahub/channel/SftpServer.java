package org.florahub.channel;

import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// An authority's SFTP server and how the hub logs in there, as adapter.yaml says.
///
/// @param host          name or address
/// @param port          22 unless the address names another
/// @param user          the hub's user there
/// @param password      the user's password, or `null` if a key is used
/// @param keyFile       the user's private key, or `null` if a password is used
/// @param keyPassphrase opens the private key, or `null`
/// @param hostKeys      by which the server is recognised
record SftpServer(
        String host,
        int port,
        String user,
        @Nullable String password,
        @Nullable Path keyFile,
        @Nullable String keyPassphrase,
        HostKeys hostKeys) {

    private static final Pattern ADDRESS = Pattern.compile("(?:\\[(.+)]|([^:]+))(?::(\\d+))?");
    private static final int PORT = 22;

    /// @param settings of the adapter's channel
    /// @param data     the data folder, from which file names count
    static SftpServer of(Map<String, String> settings, Path data) {
        String address = settings.getOrDefault("address", "");
        Matcher parts = ADDRESS.matcher(address);
        if (!parts.matches()) {
            throw new IllegalArgumentException("address: expected HOST or HOST:PORT");
        }
        String keyFile = settings.get("keyFile");
        return new SftpServer(
                parts.group(1) == null ? parts.group(2) : parts.group(1),
                parts.group(3) == null ? PORT : Integer.parseInt(parts.group(3)),
                settings.getOrDefault("user", ""),
                settings.get("password"),
                keyFile == null ? null : data.resolve(keyFile),
                settings.get("keyPassphrase"),
                HostKeys.of(settings, data));
    }

    /// Without the password.
    @Override
    public String toString() {
        return "sftp://%s@%s:%d".formatted(user, host, port);
    }
}
