package org.florahub.adapter;

import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.error.Mark;

/// Puts the environment's values in place of `${NAME}` and `${NAME:default}`.
final class Placeholders {

    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{([A-Za-z_][A-Za-z0-9_]*)(:[^}]*)?}");

    private final Function<String, @Nullable String> environment;

    Placeholders(Function<String, @Nullable String> environment) {
        this.environment = environment;
    }

    /// The text with its values. A variable that is neither set nor has a default is a mistake and stays as it is.
    String resolve(String text, Mark at, String field, Mistakes mistakes) {
        return PLACEHOLDER.matcher(text).replaceAll(match -> {
            String value = value(match);
            if (value == null) {
                mistakes.add(
                        Mistakes.ENVIRONMENT,
                        at,
                        field,
                        "the environment variable %s not set".formatted(match.group(1)),
                        "a value",
                        "Set %1$s, or give a default: ${%1$s:default}.".formatted(match.group(1)));
            }
            return Matcher.quoteReplacement(value == null ? match.group() : value);
        });
    }

    private @Nullable String value(MatchResult match) {
        String set = environment.apply(match.group(1));
        if (set != null && !set.isEmpty()) {
            return set;
        }
        String fallback = match.group(2);
        return fallback == null ? null : fallback.substring(1);
    }
}
