package org.florahub.cli;

import java.io.Console;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/// How a command reaches the running hub: its data folder and the operator's login.
final class OperatorLogin {

    @Option(
            scope = ScopeType.INHERIT,
            names = "--data",
            paramLabel = "DIR",
            defaultValue = "${env:FLORA_DATA:-data}",
            description = "Data folder of the running hub (default: $$FLORA_DATA, else ./data).")
    private Path data = Path.of("data");

    @Option(
            scope = ScopeType.INHERIT,
            names = "--user",
            paramLabel = "NAME",
            defaultValue = "operator",
            description = "Operator (default: ${DEFAULT-VALUE}).")
    private String user = "operator";

    @Option(
            scope = ScopeType.INHERIT,
            names = "--password-file",
            paramLabel = "FILE",
            description =
                    "File with the operator's password (default: $$FLORA_OPERATOR_PASSWORD, else it is asked for).")
    private @Nullable Path passwordFile;

    Path data() {
        return data;
    }

    HubClient connect() {
        return new HubClient(HubClient.find(data), user, password());
    }

    private String password() {
        String given = System.getenv("FLORA_OPERATOR_PASSWORD");
        if (passwordFile != null) {
            return read(passwordFile);
        }
        if (given != null) {
            return given;
        }
        char[] typed = Optional.ofNullable(System.console())
                .filter(Console::isTerminal)
                .map(console -> console.readPassword("Password of %s: ", user))
                .orElseThrow(() ->
                        new CommandFailed("no operator password: give --password-file or set FLORA_OPERATOR_PASSWORD"));
        return new String(typed);
    }

    private static String read(Path file) {
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new CommandFailed("%s cannot be read".formatted(file), e);
        }
    }
}
