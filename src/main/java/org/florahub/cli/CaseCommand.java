package org.florahub.cli;

import java.io.PrintWriter;
import java.util.Map;
import java.util.UUID;
import org.florahub.event.Field;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/// Finds cases by their identifiers, and merges and splits the files of one person.
@Command(name = "case", description = "Shows, merges and splits cases of the running hub.")
final class CaseCommand {

    private static final String ROOT = "/ops/cases";

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private OperatorLogin login = new OperatorLogin();

    @Option(scope = ScopeType.INHERIT, names = "--json", description = "Print JSON for programs.")
    private boolean json;

    /// By what a case is looked for: one of these.
    static final class By {

        @Option(names = "--case", paramLabel = "PSEUDONYM", description = "Pseudonym of the case.")
        private @Nullable UUID ref;

        @Option(names = "--azr", paramLabel = "NUMBER", description = "AZR number of a person in it.")
        private @Nullable String azr;

        @Option(names = "--file", paramLabel = "NUMBER", description = "Its BAMF file number.")
        private @Nullable String file;

        @Option(names = "--arrival", paramLabel = "NUMBER", description = "Number of a proof of arrival.")
        private @Nullable String arrival;

        private Map<String, String> wanted() {
            if (azr != null) {
                return wanted(Field.PERSON_AZR_NUMBER, azr);
            }
            return file != null
                    ? wanted(Field.CASE_BAMF_FILE_NUMBER, file)
                    : wanted(Field.PERSON_ARRIVAL_NUMBER, arrival == null ? "" : arrival);
        }

        private static Map<String, String> wanted(Field field, String value) {
            return Map.of("field", field.path(), "value", value);
        }
    }

    @Command(description = "Shows the cases that an identifier names, with what is part of them.")
    int show(@ArgGroup(multiplicity = "1") By by) {
        try (HubClient hub = login.connect()) {
            UUID ref = by.ref;
            if (ref != null) {
                print(hub.get(ROOT + "/" + ref));
                return 0;
            }
            JsonNode found = hub.post(ROOT + "/find", by.wanted());
            if (json) {
                out().println(found.toPrettyString());
            } else {
                found.forEach(this::print);
            }
            if (found.isEmpty()) {
                spec.commandLine().getErr().println("flora: nothing is recorded under that identifier");
            }
            return found.isEmpty() ? 1 : 0;
        }
    }

    @Command(description = "Makes two files of one person one case. Both keep what was recorded of them.")
    int merge(
            @Parameters(paramLabel = "PART", description = "Pseudonym of the case that becomes part.") UUID part,
            @Parameters(paramLabel = "WHOLE", description = "Pseudonym of the case that leads.") UUID whole) {
        try (HubClient hub = login.connect()) {
            print(hub.post("%s/%s/merge-into/%s".formatted(ROOT, part, whole)));
        }
        return 0;
    }

    @Command(description = "Takes a case out of the one that it was made part of.")
    int split(@Parameters(paramLabel = "PART", description = "Pseudonym of the case to take out.") UUID part) {
        try (HubClient hub = login.connect()) {
            print(hub.post("%s/%s/split".formatted(ROOT, part)));
        }
        return 0;
    }

    private void print(JsonNode found) {
        if (json) {
            out().println(found.toPrettyString());
            return;
        }
        out().printf(
                        "case %s, %d events%n",
                        found.path("leads").asString(), found.path("events").asInt());
        for (JsonNode part : found.path("parts")) {
            String whole = part.path("partOf").asString();
            out().printf("  %s%s%n", part.path("ref").asString(), whole.isEmpty() ? "" : " is part of " + whole);
            for (JsonNode person : part.path("persons")) {
                person.properties()
                        .forEach(known -> out().printf(
                                        "    %-22s %s%n",
                                        known.getKey(),
                                        known.getValue().asString().replace("\n", ", ")));
            }
        }
        for (JsonNode act : found.path("acts")) {
            out().printf(
                            "  %s %s by %s: %s %s, ledger index %d%n",
                            act.path("at").asString(),
                            act.path("act").asString(),
                            act.path("actor").asString(),
                            act.path("subject").asString(),
                            act.path("other").asString(),
                            act.path("leaf").asLong());
        }
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }
}
