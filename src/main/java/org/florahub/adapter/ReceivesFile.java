package org.florahub.adapter;

import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.florahub.adapter.Receives.Cases;
import org.florahub.event.Status;
import org.florahub.event.StatusCatalogue;
import org.florahub.transform.Transform;

/// The section `receives:` of an adapter.yaml.
final class ReceivesFile {

    private ReceivesFile() {}

    /// What stands under `receives:`; [Receives#NOTHING] if it is not there or cannot be read.
    ///
    /// @param delivers whether the file names a channel to carry it, be it usable or not
    /// @param out      the usable ones
    static Receives read(Section root, boolean delivers, List<OutChannel> out, Mistakes mistakes) {
        Section section = root.section("receives", Set.of("statuses", "cases"));
        if (section == null) {
            if (delivers) {
                root.missing("receives");
            }
            return Receives.NOTHING;
        }
        if (!delivers) {
            root.conflict(
                    "receives",
                    "statuses to receive",
                    "a channel to receive them",
                    "Add channels: out:, or remove it.");
        }
        if (!section.has("statuses")) {
            section.missing("statuses");
        }
        Set<String> statuses = statuses(section, mistakes);
        out.forEach(channel -> checkWritten(statuses, channel.transform(), section));
        Cases cases = section.value("cases", "own or all", ReceivesFile::cases);
        return new Receives(statuses, Objects.requireNonNullElse(cases, Cases.OWN));
    }

    private static Set<String> statuses(Section section, Mistakes mistakes) {
        if (section.scalar("statuses")) {
            String text = section.text("statuses");
            if (text != null && !text.equals("all")) {
                section.wrong("statuses", "another word", "a list of statuses, or the word all");
            }
            return Set.of(Receives.EVERY_STATUS);
        }
        var statuses = new TreeSet<String>();
        List<String> known = everyStatus();
        for (Section.Word word : section.words("statuses")) {
            if (known.contains(word.text())) {
                statuses.add(word.text());
            } else {
                mistakes.add(
                        Mistakes.VALUE,
                        word.at(),
                        section.inside("statuses"),
                        "an unknown status",
                        "a status of docs/reference/status-catalogue.md",
                        Nearest.remedy(word.text(), known));
            }
        }
        return statuses;
    }

    private static void checkWritten(Set<String> statuses, Transform transform, Section section) {
        var wanted = new TreeSet<>(statuses.contains(Receives.EVERY_STATUS) ? everyStatus() : statuses);
        wanted.removeAll(transform.writes());
        if (!wanted.isEmpty()) {
            section.conflict(
                    "statuses",
                    "statuses that %s cannot write: %s".formatted(transform.name(), String.join(", ", wanted)),
                    "statuses that the transform of out: writes",
                    "Remove them, or extend the transform.");
        }
    }

    private static Cases cases(String text) {
        return switch (text) {
            case "own" -> Cases.OWN;
            case "all" -> Cases.ALL;
            default -> throw new IllegalArgumentException("own or all");
        };
    }

    private static List<String> everyStatus() {
        return StatusCatalogue.standard().all().stream().map(Status::key).toList();
    }
}
