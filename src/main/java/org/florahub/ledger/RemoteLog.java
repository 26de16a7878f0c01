package org.florahub.ledger;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.NoSuchFileException;
import java.time.Duration;

/// A log that is served over HTTP (c2sp.org/tlog-tiles). What it reads is for [LogCopy] to check.
public final class RemoteLog implements LogSource, AutoCloseable {

    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    /// The largest file of any log: 256 entries of 65,535 bytes with their lengths.
    private static final int BYTES_MAX = 256 * (2 + 0xffff);

    private final URI prefix;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(TIMEOUT).build();

    /// The log at an address.
    ///
    /// @param prefix address of the log, below which `checkpoint` and `tile/` lie
    public RemoteLog(URI prefix) {
        String address = prefix.toString();
        this.prefix = URI.create(address.endsWith("/") ? address : address + "/");
    }

    @Override
    public byte[] read(String path) throws IOException {
        var request =
                HttpRequest.newBuilder(prefix.resolve(path)).timeout(TIMEOUT).build();
        try {
            HttpResponse<InputStream> response = http.send(request, HttpResponse.BodyHandlers.ofInputStream());
            try (InputStream body = response.body()) {
                return switch (response.statusCode()) {
                    case 200 -> limited(body, request.uri());
                    case 404 -> throw new NoSuchFileException(request.uri().toString());
                    default ->
                        throw new IOException(
                                "%s: found status %d, expected 200".formatted(request.uri(), response.statusCode()));
                };
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private static byte[] limited(InputStream body, URI address) throws IOException {
        byte[] bytes = body.readNBytes(BYTES_MAX + 1);
        if (bytes.length > BYTES_MAX) {
            throw new IOException("%s: found more bytes than any file of a log has".formatted(address));
        }
        return bytes;
    }

    @Override
    public void close() {
        http.close();
    }
}
