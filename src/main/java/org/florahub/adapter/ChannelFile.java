package org.florahub.adapter;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.florahub.transform.Transform;
import org.jspecify.annotations.Nullable;

/// One item of `channels: in:` or `out:`.
///
/// @param type      the key of a [ChannelType]
/// @param transform the format
/// @param settings  with the environment's values in place
record ChannelFile(String type, Transform transform, Map<String, String> settings) {

    private static final String ADDRESS = "([A-Za-z0-9._-]+|\\[[0-9A-Fa-f:.]+])(:\\d{1,5})?";
    private static final String FINGERPRINTS = "SHA256:[A-Za-z0-9+/]{43}=?(\\s+SHA256:[A-Za-z0-9+/]{43}=?)*";

    private static final Set<String> SECRETS = Set.of("password", "keyPassphrase", "token");

    /// All keys that any channel knows; which of them fit the type is checked when the type is known.
    static final Set<String> KEYS = keys();

    /// Reads one item.
    ///
    /// @return the channel, or `null` if it has mistakes, which were added
    static @Nullable ChannelFile read(
            Section section, boolean inwards, Transforms transforms, Placeholders placeholders, Mistakes mistakes) {
        String name = section.required("type");
        ChannelType type = name == null ? null : ChannelType.of(name);
        if (name != null && type == null) {
            section.wrong("type", "an unknown type", "a type of channel", Nearest.remedy(name, ChannelType.keys()));
        }
        Transform transform = transform(section, inwards, transforms);
        if (type == null) {
            return null;
        }
        Map<String, String> settings = settings(section, type, inwards, placeholders, mistakes);
        return transform == null ? null : new ChannelFile(type.key(), transform, settings);
    }

    private static @Nullable Transform transform(Section section, boolean inwards, Transforms transforms) {
        String name = section.required("transform");
        if (name == null || transforms.isBroken(name)) {
            return null;
        }
        Transform transform = transforms.get(name);
        if (transform == null) {
            section.wrong(
                    "transform",
                    "an unknown transform",
                    "a folder below transforms/, or FOLDER@VERSION for one of its versions",
                    Nearest.remedy(name, transforms.references()));
        } else if (inwards ? !transform.readable() : !transform.writable()) {
            section.conflict(
                    "transform",
                    "a transform that cannot be %s".formatted(inwards ? "read" : "written"),
                    "one that can",
                    "Choose another transform, or add templates for this direction.");
        }
        return transform;
    }

    private static Map<String, String> settings(
            Section section, ChannelType type, boolean inwards, Placeholders placeholders, Mistakes mistakes) {
        var settings = new HashMap<String, String>();
        Set<String> known = type.settings(inwards);
        for (String key : new TreeSet<>(section.keys())) {
            if (key.equals("type") || key.equals("transform")) {
                continue;
            }
            String text = section.text(key);
            if (!known.contains(key)) {
                mistakes.add(
                        Mistakes.KEY,
                        section.at(key),
                        section.inside(key),
                        "a setting that %s %s does not have".formatted(type.key(), inwards ? "in" : "out"),
                        known.isEmpty() ? "no settings" : String.join(", ", new TreeSet<>(known)),
                        "Remove it.");
            } else if (text != null && SECRETS.contains(key) && !text.startsWith("${")) {
                section.wrong(key, "the secret itself", "a variable of the environment, ${NAME}", "Move it there.");
            } else if (text != null) {
                settings.put(
                        key,
                        checked(
                                section,
                                key,
                                placeholders.resolve(text, section.at(key), section.inside(key), mistakes)));
            }
        }
        type.required(inwards).stream()
                .filter(key -> !section.has(key))
                .sorted()
                .forEach(section::missing);
        type.choices().forEach(choice -> check(section, choice));
        return settings;
    }

    private static void check(Section section, ChannelType.Choice choice) {
        if (section.has(choice.one()) && section.has(choice.other())) {
            section.conflict(
                    choice.other(),
                    "this key beside %s".formatted(choice.one()),
                    "one of the two",
                    "Remove one of them.");
        } else if (!section.has(choice.one()) && !section.has(choice.other())) {
            section.missing("%s or %s".formatted(choice.one(), choice.other()));
        }
    }

    private static String checked(Section section, String key, String value) {
        String expected = switch (key) {
            case "endpoint" -> fits(value, AdapterFile::endpoint) ? null : "an http or https address";
            case "version" -> value.equals("1.1") || value.equals("1.2") ? null : "1.1 or 1.2";
            case "keep", "interval" -> fits(value, Sizes::duration) ? null : "a duration, such as 10 d";
            case "address" -> value.matches(ADDRESS) ? null : "HOST or HOST:PORT";
            case "hostKey" -> value.matches(FINGERPRINTS) ? null : "SHA256: and 43 characters, as ssh-keygen -l shows";
            case "folder", "answers" -> value.matches("[^\\p{Cntrl}]{1,200}") ? null : "a path on the server";
            case "losses" -> value.equals("beside") ? null : "beside, or leave it out";
            case "ready" -> value.matches("\\.[A-Za-z0-9]{1,10}") ? null : "a suffix, such as .ready";
            default -> null;
        };
        if (expected != null && !value.contains("${")) {
            section.wrong(key, "something else", expected);
        }
        return value;
    }

    private static boolean fits(String value, Function<String, ?> read) {
        try {
            var _ = read.apply(value);
            return true;
        } catch (IllegalArgumentException _) {
            return false;
        }
    }

    private static Set<String> keys() {
        var keys = new TreeSet<>(Set.of("type", "transform"));
        for (ChannelType type : ChannelType.values()) {
            keys.addAll(type.settings(true));
            keys.addAll(type.settings(false));
        }
        return keys;
    }
}
