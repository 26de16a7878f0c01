package org.florahub;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// `docs/reference/metrics.md` names every metric that the program registers, and no other.
class MetricsReferenceTest {

    private static final Pattern REGISTERED =
            Pattern.compile("(?:counter|gauge|timer|summary|[cC]ounter\\.builder|Gauge\\.builder|Timer\\.builder"
                    + "|DistributionSummary\\.builder)\\(\\s*\"(flora\\.[a-z.]+)\"");
    private static final Pattern WRITTEN_DOWN = Pattern.compile("(?m)^\\| `(flora\\.[a-z.]+)`");

    @Test
    void everyMetricIsWrittenDown() throws IOException {
        var registered = new TreeSet<String>();
        try (Stream<Path> sources = Files.walk(Path.of("src", "main", "java"))) {
            for (Path source :
                    sources.filter(file -> file.toString().endsWith(".java")).toList()) {
                registered.addAll(found(REGISTERED, Files.readString(source)));
            }
        }

        assertThat(registered).isNotEmpty();
        assertThat(found(WRITTEN_DOWN, Files.readString(Path.of("docs", "reference", "metrics.md"))))
                .containsExactlyElementsOf(registered);
    }

    private static SortedSet<String> found(Pattern pattern, String text) {
        var names = new TreeSet<String>();
        for (Matcher matcher = pattern.matcher(text); matcher.find(); ) {
            names.add(matcher.group(1));
        }
        return names;
    }
}
