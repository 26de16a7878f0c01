package org.florahub.cli;

import java.io.PrintWriter;
import java.time.LocalDate;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/// Which cases may not be kept any longer.
@Command(
        name = "retention",
        description = {
            "Shows which cases fall due for erasure, and proposes them.",
            "The rules are data: retention.csv of the hub. Cases are named by their pseudonyms."
        })
final class RetentionCommand {

    private static final String ROOT = "/ops/retention";

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private OperatorLogin login = new OperatorLogin();

    @Option(scope = ScopeType.INHERIT, names = "--json", description = "Print JSON for programs.")
    private boolean json;

    @Command(description = "Lists what falls due. Changes nothing.")
    int preview(
            @Option(names = "--until", paramLabel = "DATE", description = "Due on that day (default: today).") @Nullable
                    LocalDate until) {
        try (HubClient hub = login.connect()) {
            JsonNode due = hub.get(until == null ? ROOT : ROOT + "?until=" + until);
            if (json) {
                out().println(due.toPrettyString());
                return 0;
            }
            due.path("cases").forEach(this::line);
            out().printf(
                            "%d cases are due on %s.%n",
                            due.path("cases").size(), due.path("until").asString());
        }
        return 0;
    }

    @Command(
            description = {
                "Proposes the erasure of every case that is due today, unless it is proposed already.",
                "Nothing is erased: a second operator approves each proposal (flora erase approve)."
            })
    int propose() {
        try (HubClient hub = login.connect()) {
            int proposed = 0;
            for (JsonNode due : hub.get(ROOT).path("cases")) {
                if (!due.path("proposed").asBoolean()) {
                    JsonNode order = hub.post("/ops/erasures", proposal(due));
                    proposed++;
                    if (json) {
                        out().println(order.toPrettyString());
                    } else {
                        out().printf("%6d  ", order.path("erasure").path("no").asLong());
                        line(due);
                    }
                }
            }
            if (!json) {
                out().printf("%d proposals; a second operator approves them: ./flora erase approve NUMBER%n", proposed);
            }
        }
        return 0;
    }

    private static Map<String, String> proposal(JsonNode due) {
        JsonNode end = due.path("end");
        return Map.of(
                "caseRef",
                due.path("caseRef").asString(),
                "reason",
                "Aufbewahrungsfrist abgelaufen (%s), fällig seit %s"
                        .formatted(end.path("basis").asString(), end.path("due").asString()));
    }

    private void line(JsonNode due) {
        JsonNode end = due.path("end");
        out().printf(
                        "%s  due %s  %s of %s, %s%s%n",
                        due.path("caseRef").asString(),
                        end.path("due").asString(),
                        end.path("status").asString(),
                        end.path("since").asString(),
                        end.path("basis").asString(),
                        due.path("proposed").asBoolean() ? "  (proposed)" : "");
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }
}
