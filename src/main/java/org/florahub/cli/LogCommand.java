package org.florahub.cli;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.florahub.ledger.Checkpoint;
import org.florahub.ledger.InvalidProofException;
import org.florahub.ledger.LogCopy;
import org.florahub.ledger.LogVerifier;
import org.florahub.ledger.RemoteLog;
import org.florahub.ledger.VerifierKey;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// The transparency log as a whole.
@Command(name = "log", description = "Copies the transparency log.")
final class LogCommand {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    /// Exit status: 0 the copy is at the last checkpoint, 1 source or copy is not what was signed.
    @Command(
            description = {
                "Copies the whole log into DIR as static files that any web server can serve (C2SP tlog-tiles):",
                "checkpoint, log.vkey, tiles, entries. Nothing in it is personal.",
                "Every entry is hashed and the root compared with the signed one. Run it again to add what is new;",
                "a copy that was interrupted goes on."
            })
    int export(
            @Parameters(paramLabel = "DIR", description = "Folder of the copy, new or from an earlier export.")
                    Path target,
            @Option(
                            names = "--from",
                            paramLabel = "URL",
                            description = "Address below which the log is served (default: the running hub's /ledger).")
                    @Nullable
                    URI from,
            @Option(
                            names = "--data",
                            paramLabel = "DIR",
                            defaultValue = "${env:FLORA_DATA:-data}",
                            description = "Data folder of the running hub (default: $$FLORA_DATA, else ./data).")
                    Path data,
            @Option(
                            names = "--key",
                            paramLabel = "FILE",
                            description = {
                                "The log's public keys, a vkey a line. If not given, those of an earlier export",
                                "in DIR, else those of the running hub's data folder."
                            })
                    @Nullable
                    Path key) {
        URI address = from == null ? HubClient.find(data).resolve("/ledger/") : from;
        try (var source = new RemoteLog(address)) {
            var copy = new LogCopy(target, LogVerifier.of(keys(target, data, key)));
            long before = copy.size();
            Checkpoint now = copy.update(source);
            spec.commandLine()
                    .getOut()
                    .printf("%s: %d entries copied, now %d%n", target, now.size() - before, now.size());
            return 0;
        } catch (InvalidProofException e) {
            throw new CommandFailed("%s: %s".formatted(address, e.getMessage()), e);
        } catch (IOException e) {
            throw new CommandFailed("the log of %s cannot be copied: %s".formatted(address, reason(e)), e);
        }
    }

    private static String reason(IOException e) {
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }

    private static List<VerifierKey> keys(Path target, Path data, @Nullable Path given) throws IOException {
        Path known = Files.exists(target.resolve("log.vkey"))
                ? target.resolve("log.vkey")
                : data.resolve("ledger").resolve("log.vkey");
        return Files.readAllLines(given == null ? known : given).stream()
                .filter(line -> !line.isBlank())
                .map(VerifierKey::parse)
                .toList();
    }
}
