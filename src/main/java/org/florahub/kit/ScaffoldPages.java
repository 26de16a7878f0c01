package org.florahub.kit;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The files of a new adapter and its transform that are not the template itself.
final class ScaffoldPages {

    private static final String SCHEMA = "# yaml-language-server: $schema=../../docs/reference/%s.schema.json\n";

    private final Scaffold.Request request;
    private final String transform;
    private final Draft draft;

    ScaffoldPages(Scaffold.Request request, String transform, Draft draft) {
        this.request = request;
        this.transform = transform;
        this.draft = draft;
    }

    String transform() {
        var text = new StringBuilder(SCHEMA.formatted("transform"));
        text.append("title: Messages of %s\n".formatted(request.name()));
        text.append("engine: %s\n".formatted(draft.engine()));
        text.append("version: \"1\"\n");
        if (!draft.types().isEmpty()) {
            text.append(
                    "# The types that a document may state: every one of the samples. Take away what is not data.\n");
            text.append("types: [%s]\n".formatted(String.join(", ", draft.types())));
        }
        if (!draft.given().isEmpty()) {
            text.append("# The hub knows who sends; the document does not say it.\n");
            text.append("given: [%s]\n".formatted(String.join(", ", draft.given())));
        }
        text.append(
                "# What a written document does not carry. ./flora adapter check says what belongs here: what you sign.\n");
        text.append("loses: []\n");
        text.append("# What was taken for what; ? is a guess to look at.\n");
        for (Guess guess : draft.guesses()) {
            text.append("#  %s %s: %s (%s)\n"
                    .formatted(guess.sure() ? " " : "?", guess.place(), guess.slot(), guess.reason()));
        }
        return text.toString();
    }

    String adapter() {
        var text = new StringBuilder(SCHEMA.formatted("adapter"));
        text.append("adapter: %s\n".formatted(request.name()));
        text.append("# The official name of the authority: it stands as sender and receiver in messages.\n");
        text.append("name: %s\n".formatted(request.name()));
        if (request.land() != null) {
            text.append("land: \"%s\"\n".formatted(request.land()));
        }
        text.append("# DVDV identifier, prefix:id.\n");
        text.append("authority: %s\n".formatted(orOpen(request.authority())));
        text.append("channels:\n  in:\n");
        channel(text, "", true);
        text.append("# To tell it something too, take the # away and name the statuses that its format can write.\n");
        text.append("#  out:\n");
        channel(text, "#", false);
        text.append("# receives:\n#   statuses: [decision-issued, decision-served]\n#   cases: own\n");
        return text.toString();
    }

    private static String orOpen(@Nullable String authority) {
        return authority == null ? Scaffold.OPEN : authority;
    }

    private void channel(StringBuilder text, String remark, boolean inwards) {
        text.append(
                "%1$s    - type: %2$s\n%1$s      transform: %3$s\n".formatted(remark, request.channel(), transform));
        for (String setting : settings(inwards)) {
            text.append(remark).append("      ").append(setting).append('\n');
        }
    }

    /// What each channel cannot do without. Secrets and addresses are variables of the environment.
    private List<String> settings(boolean inwards) {
        String prefix = request.name().toUpperCase(java.util.Locale.ROOT).replace('-', '_');
        return switch (request.channel()) {
            case "sftp" -> sftp(prefix, inwards);
            case "soap", "http" ->
                inwards ? List.of() : List.of("endpoint: ${%s_ENDPOINT:http://127.0.0.1:8099/}".formatted(prefix));
            default -> List.of();
        };
    }

    private static List<String> sftp(String prefix, boolean inwards) {
        var settings = new ArrayList<>(List.of(
                "address: ${%s_SFTP:127.0.0.1:22}".formatted(prefix),
                "user: ${%s_SFTP_USER:flora}".formatted(prefix),
                "keyFile: ${%s_SFTP_KEY:keys/id_ed25519}".formatted(prefix),
                "knownHosts: ${%s_SFTP_HOSTS:keys/known_hosts}".formatted(prefix),
                "folder: %s".formatted(inwards ? "out" : "in")));
        if (inwards) {
            settings.add("answers: answers");
        }
        return settings;
    }

    String transformReadme() {
        return """
                # %s
                Begun by `./flora adapter new` from %s of %s. Who made the format, and which document describes it, is to be
                written here.

                %s
                """.formatted(transform, samples(), request.name(), guesses());
    }

    String adapterReadme() {
        return """
                # %s
                Who this authority is, what of this is documented and what is constructed, is to be written here.

                Begun by `./flora adapter new` from %s. What was guessed stands in `transforms/%s`. **People in samples are
                invented**: replace names and identifiers before this is committed (AZR numbers get month 00).
                """.formatted(request.name(), samples(), transform);
    }

    private String samples() {
        return request.samples().size() == 1 ? "one sample" : request.samples().size() + " samples";
    }

    private String guesses() {
        return draft.guesses().stream()
                .map(guess -> "| %s | `%s` | %s | %s |"
                        .formatted(
                                guess.place().replace("|", "\\|"),
                                guess.slot().replace("|", "\\|"),
                                guess.reason(),
                                guess.sure() ? "" : "look at it"))
                .collect(Collectors.joining("\n", "| Place | Taken for | Because | |\n|---|---|---|---|\n", ""));
    }
}
