package org.florahub;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.Parameter;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.yaml.snakeyaml.Yaml;

/// `docs/reference/configuration.md` is what the configuration records and their comments say. A stale page fails;
/// the right one then lies in `target/docs`.
class ConfigurationReferenceTest {

    private static final Path PAGE = Path.of("docs", "reference", "configuration.md");
    private static final Path SOURCES = Path.of("src", "main", "java");
    private static final String START = "<!-- settings: generated, see ConfigurationReferenceTest -->\n";
    private static final String END = "<!-- /settings -->";

    private final Map<String, String> rows = new TreeMap<>();
    private final Map<String, Object> defaults = new TreeMap<>();

    @Test
    void everySettingIsWrittenDown() throws IOException {
        flatten("", new Yaml().load(Files.readString(Path.of("src/main/resources/application.yaml"))));
        for (Class<?> settings : configurationRecords()) {
            add(settings.getAnnotation(ConfigurationProperties.class).value(), settings);
        }
        String page = Files.exists(PAGE) ? Files.readString(PAGE) : START + END;
        String right = page.substring(0, page.indexOf(START) + START.length())
                + "| Setting | Default | Meaning |\n|---|---|---|\n"
                + String.join("", rows.values())
                + page.substring(page.indexOf(END));
        Files.writeString(Files.createDirectories(Path.of("target", "docs")).resolve("configuration.md"), right);

        assertThat(page)
                .as("%s is stale: copy target/docs/configuration.md over it", PAGE)
                .isEqualTo(right);
    }

    private static List<Class<?>> configurationRecords() throws IOException {
        try (Stream<Path> files = Files.walk(SOURCES)) {
            return files.filter(file -> file.toString().endsWith("Properties.java"))
                    .map(file -> SOURCES.relativize(file)
                            .toString()
                            .replace(".java", "")
                            .replace('/', '.'))
                    .<Class<?>>map(ConfigurationReferenceTest::load)
                    .filter(type -> type.isAnnotationPresent(ConfigurationProperties.class))
                    .sorted(Comparator.comparing(Class::getName))
                    .toList();
        }
    }

    private static Class<?> load(String name) {
        try {
            return Class.forName(name);
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }

    /// Records inside records are groups of settings; the rest are settings.
    private void add(String prefix, Class<?> settings) throws IOException {
        RecordComponent[] components = settings.getRecordComponents();
        Parameter[] parameters = canonical(settings).getParameters();
        for (int i = 0; i < components.length; i++) {
            Class<?> type = components[i].getType();
            String key = prefix + "." + kebab(components[i].getName());
            if (type.isRecord()) {
                add(key, type);
            } else {
                String row = "| `%s` | %s | %s |%n"
                        .formatted(key, shownDefault(key, parameters[i]), meaning(settings, components[i].getName()));
                rows.putIfAbsent(key, row);
            }
        }
    }

    private static Constructor<?> canonical(Class<?> settings) {
        Class<?>[] types = Arrays.stream(settings.getRecordComponents())
                .map(RecordComponent::getType)
                .toArray(Class<?>[]::new);
        try {
            return settings.getDeclaredConstructor(types);
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException(e);
        }
    }

    private String shownDefault(String key, Parameter parameter) {
        Object given = defaults.get(key);
        DefaultValue annotated = parameter.getAnnotation(DefaultValue.class);
        String text = given != null ? given.toString() : annotated == null ? "" : String.join(",", annotated.value());
        return text.isEmpty() ? "–" : "`" + text + "`";
    }

    /// The text of `@param` above the record, without the key and default that may stand at its end.
    private static String meaning(Class<?> settings, String component) throws IOException {
        Class<?> outer = settings.getNestHost();
        String source = Files.readString(SOURCES.resolve(outer.getName().replace('.', '/') + ".java"));
        int declared = source.indexOf("record " + settings.getSimpleName() + "(");
        String comment = source.substring(source.lastIndexOf("\n\n", declared) + 1, declared);
        Matcher parameter = Pattern.compile(
                        "@param +" + component + " +(.*?)(?=\\s*/// @param|\\s*///\\s*$|\\n[^/]*$|\\n *@)",
                        Pattern.DOTALL)
                .matcher(comment);
        assertThat(parameter.find())
                .as("%s has no @param %s", settings.getName(), component)
                .isTrue();
        String text = parameter
                .group(1)
                .replaceAll("\\s*\\n\\s*///\\s*", " ")
                .replaceAll("\\s+", " ")
                .strip();
        return text.replaceAll("\\.? `flora\\.[^`]*`.*$", "").replace("|", "\\|");
    }

    private static String kebab(String name) {
        return name.replaceAll("([A-Z])", "-$1").toLowerCase(java.util.Locale.ROOT);
    }

    private void flatten(String prefix, @Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            map.forEach((key, inner) -> flatten(prefix.isEmpty() ? key.toString() : prefix + "." + key, inner));
        } else if (value != null) {
            defaults.put(prefix, value);
        }
    }
}
