package org.florahub.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/// Erasure by two operators: one proposes, another approves.
@Command(
        name = "erase",
        subcommands = EraseCommand.Propose.class,
        description = {
            "Erases a case or an event for good, decided by two operators.",
            "A second operator is a user named operator.NAME: ./flora credentials set operator.NAME"
        })
final class EraseCommand {

    private static final String ROOT = "/ops/erasures";

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private OperatorLogin login = new OperatorLogin();

    @Option(scope = ScopeType.INHERIT, names = "--json", description = "Print JSON for programs.")
    private boolean json;

    /// What is to be erased.
    static final class Subject {

        @Option(names = "--case", paramLabel = "ID", required = true, description = "Pseudonym of the case.")
        private @Nullable UUID caseRef;

        @Option(names = "--event", paramLabel = "ID", required = true, description = "Id of the event.")
        private @Nullable UUID event;
    }

    @Command(name = "propose", description = "Proposes an erasure. Nothing is erased yet.")
    static final class Propose implements Callable<Integer> {

        @ParentCommand
        private EraseCommand erase = new EraseCommand();

        @ArgGroup(multiplicity = "1")
        private Subject subject = new Subject();

        @Option(
                names = "--reason",
                paramLabel = "TEXT",
                required = true,
                description = "Why, for example the article of law. It is kept: name nobody.")
        private String reason = "";

        @Override
        public Integer call() {
            try (HubClient hub = erase.login.connect()) {
                String key = subject.caseRef == null ? "event" : "caseRef";
                String id = String.valueOf(subject.caseRef == null ? subject.event : subject.caseRef);
                erase.print(hub.post(ROOT, Map.of(key, id, "reason", reason)));
            }
            return 0;
        }
    }

    @Command(description = "Approves a proposal of another operator: its keys are destroyed at once.")
    int approve(@Parameters(paramLabel = "ORDER", description = "Number of the proposal.") long order) {
        try (HubClient hub = login.connect()) {
            print(hub.post(ROOT + "/" + order + "/approve"));
        }
        return 0;
    }

    @Command(description = "Lists all orders, the oldest first.")
    int list() {
        try (HubClient hub = login.connect()) {
            JsonNode orders = hub.get(ROOT);
            if (json) {
                out().println(orders.toPrettyString());
            } else if (orders.isEmpty()) {
                out().println("Nothing was ever proposed for erasure.");
            } else {
                orders.forEach(this::line);
            }
        }
        return 0;
    }

    @Command(description = "Shows one order: what is gone, and who has been told and has acknowledged.")
    int status(@Parameters(paramLabel = "ORDER", description = "Number of the order.") long order) {
        try (HubClient hub = login.connect()) {
            print(hub.get(ROOT + "/" + order));
        }
        return 0;
    }

    @Command(description = "Notes that a recipient has acknowledged by letter or otherwise outside of the hub.")
    int acknowledge(
            @Parameters(paramLabel = "ORDER", description = "Number of the order.") long order,
            @Option(names = "--by", paramLabel = "ADAPTER", required = true, description = "The recipient.")
                    String recipient) {
        try (HubClient hub = login.connect()) {
            print(hub.post(ROOT + "/" + order + "/acknowledge?destination=" + recipient));
        }
        return 0;
    }

    @Command(
            description =
                    "Writes the certificate, ORDER.json and ORDER.pdf, and the orders for flora verify, ORDER-N.order.")
    int certificate(
            @Parameters(paramLabel = "ORDER", description = "Number of the order.") long order,
            @Option(names = "--to", paramLabel = "DIR", defaultValue = ".", description = "Folder (default: here).")
                    Path folder) {
        try (HubClient hub = login.connect()) {
            String path = ROOT + "/" + order;
            write(folder.resolve(order + ".json"), hub.bytes(path + "/certificate.json"));
            write(folder.resolve(order + ".pdf"), hub.bytes(path + "/certificate.pdf"));
            int number = 0;
            for (JsonNode anchored : hub.get(path + "/orders")) {
                write(
                        folder.resolve("%d-%d.order".formatted(order, ++number)),
                        anchored.asString().getBytes(StandardCharsets.UTF_8));
            }
        }
        return 0;
    }

    private void write(Path file, byte[] bytes) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.write(file, bytes);
            out().println(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void print(JsonNode order) {
        if (json) {
            out().println(order.toPrettyString());
            return;
        }
        line(order);
        JsonNode erasure = order.path("erasure");
        out().printf("  reason      %s%n", erasure.path("reason").asString(""));
        out().printf("  proposed    by %s, void from %s%n", text(erasure, "proposedBy"), text(erasure, "expiresAt"));
        if (!text(erasure, "approvedBy").isEmpty()) {
            out().printf("  approved    by %s at %s%n", text(erasure, "approvedBy"), text(erasure, "approvedAt"));
            out().printf(
                            "  destroyed   %d events, %d originals; the order is leaf %s%n",
                            erasure.path("leaves").size(),
                            erasure.path("messages").size(),
                            erasure.path("orders").toString());
            out().printf("  cleared     %s%n", text(erasure, "clearedAt"));
        }
        for (JsonNode notice : erasure.path("notices")) {
            out().printf(
                            "  recipient   %-24s told %s, %d reminders, acknowledged %s%n",
                            text(notice, "destination"),
                            or(text(notice, "sentAt")),
                            notice.path("reminders").asInt(),
                            or(text(notice, "acknowledgedAt")));
        }
    }

    private void line(JsonNode order) {
        JsonNode erasure = order.path("erasure");
        out().printf(
                        "%6d  %-9s  %-5s  %s%n",
                        erasure.path("no").asLong(),
                        text(order, "phase"),
                        text(erasure, "scope").toLowerCase(Locale.ROOT),
                        text(erasure, "subject"));
    }

    private static String or(String text) {
        return text.isEmpty() ? "not yet" : text;
    }

    private static String text(JsonNode node, String field) {
        return node.path(field).isNull() ? "" : node.path(field).asString("");
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }
}
