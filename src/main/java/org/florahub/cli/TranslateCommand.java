package org.florahub.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.florahub.event.Regime;
import org.florahub.kit.Translation;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Shows what the hub would make of one file.
@Command(
        name = "translate",
        description = {
            "Shows one file through the hub's eyes: events, problems, and what receivers would be sent, byte for byte.",
            "Needs no running hub and no keys, and records nothing."
        },
        footer = {"Exit status: 0 taken and written; 1 something was refused, which is explained; 2 called wrongly."})
final class TranslateCommand implements Callable<Integer> {

    /// The law of a case.
    enum Law {
        OLD,
        GEAS,
        UNKNOWN;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @Option(
            names = "--from",
            paramLabel = "NAME",
            required = true,
            description = "Who sends the file: an adapter, or a transform by itself.")
    private String from = "";

    @Option(
            names = "--to",
            paramLabel = "NAME",
            description = {
                "Who receives: an adapter, or a transform by itself; repeatable.",
                "'all': every adapter that receives. Without it only the events are shown."
            })
    private List<String> to = List.of();

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description = {"Write the document to FILE, byte for byte; several documents to FILE-1.ext, FILE-2.ext, …"})
    private @Nullable Path target;

    @Option(
            names = "--law",
            paramLabel = "LAW",
            description = {
                "Law of cases whose lodging date the file does not say: ${COMPLETION-CANDIDATES}",
                "(default: the one that can be written, which is then said)."
            })
    private @Nullable Law law;

    @Parameters(paramLabel = "FILE", description = "The file to translate.")
    private Path file = Path.of("");

    @Mixin
    private Screen screen = new Screen();

    @Override
    public Integer call() throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new CommandFailed("%s: found no such file. Correct the path.".formatted(file));
        }
        Regime stated = law == null ? null : Regime.valueOf(law.name());
        Translation translation = Translation.of(Home.workbench(), from, to, file, stated, Instant.now());
        if (!screen.json(translation)) {
            show(translation);
        }
        save(translation);
        return translation.clean() ? 0 : 1;
    }

    private void show(Translation translation) {
        screen.line(
                "%s  %s, %d events, read as %s",
                screen.bold(file.getFileName().toString()),
                translation.result().equals("accepted") ? screen.green("accepted") : screen.red(translation.result()),
                translation.events().size(),
                translation.transform());
        translation.events().forEach(this::show);
        screen.problems(translation.problems());
        if (!translation.unmapped().isEmpty()) {
            screen.line("%nnot mapped");
            translation.unmapped().forEach((place, count) -> screen.line("  %6d  %s", count, place));
        }
        translation.receivers().forEach(this::show);
    }

    private void show(Translation.Event event) {
        screen.line("%n%s (line %d)", screen.bold("event " + event.number()), event.line());
        event.values().forEach((path, value) -> {
            boolean source = path.endsWith(".list") || path.endsWith(".version") || path.endsWith(".code");
            if (!source) {
                screen.line("  %-24s %s%s", path, value, code(event, path));
            }
        });
    }

    private String code(Translation.Event event, String path) {
        String code = event.values().get(path + ".code");
        return code == null
                ? ""
                : screen.faint("  ← %s of %s %s"
                        .formatted(
                                code,
                                event.values().get(path + ".list"),
                                event.values().get(path + ".version")));
    }

    private void show(Translation.Receiver receiver) {
        screen.line("%n%s  %s", screen.bold("→ " + receiver.name()), receiver.transform());
        for (Translation.Document document : receiver.documents()) {
            screen.line(
                    "%n  %s, %d bytes%s",
                    events(document.events()),
                    document.bytes().length,
                    document.lawIsAssumed()
                            ? screen.yellow(", law " + document.law()
                                    + " assumed: the file does not say when the application was lodged (--law)")
                            : "");
            text(document);
            document.losses().forEach(this::show);
        }
        receiver.refused().forEach(refused -> {
            screen.line("%n  %s %s", screen.red("refused"), events(List.of(refused.event())));
            refused.problems()
                    .forEach(problem -> screen.line(
                            "    %s %s: found %s, expected %s. %s",
                            problem.code(),
                            problem.field() == null ? "" : problem.field(),
                            problem.found(),
                            problem.expected(),
                            problem.remedy()));
        });
        if (!receiver.notTold().isEmpty()) {
            screen.line("  not told: %s, whose status it does not receive", events(receiver.notTold()));
        }
    }

    private void text(Translation.Document document) {
        if (document.text().indexOf('\0') >= 0) {
            screen.line("    (binary; write it with --out)");
            return;
        }
        document.text().lines().forEach(line -> screen.line("    %s", line));
    }

    private void show(Translation.Lost lost) {
        screen.line(
                "    %s event %d %s at %s: %s%s",
                screen.yellow(lost.kind()),
                lost.event(),
                lost.field(),
                lost.where(),
                lost.was() == null ? "no place for it" : lost.was(),
                lost.wrote() == null ? "" : " → " + lost.wrote());
    }

    private static String events(List<Integer> numbers) {
        String all = numbers.stream().limit(20).map(String::valueOf).collect(Collectors.joining(", "));
        return (numbers.size() == 1 ? "event " : "events ") + all + (numbers.size() > 20 ? ", …" : "");
    }

    private void save(Translation translation) {
        Path out = target;
        if (out == null) {
            return;
        }
        List<Translation.Document> documents = translation.receivers().stream()
                .flatMap(receiver -> receiver.documents().stream())
                .toList();
        if (documents.isEmpty()) {
            throw new CommandFailed("%s: nothing to write; name a receiver with --to".formatted(out));
        }
        for (int i = 0; i < documents.size(); i++) {
            write(
                    documents.size() == 1 ? out : numbered(out, i + 1),
                    documents.get(i).bytes());
        }
        screen.err().printf("written: %d documents to %s%n", documents.size(), out);
    }

    private static Path numbered(Path file, int number) {
        String name = file.getFileName().toString();
        int dot = name.lastIndexOf('.');
        return file.resolveSibling(
                dot < 0
                        ? name + "-" + number
                        : "%s-%d%s".formatted(name.substring(0, dot), number, name.substring(dot)));
    }

    private static void write(Path out, byte[] bytes) {
        try {
            Files.write(out, bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
