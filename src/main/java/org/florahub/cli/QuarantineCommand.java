package org.florahub.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/// What could not be taken: looks at it, reads its original, and plays it again after the cause was put right.
@Command(name = "quarantine", description = "Lists, shows and replays messages that the hub could not take.")
final class QuarantineCommand {

    private static final String ROOT = "/ops/quarantine";

    /// How many messages the hub lists at once.
    private static final int PAGE = 100;

    private static final int PROBLEMS_LISTED = 3;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private OperatorLogin login = new OperatorLogin();

    @Option(scope = ScopeType.INHERIT, names = "--json", description = "Print JSON for programs.")
    private boolean json;

    @Command(description = "Lists what lies in quarantine, the newest first.")
    int list(
            @Option(names = "--before", paramLabel = "NUMBER", description = "Only messages with a smaller number.")
                    @Nullable
                    Long before) {
        try (HubClient hub = login.connect()) {
            JsonNode messages = hub.get(before == null ? ROOT : ROOT + "?before=" + before);
            if (json) {
                out().println(messages.toPrettyString());
            } else {
                table(messages);
            }
        }
        return 0;
    }

    @Command(description = "Shows one message: where it came from and each of its problems.")
    int show(
            @Parameters(paramLabel = "NUMBER", description = "Number from the list.") long number,
            @Option(names = "--original", paramLabel = "FILE", description = "Write the original, as it came, to FILE.")
                    @Nullable
                    Path original) {
        try (HubClient hub = login.connect()) {
            JsonNode message = hub.get(ROOT + "/" + number);
            if (json) {
                out().println(message.toPrettyString());
            } else {
                describe(message);
            }
            if (original != null) {
                save(hub.bytes(ROOT + "/" + number + "/original"), original);
            }
        }
        return 0;
    }

    @Command(description = "Plays one message again, as if its sender had sent it now.")
    int replay(@Parameters(paramLabel = "NUMBER", description = "Number from the list.") long number) {
        try (HubClient hub = login.connect()) {
            JsonNode receipt = hub.post(ROOT + "/" + number + "/replay");
            if (json) {
                out().println(receipt.toPrettyString());
            } else {
                out().printf(
                                "%d is now %d: %s%n",
                                number,
                                receipt.path("number").asLong(),
                                receipt.path("result").asString());
                problems(receipt, Integer.MAX_VALUE);
            }
            return receipt.path("problems").isEmpty() ? 0 : 1;
        }
    }

    private void table(JsonNode messages) {
        if (messages.isEmpty()) {
            out().println("The quarantine is empty.");
            return;
        }
        out().printf("%8s  %-24s  %-22s  %-7s  %s%n", "NUMBER", "AT", "FROM", "CHANNEL", "NAME");
        for (JsonNode message : messages) {
            out().printf(
                            "%8d  %-24s  %-22s  %-7s  %s%n",
                            message.path("number").asLong(),
                            text(message, "at"),
                            text(message, "adapter"),
                            text(message, "channel"),
                            text(message, "name"));
            problems(message, PROBLEMS_LISTED);
        }
        if (messages.size() >= PAGE) {
            out().printf(
                            "Perhaps there are older ones: ./flora quarantine list --before %d%n",
                            messages.get(messages.size() - 1).path("number").asLong());
        }
    }

    private void describe(JsonNode message) {
        for (String field : new String[] {"number", "at", "adapter", "channel", "name"}) {
            out().printf("%-8s %s%n", field, text(message, field));
        }
        problems(message, Integer.MAX_VALUE);
    }

    private void problems(JsonNode message, int max) {
        JsonNode problems = message.path("problems");
        problems.valueStream().limit(max).forEach(problem -> out().printf("          %s%n", sentence(problem)));
        if (problems.size() > max) {
            out().printf(
                            "          and %d more: ./flora quarantine show %d%n",
                            problems.size() - max, message.path("number").asLong());
        }
    }

    private static String sentence(JsonNode problem) {
        int line = problem.path("line").asInt(0);
        String where = line > 0 ? " line " + line : "";
        String field = text(problem, "field");
        return "%s%s%s: found %s, expected %s. %s"
                .formatted(
                        text(problem, "code"),
                        where,
                        field.isEmpty() ? "" : " " + field,
                        text(problem, "found"),
                        text(problem, "expected"),
                        text(problem, "remedy"));
    }

    private static String text(JsonNode node, String field) {
        return node.path(field).isNull() ? "" : node.path(field).asString("");
    }

    private void save(byte[] original, Path file) {
        try {
            Files.write(file, original);
            out().printf("original written to %s (%d bytes)%n", file, original.length);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }
}
