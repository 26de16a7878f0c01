package org.florahub.adapter;

import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.florahub.event.Authority;
import org.florahub.event.Field;
import org.florahub.event.Land;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.nodes.Node;

/// Reads one adapter.yaml. Everything that is wrong with it is collected; only a file without mistakes is an
/// adapter.
final class AdapterFile {

    static final Set<String> KEYS = Set.of(
            "adapter",
            "name",
            "land",
            "authority",
            "language",
            "channels",
            "given",
            "receives",
            "hides",
            "limits",
            "credentials");
    static final Set<String> LIMIT_KEYS =
            Set.of("bytesMax", "eventsPerFileMax", "unfinishedWait", "eventsPerMessageMax");
    /// Its operator, and itself on its own broker.
    private static final Set<String> USERS_OF_THE_HUB = Set.of("operator", "flora-hub");
    private static final Pattern NAME = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");
    private static final int NAME_LENGTH_MAX = 40;

    private final Section root;
    private final Transforms transforms;
    private final Placeholders placeholders;
    private final Mistakes mistakes;

    private AdapterFile(Section root, Transforms transforms, Placeholders placeholders, Mistakes mistakes) {
        this.root = root;
        this.transforms = transforms;
        this.placeholders = placeholders;
        this.mistakes = mistakes;
    }

    /// Reads a parsed file.
    ///
    /// @param folder  name of the folder, which the file must repeat
    /// @param version of the file's content
    /// @return the adapter, or `null` if mistakes were added
    static @Nullable Adapter read(
            Node yaml,
            String folder,
            String version,
            Transforms transforms,
            Placeholders placeholders,
            Mistakes mistakes) {
        Section root = Section.of(yaml, "", KEYS, mistakes);
        if (root == null) {
            return null;
        }
        return new AdapterFile(root, transforms, placeholders, mistakes).read(folder, version);
    }

    private @Nullable Adapter read(String folder, String version) {
        checkName(folder);
        String title = root.required("name");
        Land land = root.value("land", "two digits, 01 to 16", Land::new);
        Authority authority = authority();
        String language = Objects.requireNonNullElse(
                root.value("language", "two lower-case letters, such as de", AdapterFile::language), "de");
        Section channels = channels();
        List<InChannel> in = channels == null ? List.of() : in(channels);
        List<OutChannel> out = channels == null ? List.of() : out(channels);
        Map<Field, String> given = given();
        checkGiven(in, given);
        Receives receives = ReceivesFile.read(root, channels != null && channels.has("out"), out, mistakes);
        Set<Field> hides = hides();
        Limits limits = limits(root.section("limits", LIMIT_KEYS));
        String credentials = credentials(folder);
        if (title == null || authority == null || !mistakes.problems().isEmpty()) {
            return null;
        }
        return new Adapter(
                folder,
                version,
                title,
                land,
                authority,
                language,
                in,
                out,
                given,
                receives,
                hides,
                limits,
                credentials);
    }

    private void checkName(String folder) {
        String name = root.required("adapter");
        if (name != null && !name.equals(folder)) {
            root.wrong("adapter", "another name", "the name of the folder, \"%s\"".formatted(folder));
        } else if (name != null && (!NAME.matcher(name).matches() || name.length() > NAME_LENGTH_MAX)) {
            root.wrong(
                    "adapter",
                    "a name that queues and addresses cannot carry",
                    "at most 40 lower-case letters, digits and single hyphens",
                    "Rename the folder.");
        }
    }

    private @Nullable Authority authority() {
        if (root.required("authority") == null) {
            return null;
        }
        return root.value("authority", "a DVDV identifier, prefix:id, such as azr:999001", Authority::parse);
    }

    private static String language(String text) {
        if (!text.matches("[a-z]{2}")) {
            throw new IllegalArgumentException("A language is two letters");
        }
        return text;
    }

    private @Nullable Section channels() {
        if (!root.has("channels")) {
            root.missing("channels");
            return null;
        }
        Section channels = root.section("channels", Set.of("in", "out"));
        if (channels != null && channels.keys().isEmpty()) {
            root.wrong("channels", "no channel", "in: or out:, or both");
        }
        return channels;
    }

    private List<InChannel> in(Section channels) {
        var in = new ArrayList<InChannel>();
        for (Section channel : channels.sections("in", ChannelFile.KEYS)) {
            var file = ChannelFile.read(channel, true, transforms, placeholders, mistakes);
            if (file != null && in.stream().anyMatch(other -> other.type().equals(file.type()))) {
                channel.conflict("type", "a second channel of this type", "one", "Remove one of them.");
            } else if (file != null) {
                in.add(new InChannel(file.type(), file.transform(), file.settings()));
            }
        }
        return in;
    }

    private List<OutChannel> out(Section channels) {
        var out = new ArrayList<OutChannel>();
        List<Section> sections = channels.sections("out", ChannelFile.KEYS);
        if (sections.size() > 1) {
            channels.conflict("out", "%d channels".formatted(sections.size()), "at most one", "Keep one of them.");
        }
        for (Section channel : sections) {
            var file = ChannelFile.read(channel, false, transforms, placeholders, mistakes);
            if (file != null) {
                out.add(new OutChannel(file.type(), file.transform(), file.settings()));
            }
        }
        return out;
    }

    private Map<Field, String> given() {
        var given = new HashMap<Field, String>();
        Section section = root.section("given", Set.of());
        if (section == null) {
            return given;
        }
        for (String path : section.keys()) {
            Field field = field(path, section.at(path), section.inside(path));
            String value = section.text(path);
            if (field == null || value == null) {
                continue;
            }
            if (field.type().accepts(value)) {
                given.put(field, value);
            } else {
                section.wrong(path, "something else", field.type().expectation());
            }
        }
        return given;
    }

    private void checkGiven(List<InChannel> in, Map<Field, String> given) {
        for (InChannel channel : in) {
            var absent = new TreeSet<String>();
            for (Field field : channel.transform().givenFields()) {
                if (!given.containsKey(field) && !HubGiven.FIELDS.contains(field)) {
                    absent.add(field.path());
                }
            }
            if (!absent.isEmpty()) {
                root.conflict(
                        "given",
                        "no value for " + String.join(", ", absent),
                        "all that %s leaves to the adapter"
                                .formatted(channel.transform().name()),
                        "Add it under given:.");
            }
        }
    }

    private @Nullable Field field(String path, Mark at, String where) {
        Field field = Field.of(path);
        if (field == null) {
            mistakes.add(
                    Mistakes.KEY,
                    at,
                    where,
                    "an unknown field",
                    "a field of docs/reference/status-event.md",
                    Nearest.remedy(
                            path, Field.IN_PATH_ORDER.stream().map(Field::path).toList()));
        }
        return field;
    }

    private Set<Field> hides() {
        var hides = new HashSet<Field>();
        for (Section.Word word : root.words("hides")) {
            Field field = field(word.text(), word.at(), "hides");
            if (field != null) {
                hides.add(field);
            }
        }
        return hides;
    }

    private static Limits limits(@Nullable Section section) {
        Limits limits = Limits.DEFAULT;
        if (section == null) {
            return limits;
        }
        return new Limits(
                Objects.requireNonNullElse(
                        section.value("bytesMax", "a size, such as 100 MB", Sizes::bytes), limits.bytesMax()),
                Objects.requireNonNullElse(
                        section.value("eventsPerFileMax", "a number above 0", Sizes::count), limits.eventsPerFileMax()),
                Objects.requireNonNullElse(
                        section.value("unfinishedWait", "a duration, such as 30 s", Sizes::duration),
                        limits.unfinishedWait()),
                Objects.requireNonNullElse(
                        section.value("eventsPerMessageMax", "a number above 0", Sizes::count),
                        limits.eventsPerMessageMax()));
    }

    private String credentials(String folder) {
        String text = root.text("credentials");
        String credentials =
                text == null ? folder : placeholders.resolve(text, root.at("credentials"), "credentials", mistakes);
        if (USERS_OF_THE_HUB.contains(credentials) || credentials.startsWith("operator.")) {
            root.wrong("credentials", "a user of the hub itself", "a name of the adapter's own");
        }
        return credentials;
    }

    static URI endpoint(String text) {
        URI uri = URI.create(text);
        if (uri.getHost() == null || !("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))) {
            throw new IllegalArgumentException("An endpoint is an http or https address");
        }
        return uri;
    }
}
