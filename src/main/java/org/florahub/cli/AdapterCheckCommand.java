package org.florahub.cli;

import ch.qos.logback.classic.Level;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.florahub.kit.AdapterCheck;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Says everything that is wrong at once.
@Command(
        name = "check",
        description = "Checks adapter and transform folders and names every mistake at once: file, line, remedy.",
        footer = {"Exit status: 0 all in order; 1 mistakes; 2 there is no folder of that name."})
final class AdapterCheckCommand implements Callable<Integer> {

    @Parameters(
            paramLabel = "NAME",
            arity = "0..*",
            description = "Adapters or transforms; with an adapter its transforms are checked too (default: all).")
    private List<String> names = List.of();

    @Option(
            names = "--connect",
            description = {
                "Also try each channel: folders, the authority's server and endpoint, the hub's own ports.",
                "Sends no message; needs --data."
            })
    private boolean connect;

    @Option(names = "--data", paramLabel = "DIR", description = "With --connect: the hub's data folder.")
    private @Nullable Path data;

    @Option(
            names = "--password-file",
            paramLabel = "FILE",
            description = {
                "With --connect and one NAME: file with the password of its user,",
                "to log in at the running hub's own addresses and queues."
            })
    private @Nullable Path passwordFile;

    @Mixin
    private Screen screen = new Screen();

    @Override
    public Integer call() {
        if (connect && data == null) {
            throw new CommandFailed("--connect needs to know the hub. Give its data folder: --data DIR");
        }
        if (passwordFile != null && (!connect || names.size() != 1)) {
            throw new CommandFailed(
                    "--password-file is the password of one adapter's user. Give its NAME, and --connect.");
        }
        AdapterCheck check = AdapterCheck.of(Home.workbench(), names);
        if (connect && data != null) {
            quiet();
            check = check.connecting(Home.workbench(), data, password());
        }
        if (!screen.json(check)) {
            screen.problems(check.problems());
            check.connections().forEach(this::show);
            String folders = "%d adapters, %d transforms"
                    .formatted(check.adapters().size(), check.transforms().size());
            long bad = check.connections().stream()
                    .filter(connection -> connection.result().equals("bad"))
                    .count();
            if (bad > 0) {
                screen.line("%n%s cannot be used", screen.red(bad == 1 ? "1 channel" : bad + " channels"));
            }
            if (check.problems().isEmpty()) {
                screen.line("%s  %s", screen.green("in order"), folders);
            } else {
                screen.line("%n%s in %s", screen.red(check.problems().size() + " mistakes"), folders);
            }
        }
        return check.good() ? 0 : 1;
    }

    private @Nullable String password() {
        try {
            return passwordFile == null ? null : Files.readString(passwordFile).strip();
        } catch (IOException e) {
            throw new CommandFailed("%s cannot be read".formatted(passwordFile), e);
        }
    }

    /// What a client of a protocol logs belongs to no report.
    private static void quiet() {
        if (LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME) instanceof ch.qos.logback.classic.Logger root) {
            root.setLevel(Level.ERROR);
        }
    }

    private void show(AdapterCheck.Connection connection) {
        String result = switch (connection.result()) {
            case "good" -> screen.green("good   ");
            case "bad" -> screen.red("bad    ");
            default -> screen.yellow("unknown");
        };
        screen.line("%s  %-22s %-9s %s", result, connection.adapter(), connection.channel(), connection.text());
    }
}
