package org.florahub.channel;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.sshd.client.SshClient;
import org.florahub.adapter.Adapter;
import org.florahub.adapter.InChannel;
import org.florahub.adapter.OutChannel;
import org.jspecify.annotations.Nullable;

/// Tries whether the channels of an adapter lead anywhere: folders, the authority's SFTP server and endpoint, the
/// running hub's own port and broker. Sends no message and leaves nothing behind.
public final class Connections implements AutoCloseable {

    private final Path data;
    private final List<String> plainHttpHosts;
    private final RunningHub hub;
    private final @Nullable String password;
    private final SftpProperties settings = SftpProperties.standard();
    private final SshClient ssh = SftpConnection.client(settings);
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(settings.connectTimeout())
            .build();

    /// How trying one channel ended.
    public enum Result {
        /// It can be used.
        GOOD,
        /// It cannot be used as it is.
        BAD,
        /// It cannot be tried from here, for example because no hub runs.
        UNKNOWN
    }

    /// What was found of one channel.
    ///
    /// @param channel type and direction, such as `sftp in`
    /// @param result  how it ended
    /// @param text    what was tried and found, and what to do if it is bad; no secret, no value of a message
    public record Finding(String channel, Result result, String text) {}

    /// @param data           the hub's data folder
    /// @param plainHttpHosts hosts besides this machine that may be called without TLS
    /// @param password       of the adapter's user at the running hub; `null` if it is not known here
    public Connections(Path data, List<String> plainHttpHosts, @Nullable String password) {
        this.password = password;
        this.data = data;
        this.plainHttpHosts = List.copyOf(plainHttpHosts);
        this.hub = RunningHub.of(data);
    }

    /// Tries every channel of an adapter, one after the other; each takes up to 20 seconds.
    public List<Finding> check(Adapter adapter) {
        var findings = new ArrayList<Finding>();
        var login = new RunningHub.Login(adapter.credentials(), password);
        String name = adapter.name();
        for (InChannel channel : adapter.in()) {
            findings.add(
                    switch (channel.type()) {
                        case "file" -> folders("file in", adapter, List.of("in", "answers"));
                        case "sftp" -> sftp("sftp in", channel.settings(), List.of("answers"));
                        case "soap" -> hub.http("soap in", "/services/" + name, login);
                        case "http" -> hub.http("http in", "/in/" + name, login);
                        case "mq" -> hub.broker("mq in", List.of("in." + name), List.of("reply." + name), login);
                        default -> throw new IllegalStateException("channel " + channel.type());
                    });
        }
        for (OutChannel channel : adapter.out()) {
            findings.add(
                    switch (channel.type()) {
                        case "file" -> folders("file out", adapter, List.of("out"));
                        case "sftp" -> sftp("sftp out", channel.settings(), List.of("folder"));
                        case "soap", "http" -> endpoint(channel.type() + " out", adapter, channel.settings());
                        case "mq" -> hub.broker("mq out", List.of(), List.of("out." + name), login);
                        default -> throw new IllegalStateException("channel " + channel.type());
                    });
        }
        return findings;
    }

    @Override
    public void close() {
        ssh.stop();
        http.close();
    }

    private Finding folders(String channel, Adapter adapter, List<String> names) {
        Path exchange = data.resolve("exchange").resolve(adapter.name());
        for (String name : names) {
            Path folder = exchange.resolve(name);
            if (!Files.isDirectory(folder)) {
                return new Finding(
                        channel,
                        Result.UNKNOWN,
                        "%s is not there yet; the hub creates it at its start.".formatted(folder));
            }
            if (!Files.isReadable(folder) || !Files.isWritable(folder)) {
                return new Finding(
                        channel,
                        Result.BAD,
                        "%s cannot be read and written. Give the hub's user the right to.".formatted(folder));
            }
        }
        return new Finding(channel, Result.GOOD, "%s can be read and written.".formatted(exchange));
    }

    /// Logs in, lists the folder, and writes and removes a file without content where the hub has to write.
    private Finding sftp(String channel, Map<String, String> channelSettings, List<String> written) {
        if (!ssh.isStarted()) {
            ssh.start();
        }
        try (var connection = new SftpConnection(ssh, SftpServer.of(channelSettings, data), settings)) {
            int files = new SftpFolder(connection, channelSettings.getOrDefault("folder", "."))
                    .list(name -> !name.startsWith("."))
                    .size();
            for (String key : written) {
                new SftpFolder(connection, channelSettings.getOrDefault(key, ".")).tryWriting();
            }
            return new Finding(
                    channel, Result.GOOD, "%s lets the hub in; %d files lie there.".formatted(connection, files));
        } catch (IOException e) {
            return new Finding(channel, Result.BAD, String.valueOf(e.getMessage()));
        }
    }

    /// Asks for the head of the endpoint, which changes nothing there.
    private Finding endpoint(String channel, Adapter adapter, Map<String, String> channelSettings) {
        try {
            CallbackAddress address = CallbackAddress.of(
                            adapter.name(), channelSettings.getOrDefault("endpoint", ""), plainHttpHosts)
                    .withToken(channelSettings.get("token"));
            HttpRequest.Builder head = HttpRequest.newBuilder(address.uri())
                    .timeout(settings.connectTimeout())
                    .HEAD();
            if (address.authorization() != null) {
                head.header("Authorization", address.authorization());
            }
            int status = http.send(head.build(), HttpResponse.BodyHandlers.discarding())
                    .statusCode();
            return answered(channel, address, status);
        } catch (IllegalArgumentException e) {
            return new Finding(channel, Result.BAD, String.valueOf(e.getMessage()));
        } catch (IOException e) {
            return new Finding(
                    channel,
                    Result.BAD,
                    "%s cannot be reached: %s".formatted(channelSettings.get("endpoint"), Unreached.because(e)));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return new Finding(channel, Result.UNKNOWN, "interrupted");
        }
    }

    /// What the status of an answer says of an endpoint that is meant for POST.
    private static Finding answered(String channel, CallbackAddress address, int status) {
        Result result = Result.BAD;
        String found;
        if (status == 401 || status == 403) {
            found = "does not let the hub in (HTTP status %d). Check its credentials.";
        } else if (status == 404) {
            found = "answers that nothing is there (HTTP status %d). Check the path.";
        } else if (status >= 300 && status < 400) {
            found = "sends the hub elsewhere (HTTP status %d), where it does not go. Enter the address meant.";
        } else if (status >= 500) {
            result = Result.UNKNOWN;
            found = "answers HEAD with HTTP status %d; it may take deliveries all the same. Ask who runs it.";
        } else {
            result = Result.GOOD;
            found = "answers (HTTP status %d to HEAD).";
        }
        return new Finding(channel, result, "%s %s".formatted(address, found.formatted(status)));
    }
}
