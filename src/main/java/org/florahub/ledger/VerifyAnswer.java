package org.florahub.ledger;

import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// The verdicts on all files of one request, for people and for programs.
///
/// @param checked at least one
/// @param keys    that were believed
record VerifyAnswer(List<Checked> checked, TrustedKeys keys) {

    private static final int LISTED_MAX = 20;

    VerifyAnswer {
        checked = List.copyOf(checked);
    }

    Verdict.Kind worst() {
        return Collections.max(checked.stream().map(one -> one.verdict().kind()).toList());
    }

    String text() {
        var text = new StringBuilder();
        checked.forEach(one -> write(one, text));
        if (checked.size() > 1) {
            Map<Verdict.Kind, Long> counts = checked.stream()
                    .collect(Collectors.groupingBy(
                            one -> one.verdict().kind(),
                            () -> new EnumMap<>(Verdict.Kind.class),
                            Collectors.counting()));
            text.append("%n%d files: %s%n"
                    .formatted(
                            checked.size(),
                            counts.entrySet().stream()
                                    .map(count -> count.getValue() + " " + count.getKey())
                                    .collect(Collectors.joining(", "))));
        }
        keys.found().stream()
                .filter(_ -> checked.stream().anyMatch(one -> one.verdict() instanceof Verdict.Valid))
                .forEach(file -> text.append(
                        "  keys     from %s, found above the file: compare them with those the operator gave you%n"
                                .formatted(file)));
        return text.toString();
    }

    private void write(Checked one, StringBuilder text) {
        text.append("%s  %s%n".formatted(one.verdict().kind(), one.file()));
        switch (one.verdict()) {
            case Verdict.Valid valid when checked.size() == 1 -> describe(valid, text);
            case Verdict.Valid _ -> {}
            case Verdict.Erased erased -> text.append("  %s%n".formatted(erased.reason()));
            case Verdict.NotWitnessedEnough unwitnessed ->
                unwitnessed.lacking().forEach(reason -> text.append("  %s%n".formatted(reason)));
            case Verdict.Unchecked(String reason) -> text.append("  %s%n".formatted(reason));
            case Verdict.Invalid(String reason) -> text.append("  %s%n".formatted(reason));
        }
    }

    private void describe(Verdict.Valid valid, StringBuilder text) {
        String signers = keys.log().keys().stream().map(VerifierKey::algorithm).collect(Collectors.joining(" and "));
        text.append("  log      %s, %d leaves, signed with %s%s%n"
                .formatted(
                        valid.checkpoint().origin(),
                        valid.checkpoint().size(),
                        signers,
                        valid.signedAt() == null ? "" : " at " + valid.signedAt()));
        if (!keys.policy().witnesses().isEmpty()) {
            text.append("  witness  %s%n".formatted(String.join(", ", witnesses(valid))));
        }
        valid.events().stream()
                .limit(LISTED_MAX)
                .forEach(event -> text.append("  event    %s is leaf %d: %d fields shown, %d withheld%n"
                        .formatted(
                                event.id(),
                                event.proof().index(),
                                event.disclosure().shown().size(),
                                event.disclosure().withheld())));
        if (valid.events().size() > LISTED_MAX) {
            text.append("           and %d more%n".formatted(valid.events().size() - LISTED_MAX));
        }
    }

    private List<String> witnesses(Verdict.Valid valid) {
        return keys.policy().cosigners(valid.checkpoint()).stream()
                .map(Policy.Witness::name)
                .sorted()
                .toList();
    }

    String json() {
        return Json.object(
                        "verdict",
                        worst().name(),
                        "files",
                        checked.stream().map(this::json).toList())
                .render();
    }

    private Json json(Checked one) {
        String file = one.file().toString();
        return switch (one.verdict()) {
            case Verdict.Valid valid -> json(file, valid);
            case Verdict.Erased erased -> failed(file, Verdict.Kind.ERASED, erased.reason());
            case Verdict.NotWitnessedEnough unwitnessed ->
                failed(file, Verdict.Kind.NOT_WITNESSED_ENOUGH, String.join("; ", unwitnessed.lacking()));
            case Verdict.Unchecked(String reason) -> failed(file, Verdict.Kind.UNCHECKED, reason);
            case Verdict.Invalid(String reason) -> failed(file, Verdict.Kind.INVALID, reason);
        };
    }

    private static Json failed(String file, Verdict.Kind verdict, String reason) {
        return Json.object("file", file, "verdict", verdict.name(), "reason", reason);
    }

    private Json json(String file, Verdict.Valid valid) {
        return Json.object(
                "file",
                file,
                "verdict",
                Verdict.Kind.VALID.name(),
                "log",
                valid.checkpoint().origin(),
                "leaves",
                valid.checkpoint().size(),
                "signedAt",
                valid.signedAt() == null ? "" : valid.signedAt().toString(),
                "witnesses",
                witnesses(valid),
                "events",
                valid.events().stream().map(VerifyAnswer::json).toList());
    }

    private static Json json(ProvenEvent event) {
        return Json.object(
                "id",
                event.id(),
                "leaf",
                event.proof().index(),
                "shown",
                (long) event.disclosure().shown().size(),
                "withheld",
                (long) event.disclosure().withheld());
    }
}
