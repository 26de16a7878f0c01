package org.florahub.intake;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.florahub.event.Problem;

/// The German of answers: what a problem's code and expectation read like to the authority that sent the message.
///
/// All of it stands in the one reviewable file `wording.csv` beside this class. A phrase in which `…` stands for
/// something that changes is matched around it; `{1}`, `{2}` repeat what stood there.
public final class Wording {

    private static final Wording GERMAN = load();

    private final Map<String, String> codes;
    private final List<Phrase> expectations;

    private Wording(Map<String, String> codes, List<Phrase> expectations) {
        this.codes = Map.copyOf(codes);
        this.expectations = List.copyOf(expectations);
    }

    /// The wording that the hub ships.
    public static Wording german() {
        return GERMAN;
    }

    /// One or two sentences: what is wrong by the problem's code, and what was expected.
    public String sentence(Problem problem) {
        String wrong = codes.getOrDefault(problem.code(), Objects.requireNonNull(codes.get("S999")));
        return expected(problem)
                .map(expected -> wrong + " Erwartet: " + expected + ".")
                .orElse(wrong);
    }

    /// What was expected, in German; empty if the table has no word for it.
    Optional<String> expected(Problem problem) {
        return expectations.stream()
                .map(phrase -> phrase.german(problem.expected()))
                .flatMap(Optional::stream)
                .findFirst();
    }

    /// Whether the table has a sentence for that code.
    boolean knows(String code) {
        return codes.containsKey(code);
    }

    private static Wording load() {
        try (InputStream in = Objects.requireNonNull(Wording.class.getResourceAsStream("wording.csv"));
                var lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            var codes = new HashMap<String, String>();
            var expectations = new ArrayList<Phrase>();
            lines.lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .skip(1)
                    .map(line -> line.split(";", 3))
                    .forEach(cells -> {
                        switch (cells[0]) {
                            case "code" -> codes.put(cells[1], cells[2]);
                            case "expected" -> expectations.add(Phrase.of(cells[1], cells[2]));
                            default ->
                                throw new IllegalStateException(
                                        "wording.csv: found %s, expected code or expected. Correct the first column."
                                                .formatted(cells[0]));
                        }
                    });
            return new Wording(codes, expectations);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private record Phrase(Pattern english, String german) {

        static Phrase of(String english, String german) {
            String pattern = String.join(
                    "(.+)",
                    List.of(english.split("…", -1)).stream().map(Pattern::quote).toList());
            return new Phrase(Pattern.compile(pattern), german);
        }

        Optional<String> german(String text) {
            Matcher matcher = english.matcher(text);
            if (!matcher.matches()) {
                return Optional.empty();
            }
            String result = german;
            for (int group = 1; group <= matcher.groupCount(); group++) {
                result = result.replace("{" + group + "}", matcher.group(group));
            }
            return Optional.of(result);
        }
    }
}
