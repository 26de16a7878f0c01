package org.florahub.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.florahub.event.Problem;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What a running hub has in force of its folders.
@Command(
        name = "status",
        description = {
            "Shows what a running hub has in force of its folders, since when, and what it has refused.",
            "The hub looks by itself every flora.reload; see reload."
        },
        footer = {"Exit status: 0; 1 if anything in a folder is not in force."})
class AdapterStatusCommand implements Callable<Integer> {

    private static final JsonMapper JSON = JsonMapper.shared();

    @Mixin
    private OperatorLogin login = new OperatorLogin();

    @Mixin
    private Screen screen = new Screen();

    @Override
    public Integer call() {
        try (HubClient hub = login.connect()) {
            JsonNode catalogue = ask(hub);
            boolean right =
                    catalogue.path("trouble").isNull() && refused(catalogue).isEmpty();
            if (!screen.json(catalogue)) {
                show(catalogue);
            }
            return right ? 0 : 1;
        }
    }

    JsonNode ask(HubClient hub) {
        return hub.get("/ops/adapters");
    }

    private void show(JsonNode catalogue) {
        screen.table(List.of("ADAPTER", "IN FORCE", "SINCE", "WAITING", "WITH"), rows(catalogue.path("adapters")));
        screen.problems(refused(catalogue));
        for (JsonNode adapter : catalogue.path("adapters")) {
            screen.problems(problems(adapter.path("lacks")));
            if (!text(adapter, "working").isEmpty()) {
                screen.line("%s: %s", text(adapter, "adapter"), text(adapter, "working"));
            }
        }
        if (!text(catalogue, "trouble").isEmpty()) {
            screen.line("The folders stay as they were: %s", text(catalogue, "trouble"));
        }
    }

    private static List<List<String>> rows(JsonNode adapters) {
        var rows = new ArrayList<List<String>>();
        for (JsonNode adapter : adapters) {
            var uses = new ArrayList<String>();
            adapter.path("uses").forEach(transform -> uses.add(transform.asString()));
            rows.add(List.of(
                    text(adapter, "adapter"),
                    text(adapter, "version").isEmpty() ? "–" : text(adapter, "version"),
                    text(adapter, "since").replaceFirst("\\.[0-9]+", ""),
                    Long.toString(adapter.path("waiting").asLong()),
                    String.join(", ", uses)));
        }
        return rows;
    }

    private static List<Problem> refused(JsonNode catalogue) {
        var refused = new ArrayList<Problem>();
        catalogue.path("transforms").forEach(folder -> refused.addAll(problems(folder.path("refused"))));
        catalogue.path("adapters").forEach(folder -> refused.addAll(problems(folder.path("refused"))));
        return refused;
    }

    private static List<Problem> problems(JsonNode list) {
        var problems = new ArrayList<Problem>();
        list.forEach(problem -> problems.add(JSON.treeToValue(problem, Problem.class)));
        return problems;
    }

    private static String text(JsonNode node, String field) {
        return node.path(field).isNull() ? "" : node.path(field).asString("");
    }
}
